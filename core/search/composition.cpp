#include "core/search/composition.h"

#include "core/profile/profilesummary.h"
#include "core/recall/recaller.h"
#include "core/search/storedcandidate.h"
#include "core/search/storedprofiles.h"
#include "core/search/vetoes.h"

#include <array>
#include <cstdio>

namespace espalier {
namespace {

constexpr std::size_t kLogCap = 4000; ///< bytes of what a compiler said: its first errors

std::string reasonOf(const Evaluation& evaluation)
{
    std::string reason = evaluation.reason;
    if (evaluation.verdict == Verdict::BuildFailed && !evaluation.build.log.empty()) {
        reason += "\n\n" + evaluation.build.log.substr(0, kLogCap);
    }
    return reason;
}

std::string bothHints(const std::string& ofSubtree, const std::string& ofStep)
{
    return ofSubtree.empty() || ofStep.empty() ? ofSubtree + ofStep : ofSubtree + "\n\n" + ofStep;
}

} // namespace

/// What is said of the whole session.
void Composition::steer(Prompt& prompt, const SessionState& session) const
{
    prompt.vetoes = forbiddenBy(session.vetoes, m_skills);
    if (const auto mix = parseMix(session.mix); mix && !session.mix.empty()) {
        prompt.mix = *mix;
    }
}

std::string stepLabel(int step)
{
    std::array<char, 24> text{};
    std::snprintf(text.data(), text.size(), "step-%04d", step);
    return text.data();
}

Result<Order> Composition::order(const SearchGraph& graph, int step, Choice choice, const std::string& hint)
{
    const NodeNumber parent = choice.parents.front();
    auto source = storedCandidate(m_store, graph.node(parent));
    auto evaluation = m_store.evaluation(m_session, parent);
    if (!source || !evaluation) {
        return source ? evaluation.error() : source.error();
    }
    Order order;
    order.step = step;
    Prompt& prompt = order.prompt;
    prompt.task = m_task;
    prompt.edge = choice.edge;
    prompt.parent = *std::move(source);
    prompt.diagnosis = std::move(evaluation->diagnosis);
    prompt.parentTiming = timingOf(*evaluation);
    prompt.parentVerdict = evaluation->verdict;
    if (!isValid(evaluation->verdict)) {
        prompt.parentReason = reasonOf(*evaluation);
    }
    prompt.memory = recall(graph, parent, choice.memoryOperator);
    m_memory.complete(prompt.memory, graph, parent);
    if (choice.edge != EdgeKind::Restart) {
        prompt.memory.prior = m_priors.forStep(m_store, step, *m_task);
    }
    // A damaged profile is no reason to stop a search that does without one.
    if (const auto profiles = storedProfiles(m_store, m_session, parent); profiles && !profiles->empty()) {
        prompt.profile = summaryLines(profiles->front(), prompt.diagnosis);
    }
    prompt.hint = bothHints(graph.hint(parent), hint);
    steer(prompt, graph.session());
    prompt.seed = Rng::forStep(m_seed ^ 0x5EED, static_cast<std::uint64_t>(step)).next();
    prompt.label = stepLabel(step);
    if (choice.parents.size() > 1) {
        auto other = storedCandidate(m_store, graph.node(choice.parents[1]));
        const auto itsEvaluation = m_store.evaluation(m_session, choice.parents[1]);
        if (!other || !itsEvaluation) {
            return other ? itsEvaluation.error() : other.error();
        }
        prompt.other = *std::move(other);
        prompt.otherTiming = timingOf(*itsEvaluation);
    }
    order.choice = std::move(choice);
    return order;
}

Order Composition::orderByHand(int step, Choice choice, const std::string& object)
{
    Order order;
    order.step = step;
    order.choice = std::move(choice);
    order.givenAs = "edited by hand";
    const auto bytes = m_store.object(object);
    order.given = bytes ? candidateFromObject(*bytes) : std::nullopt;
    if (!order.given) {
        order.refusal = bytes ? "the file made by hand is no candidate" : bytes.error().sentence();
    }
    return order;
}

} // namespace espalier
