#include "core/search/draftphase.h"

#include "core/graph/policychoice.h"
#include "core/search/evolution.h"
#include "core/search/greedy.h"
#include "core/search/growth.h"
#include "core/search/memorychoice.h"
#include "core/search/thompson.h"
#include "core/search/uct.h"

namespace espalier {
namespace {

constexpr int kVainDrafts = 3;

bool isFromSeed(EdgeKind edge)
{
    return edge == EdgeKind::Draft || edge == EdgeKind::Restart;
}

} // namespace

bool DraftPhase::mayDraft(const SearchGraph& graph) const
{
    return m_vainDrafts < kVainDrafts && graph.mayGrow(0);
}

std::optional<Choice> DraftPhase::choose(const SearchGraph& graph, Rng& rng) const
{
    auto choice = place(graph, rng);
    if (choice) {
        applyMemory(graph, m_crossover.couples(), *choice, m_memory);
    }
    return choice;
}

std::optional<Choice> DraftPhase::place(const SearchGraph& graph, Rng& rng) const
{
    if (m_begunDrafts < m_drafts && mayDraft(graph)) {
        return Choice{{0},
                      EdgeKind::Draft,
                      "clean-slate",
                      "draft " + std::to_string(m_begunDrafts + 1) + " of " + std::to_string(m_drafts) +
                          ": independent, from the seed"};
    }
    if (m_idle >= m_patience && mayDraft(graph)) {
        return Choice{{0},
                      EdgeKind::Restart,
                      "clean-slate",
                      "restart: " + std::to_string(m_idle) + " steps brought nothing better"};
    }
    if (auto merge = m_crossover.choose(graph, rng)) {
        return merge;
    }
    return m_inner->choose(graph, rng);
}

void DraftPhase::begin(const SearchGraph& graph, const Choice& choice)
{
    m_begunDrafts += choice.edge == EdgeKind::Draft ? 1 : 0;
    if (choice.edge == EdgeKind::Restart) {
        m_idle = 0;
        m_patience *= 1.5;
    }
    m_crossover.begin(choice);
    m_inner->begin(graph, choice);
}

void DraftPhase::finish(const SearchGraph& graph, const Choice& choice, std::optional<NodeNumber> node)
{
    if (isFromSeed(choice.edge)) {
        m_vainDrafts = node ? 0 : m_vainDrafts + 1;
    }
    ++m_idle;
    if (node && vouched(graph.node(*node)) > m_best * kBetter) {
        m_best = vouched(graph.node(*node));
        m_idle = 0;
        m_patience = m_leastPatience;
    }
    m_inner->finish(graph, choice, node);
}

void DraftPhase::plant(const SearchGraph& graph, NodeNumber node)
{
    m_best = std::max(m_best, vouched(graph.node(node)));
    m_inner->plant(graph, node);
}

void DraftPhase::steered(const SearchGraph& graph)
{
    m_inner->steered(graph);
}

namespace {

std::unique_ptr<SelectionPolicy> makeInner(const PolicyChoice& choice)
{
    if (choice.name == "uct") {
        return std::make_unique<UctPolicy>(choice.constant("c"), choice.constant("widening"));
    }
    if (choice.name == "evolution") {
        EvolutionPolicy::Constants constants;
        constants.fatigue = choice.constant("fatigue");
        constants.pressure = choice.constant("pressure");
        constants.mateEvery = static_cast<std::uint64_t>(choice.constant("mate"));
        constants.migrateEvery = static_cast<int>(choice.constant("migrate"));
        return std::make_unique<EvolutionPolicy>(constants);
    }
    if (choice.name == "thompson") {
        return std::make_unique<ThompsonPolicy>(choice.constant("spread"));
    }
    return std::make_unique<GreedyPolicy>(choice.constant("fatigue"));
}

} // namespace

Result<std::unique_ptr<SelectionPolicy>> makePolicy(const std::string& text, int drafts, const std::string& memory)
{
    const auto choice = parsePolicy(text);
    if (!choice) {
        return choice.error();
    }
    return std::unique_ptr<SelectionPolicy>(
        std::make_unique<DraftPhase>(makeInner(*choice), drafts, memory, choice->constant("patience")));
}

} // namespace espalier
