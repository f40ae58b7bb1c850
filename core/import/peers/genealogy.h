#pragma once

#include "core/graph/node.h"
#include "core/import/peers/peerrun.h"

namespace espalier {

/// Where a program stands in a session.
struct Descent
{
    std::size_t program = 0; ///< its place in the list
    EdgeKind edge = EdgeKind::Root;
    std::vector<NodeNumber> parents;
};

/// The programs as nodes, in the order of their numbers: by the time they were recorded, parents before children. The
/// first without a parent is the root. Others without one are drafts from it; those whose parent is not in the list
/// (tools drop what they no longer need), or is their own descendant, hang below the root as restarts.
std::vector<Descent> genealogyOf(const std::vector<PeerProgram>& programs);

} // namespace espalier
