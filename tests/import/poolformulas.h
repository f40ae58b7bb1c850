#pragma once

#include "problemformulas.h"

namespace espalier::test {

/// Those of means over windows that do not count everything they stand over.
std::map<std::string, Formula> poolFormulas();

} // namespace espalier::test
