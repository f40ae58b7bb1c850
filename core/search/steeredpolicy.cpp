#include "core/search/steeredpolicy.h"

#include "core/search/repairphase.h"

namespace espalier {
namespace {

Choice withoutSentence(Choice choice)
{
    choice.why.clear();
    return choice;
}

} // namespace

SteeredPolicy::SteeredPolicy(Start start, std::unique_ptr<SelectionPolicy> inner)
    : m_start(std::move(start)), m_policy(m_start.policy), m_memory(m_start.memory), m_inner(std::move(inner))
{
}

Result<std::unique_ptr<SelectionPolicy>> SteeredPolicy::makeInner(const Start& start, const std::string& policy,
                                                                  const std::string& memory)
{
    auto made = makePolicy(policy, start.drafts, memory);
    if (!made || !start.repairs) {
        return made;
    }
    return std::unique_ptr<SelectionPolicy>(std::make_unique<RepairPhase>(*std::move(made)));
}

Result<std::unique_ptr<SelectionPolicy>> SteeredPolicy::make(Start start)
{
    auto inner = makeInner(start, start.policy, start.memory);
    if (!inner) {
        return inner;
    }
    return std::unique_ptr<SelectionPolicy>(new SteeredPolicy(std::move(start), *std::move(inner)));
}

std::optional<Choice> SteeredPolicy::choose(const SearchGraph& graph, Rng& rng) const
{
    return m_inner->choose(graph, rng);
}

void SteeredPolicy::tell(const SearchGraph& graph, const Told& told)
{
    switch (told.what) {
    case Told::What::Begin:
        m_inner->begin(graph, told.choice);
        break;
    case Told::What::Finish:
        m_inner->finish(graph, told.choice, told.node);
        break;
    case Told::What::Plant:
        m_inner->plant(graph, *told.node);
        break;
    }
}

void SteeredPolicy::begin(const SearchGraph& graph, const Choice& choice)
{
    m_told.push_back({Told::What::Begin, withoutSentence(choice), std::nullopt});
    tell(graph, m_told.back());
}

void SteeredPolicy::finish(const SearchGraph& graph, const Choice& choice, std::optional<NodeNumber> node)
{
    m_told.push_back({Told::What::Finish, withoutSentence(choice), node});
    tell(graph, m_told.back());
}

void SteeredPolicy::plant(const SearchGraph& graph, NodeNumber node)
{
    m_told.push_back({Told::What::Plant, {}, node});
    tell(graph, m_told.back());
}

void SteeredPolicy::steered(const SearchGraph& graph)
{
    const SessionState& asked = graph.session();
    const std::string& policy = asked.policy.empty() ? m_start.policy : asked.policy;
    const std::string& memory = asked.memory.empty() ? m_start.memory : asked.memory;
    if (policy != m_policy || memory != m_memory) {
        if (auto made = makeInner(m_start, policy, memory)) {
            m_inner = *std::move(made);
            m_policy = policy;
            m_memory = memory;
            for (const Told& told : m_told) {
                tell(graph, told);
            }
        }
    }
    m_inner->steered(graph);
}

} // namespace espalier
