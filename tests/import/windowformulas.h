#pragma once

#include "problemformulas.h"

namespace espalier::test {

/// Those of problemFormulas() that have windows, groups or equations.
std::map<std::string, Formula> windowFormulas();

} // namespace espalier::test
