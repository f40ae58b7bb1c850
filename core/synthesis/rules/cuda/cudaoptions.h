#pragma once

#include "core/base/rng.h"
#include "core/graph/candidate.h"

#include <string>

namespace espalier::rules {

/// One build option of NVRTC switched on, off or to another value; `relaxed` says whether arithmetic may be reordered.
/// Only options that the target's toolchain lets pass. Returns what was changed, for people.
std::string changeCudaOptions(Candidate& candidate, bool relaxed, Rng& rng);

} // namespace espalier::rules
