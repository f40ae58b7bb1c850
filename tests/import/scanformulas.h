#pragma once

#include "problemformulas.h"

namespace espalier::test {

/// Those of problemFormulas() that go along an axis in its order.
std::map<std::string, Formula> scanFormulas();

} // namespace espalier::test
