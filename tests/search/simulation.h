#pragma once

#include "core/search/policy.h"

#include <string>

namespace espalier {

/// Lets the policy grow the tree of the text: begins and finishes an expansion for every node, in their order.
SearchGraph grownFromText(SelectionPolicy& policy, const std::string& text);

/// Ends a choice with a child of this fitness (0: a failed one), or with none.
void finishWith(SelectionPolicy& policy, SearchGraph& graph, const Choice& choice, std::optional<double> fitness);

/// Three refinements in a row bring nothing: the node is not asked again.
void runDry(SelectionPolicy& policy, const SearchGraph& graph, NodeNumber node);

/// The choices of the next steps, each staying in flight; each step has a stream of random numbers of its own.
std::vector<Choice> nextChoices(SelectionPolicy& policy, const SearchGraph& graph, int count, std::uint64_t seed = 1);

/// How many of the choices have this first parent.
std::ptrdiff_t countOf(const std::vector<Choice>& choices, NodeNumber parent);

/// What happened in one step of a simulated search.
struct SimulatedStep
{
    std::vector<SteerCommand> commands; ///< applied before the choice
    Choice choice;
    std::optional<Node> node; ///< what it brings
};

/// A search by the named policy below a draft phase, as SearchRun drives one, with so many steps in flight. Outcomes
/// are drawn by the seed: a third fails, a tenth brings nothing. Now and then a node is pruned, restored, boosted,
/// pinned or told to combine.
class SimulatedSearch
{
public:
    SimulatedSearch(const std::string& name, std::uint64_t seed, std::size_t inFlight);

    /// False when nothing is left to grow.
    bool step();
    /// The parts of a step, for going through a recorded one again: records what is due and applies the commands;
    /// what the policy chooses; and takes a choice up.
    void prepare(const std::vector<SteerCommand>& commands);
    std::optional<Choice> propose() const;
    void begin(SimulatedStep step);

    const SearchGraph& graph() const { return m_graph; }
    const std::vector<SimulatedStep>& steps() const { return m_steps; }

private:
    void record();
    void steer(const std::vector<SteerCommand>& commands);

    std::unique_ptr<SelectionPolicy> m_policy;
    SearchGraph m_graph;
    std::uint64_t m_seed;
    std::size_t m_inFlight;
    std::vector<SimulatedStep> m_steps;
    std::size_t m_recorded = 0; ///< so many of them have ended
};

} // namespace espalier
