#pragma once

#include "widgets/models/feed.h"

#include <cstdint>
#include <vector>

namespace espalier::test {

/// A session that looks like a real one: a tree of tiled and vectorised kernels with failures, merges, pruned branches,
/// pins and candidates in flight. The same seed gives the same session.
struct DemoSession
{
    explicit DemoSession(int nodes, std::uint64_t seed = 5);

    /// Everything at once, as when the session is opened.
    FeedBatch opening() const;
    /// One batch with nodes [first, end) and no events.
    FeedBatch batch(NodeNumber first, NodeNumber end) const;
    NodeDetailsPtr details(NodeNumber node) const;
    std::vector<SessionSummary> sessions() const;

    SessionSummary summary;
    std::vector<Node> nodes;
    std::vector<SteerEvent> events;
    std::vector<InFlight> inFlight;
};

} // namespace espalier::test
