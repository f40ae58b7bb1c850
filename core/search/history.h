#pragma once

#include "core/search/policy.h"
#include "core/store/store.h"

#include <vector>

namespace espalier {

/// What one recorded step brought: a node, or nothing for a reason.
struct RecordedStep
{
    Choice choice;
    std::optional<Node> node;
    std::optional<NodeNumber> duplicateOf{}; ///< of the node, see Recognition
    std::string codePrint{};
};

/// The recorded steps of a session, without gaps, in their order; step 0 is the root.
Result<std::vector<RecordedStep>> readHistory(Store& store, SessionId session);

} // namespace espalier
