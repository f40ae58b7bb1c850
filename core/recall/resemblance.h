#pragma once

#include "core/graph/candidate.h"
#include "core/graph/node.h"

#include <array>
#include <cstdint>
#include <vector>

namespace espalier {

/// What is kept of a source to tell how alike two are: the least value of each of 128 hash functions over the runs of
/// four tokens in it, local names counting as equal (MinHash; Broder 1997). The share of equal entries estimates the
/// Jaccard index of the two sets of runs, |A ∩ B| / |A ∪ B|, with a standard error of at most √(J(1−J)/128), 0.027 at
/// 0.9. Options and compiler do not count.
struct SourceSketch
{
    std::array<std::uint32_t, 128> least{};
};

SourceSketch sketchOf(const Candidate& candidate);

/// From 0 to 1; two empty sources are alike.
double likeness(const SourceSketch& one, const SourceSketch& other);

/// A node whose source is like another's.
struct Resemblance
{
    NodeNumber number = 0;
    double likeness = 0;
};

/// The sources of a session's nodes by likeness. A look compares the sketch with all: 512 bytes a node. One thread.
class ResemblanceIndex
{
public:
    /// In the order of the nodes' numbers.
    void add(NodeNumber number, const SourceSketch& sketch);
    /// Nodes at least `atLeast` like this one and not it, the most alike first, of equals the newer first.
    std::vector<Resemblance> near(NodeNumber number, double atLeast) const;

private:
    std::vector<SourceSketch> m_sketches; ///< by node number
};

} // namespace espalier
