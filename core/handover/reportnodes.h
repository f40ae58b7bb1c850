#pragma once

#include "core/store/store.h"

#include <optional>
#include <string>

namespace espalier::handover {

/// The node's ancestors and the node, root first, each with its figures, why it was grown, and its source against its
/// parent's. As HTML.
Result<std::string> wayHtml(Store& store, SessionId session, const SearchGraph& graph, std::optional<NodeNumber> shown);

/// How many nodes ended how, and every node but the one shown, the fastest first and failures after them with their
/// reasons; 2,000 at most. As HTML.
Result<std::string> lostHtml(Store& store, SessionId session, const SearchGraph& graph,
                             std::optional<NodeNumber> shown);

} // namespace espalier::handover
