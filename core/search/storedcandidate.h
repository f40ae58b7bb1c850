#pragma once

#include "core/graph/candidate.h"
#include "core/store/store.h"

namespace espalier {

/// The source of a recorded node; fails when its object is missing or damaged.
Result<Candidate> storedCandidate(Store& store, const Node& node);

} // namespace espalier
