#pragma once

#include "problemformulas.h"

namespace espalier::test {

/// Those of normalisation by batches.
std::map<std::string, Formula> batchFormulas();

} // namespace espalier::test
