#include "simulation.h"

#include "fakes.h"

#include <algorithm>
#include <array>

namespace espalier {
namespace {

constexpr std::array<const char*, 4> kSkills{"parallel-outer-loop", "simd-inner", "tile-columns", "tune"};
constexpr std::array<Bound, 3> kBounds{Bound::Memory, Bound::Compute, Bound::Latency};

/// What a choice brings: a third fails, a tenth brings nothing.
std::optional<Node> outcome(const SearchGraph& graph, const Choice& choice, Rng& rng)
{
    const double parent = graph.node(choice.parents.front()).fitness;
    const double dice = rng.uniform();
    const double factor = 0.8 + 0.5 * rng.uniform();
    Node node;
    node.number = static_cast<NodeNumber>(graph.size());
    node.parents = choice.parents;
    node.edge = choice.edge;
    node.why = choice.why;
    node.skills = {kSkills[rng.below(kSkills.size())]};
    node.bound = kBounds[rng.below(kBounds.size())];
    node.verdict = dice < 0.33 ? Verdict::Wrong : Verdict::Slower;
    node.fitness = dice < 0.33 ? 0 : parent * factor;
    return dice > 0.9 ? std::nullopt : std::optional(node);
}

std::vector<SteerCommand> commandsOf(const SearchGraph& graph, Rng& rng)
{
    const auto node = static_cast<NodeNumber>(rng.below(graph.size()));
    if (node == 0) {
        return {}; // with the seed pruned there would be nothing to see
    }
    switch (rng.below(24)) {
    case 0:
        return {{SteerVerb::Prune, node, 0, ""}};
    case 1:
        return {{SteerVerb::Restore, node, 0, ""}};
    case 2:
        return {{SteerVerb::Boost, node, 0.25 + 8 * rng.uniform(), ""}};
    case 3:
        return {{SteerVerb::Pin, node, 0, ""}};
    case 4:
        return {{SteerVerb::Memory, node, 0, "combine"}};
    default:
        return {};
    }
}

} // namespace

void finishWith(SelectionPolicy& policy, SearchGraph& graph, const Choice& choice, std::optional<double> fitness)
{
    if (!fitness) {
        policy.finish(graph, choice, std::nullopt);
        return;
    }
    Node node;
    node.number = static_cast<NodeNumber>(graph.size());
    node.parents = choice.parents;
    node.edge = choice.edge;
    node.fitness = *fitness;
    node.verdict = *fitness > 0 ? Verdict::Slower : Verdict::Wrong;
    graph.add(node);
    policy.finish(graph, choice, node.number);
}

SearchGraph grownFromText(SelectionPolicy& policy, const std::string& text)
{
    const SearchGraph whole = treeFromText(text);
    SearchGraph graph;
    for (NodeNumber number = 0; number < whole.size(); ++number) {
        const Node& node = whole.node(number);
        const Choice choice{node.parents, node.edge, {}, {}};
        if (number > 0) {
            policy.begin(graph, choice);
        }
        graph.add(node);
        if (number > 0) {
            policy.finish(graph, choice, number);
        } else {
            policy.plant(graph, number);
        }
    }
    return graph;
}

void runDry(SelectionPolicy& policy, const SearchGraph& graph, NodeNumber node)
{
    for (int i = 0; i < 3; ++i) {
        const Choice choice{{node}, EdgeKind::Refine, {}, {}};
        policy.begin(graph, choice);
        policy.finish(graph, choice, std::nullopt);
    }
}

std::vector<Choice> nextChoices(SelectionPolicy& policy, const SearchGraph& graph, int count, std::uint64_t seed)
{
    std::vector<Choice> list;
    for (int step = 0; step < count; ++step) {
        Rng rng = Rng::forStep(seed, static_cast<std::uint64_t>(step));
        const auto choice = policy.choose(graph, rng);
        if (!choice) {
            break;
        }
        policy.begin(graph, *choice);
        list.push_back(*choice);
    }
    return list;
}

std::ptrdiff_t countOf(const std::vector<Choice>& choices, NodeNumber parent)
{
    return std::ranges::count_if(choices, [&](const Choice& choice) { return choice.parents.front() == parent; });
}

SimulatedSearch::SimulatedSearch(const std::string& name, std::uint64_t seed, std::size_t inFlight)
    : m_policy(*makePolicy(name, 4)), m_graph(treeFromText("0 1.0")), m_seed(seed), m_inFlight(inFlight)
{
    m_policy->plant(m_graph, 0);
}

void SimulatedSearch::record()
{
    SimulatedStep& step = m_steps[m_recorded++];
    std::optional<NodeNumber> number;
    if (step.node) {
        step.node->number = static_cast<NodeNumber>(m_graph.size());
        number = step.node->number;
        m_graph.add(*step.node);
    }
    m_policy->finish(m_graph, step.choice, number);
}

void SimulatedSearch::steer(const std::vector<SteerCommand>& commands)
{
    for (const SteerCommand& command : commands) {
        m_graph.apply(command);
    }
    if (!commands.empty()) {
        m_policy->steered(m_graph);
    }
}

bool SimulatedSearch::step()
{
    Rng dice = Rng::forStep(m_seed ^ 0xD1CE, m_steps.size());
    SimulatedStep next;
    next.commands = commandsOf(m_graph, dice);
    prepare(next.commands);
    auto choice = propose();
    while (!choice && m_recorded < m_steps.size()) {
        record(); // what is in flight may open a branch
        choice = propose();
    }
    if (!choice) {
        return false;
    }
    next.choice = *std::move(choice);
    next.node = outcome(m_graph, next.choice, dice);
    begin(std::move(next));
    return true;
}

void SimulatedSearch::prepare(const std::vector<SteerCommand>& commands)
{
    if (m_steps.size() >= m_inFlight + m_recorded) {
        record();
    }
    steer(commands);
}

std::optional<Choice> SimulatedSearch::propose() const
{
    Rng rng = Rng::forStep(m_seed, m_steps.size());
    return m_policy->choose(m_graph, rng);
}

void SimulatedSearch::begin(SimulatedStep step)
{
    m_policy->begin(m_graph, step.choice);
    m_steps.push_back(std::move(step));
}

} // namespace espalier
