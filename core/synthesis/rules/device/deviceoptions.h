#pragma once

#include "core/base/rng.h"
#include "core/graph/candidate.h"

#include <string>

namespace espalier::rules {

/// -cl-fast-relaxed-math, which the driver may use for all that it stands for.
void setRelaxedMath(Candidate& candidate);

/// One build option of OpenCL C switched on or off; `relaxed` says whether arithmetic may be reordered. Returns what
/// was changed, for people.
std::string changeDeviceOptions(Candidate& candidate, bool relaxed, Rng& rng);

} // namespace espalier::rules
