#pragma once

#include "problemformulas.h"

namespace espalier::test {

/// Those of problemFormulas() that are of matrices with a structure, or of numbers beside them.
std::map<std::string, Formula> matrixFormulas();

} // namespace espalier::test
