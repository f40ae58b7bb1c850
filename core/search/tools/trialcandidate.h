#pragma once

#include "core/base/result.h"
#include "core/graph/candidate.h"

#include <string>

namespace espalier {

/// What a tool's argument `source` stands for: the parent with this source, or with SEARCH/REPLACE blocks applied to
/// its own, read by the rules that answers are read by. ErrorKind::Answer says what is wrong with it.
Result<Candidate> trialCandidate(const std::string& source, const Candidate& parent);

} // namespace espalier
