#pragma once

#include "core/base/result.h"
#include "core/base/rng.h"
#include "core/graph/searchgraph.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace espalier {

/// Where the next child grows, and why.
struct Choice
{
    std::vector<NodeNumber> parents;
    EdgeKind edge = EdgeKind::Refine;
    std::string memoryOperator = "inherit";
    std::string why; ///< one sentence with the policy's terms
};

/// Decides where the tree grows. What it knows beside the graph is a function of the begun and finished choices and of
/// the steering commands in their order, so a resumed search replays them and goes on as if it had never stopped. One
/// thread.
class SelectionPolicy
{
public:
    virtual ~SelectionPolicy() = default;

    /// Nothing when every branch is pruned or exhausted. Changes nothing: the caller begins what it takes up.
    virtual std::optional<Choice> choose(const SearchGraph& graph, Rng& rng) const = 0;
    /// The choice is in flight from now on: a virtual loss until it is finished.
    virtual void begin(const SearchGraph& graph, const Choice& choice) = 0;
    /// It brought `node`, already in the graph, or nothing.
    virtual void finish(const SearchGraph& graph, const Choice& choice, std::optional<NodeNumber> node) = 0;
    /// A node without a choice: the root.
    virtual void plant(const SearchGraph& graph, NodeNumber node) = 0;
    /// Marks changed: prunes, boosts. May cost O(n); people steer rarely.
    virtual void steered(const SearchGraph& graph) = 0;
};

/// A policy as parsePolicy() reads it, "greedy" or "uct c=0.7", below a draft phase of `drafts` drafts, with crossover,
/// restarts and the choice of memory, or one memory operator for all refinements. Fails where it cannot be read.
Result<std::unique_ptr<SelectionPolicy>> makePolicy(const std::string& text, int drafts,
                                                    const std::string& memory = {});

} // namespace espalier
