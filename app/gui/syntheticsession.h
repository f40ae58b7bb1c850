#pragma once

#include "core/base/rng.h"
#include "widgets/models/feed.h"

namespace espalier {

/// Nodes that no search has made, for benchmarks: some fifty deep at 100,000, a quarter of them wrong. The same seed
/// makes the same session.
class SyntheticSession
{
public:
    explicit SyntheticSession(std::uint64_t seed) : m_rng(seed) {}
    Node nextNode();
    /// A batch of the next nodes, the first of which opens the session.
    FeedBatch next(int nodes);

private:
    Rng m_rng;
    NodeNumber m_next = 0;
};

} // namespace espalier
