#pragma once

#include "core/graph/candidate.h"
#include "core/store/store.h"
#include "core/task/task.h"

namespace espalier {

/// What a session starts from.
struct RootCandidate
{
    Candidate candidate;
    std::string summary; ///< what it is, for people: "the plain seed", "node 3.12"
};

/// The plain seed, or the node that the settings derive from. Fails when that node's language is not the target's; what
/// the seed is compared with is the judge's business and the same in both cases.
Result<RootCandidate> rootCandidate(Store& store, const SessionSettings& settings, const Task& task);

} // namespace espalier
