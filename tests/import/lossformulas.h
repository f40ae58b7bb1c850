#pragma once

#include "problemformulas.h"

namespace espalier::test {

/// Those of losses, of distances, and of what picks by classes or looks up places.
std::map<std::string, Formula> lossFormulas();

} // namespace espalier::test
