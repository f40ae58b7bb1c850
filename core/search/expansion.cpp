#include "core/search/expansion.h"

#include "core/base/hash.h"
#include "core/search/prompttext.h"

namespace espalier {
namespace {

double lowOf(const Evaluation& evaluation)
{
    return evaluation.verdict == Verdict::Accepted ? evaluation.speedup.low : 0;
}

} // namespace

/// True when the candidate is new to the session and now belongs to this step.
bool Expansion::take(int step, Synthesis synthesis, Harvest& harvest, const std::stop_token& stop)
{
    std::string object = toObject(synthesis.candidate);
    std::string artefact = sha256(object);
    const auto taken = m_ledger.isTaken(step, artefact, stop);
    if (!taken || *taken) {
        harvest.reason = "every candidate made here is known already (" + artefact.substr(0, 8) + ")";
        return false;
    }
    harvest.synthesis = std::move(synthesis);
    harvest.object = std::move(object);
    harvest.artefact = std::move(artefact);
    harvest.reason.clear();
    return true;
}

void Expansion::propose(Order& order, Harvest& harvest, const std::stop_token& stop)
{
    if (order.evidence) {
        order.prompt.skills = m_retrieval.retrieveFor(order.prompt, *order.evidence);
    }
    Rng seeds(order.prompt.seed);
    Transcript transcript;
    transcript.progress = [&](std::string_view words) { m_board.stage(order.step, words); };
    for (int attempt = 0; attempt < kAttempts && transcript.exchanges.empty() && !stop.stop_requested(); ++attempt) {
        if (attempt > 0) {
            order.prompt.seed = seeds.next();
        }
        auto synthesis = m_synthesizer.synthesize(order.prompt, transcript, stop);
        harvest.exchanges = transcript.exchanges;
        if (!synthesis) {
            harvest.reason = synthesis.error().sentence();
            harvest.failure = synthesis.error().kind == ErrorKind::Answer ? std::nullopt : std::optional(synthesis.error());
            return;
        }
        if (take(order.step, *std::move(synthesis), harvest, stop)) {
            harvest.prompt = promptText(order.prompt);
            return;
        }
    }
}

/// Judges the step's candidate, a second time where it is the best so far.
Evaluation Expansion::evaluate(int step, const Candidate& candidate, const std::stop_token& stop)
{
    const auto stage = [&](std::string_view name) { m_board.stage(step, name); };
    Evaluation evaluation = m_evaluator.evaluate(candidate, stage, stop);
    if (evaluation.verdict != Verdict::Accepted) {
        return evaluation;
    }
    const auto toBeat = m_bar.before(step, stop);
    if (toBeat && lowOf(evaluation) > *toBeat && !stop.stop_requested()) {
        return m_evaluator.confirm(candidate, std::move(evaluation), stage, stop);
    }
    return evaluation;
}

Harvest Expansion::grow(Order order, const std::stop_token& stop)
{
    Harvest harvest;
    harvest.step = order.step;
    harvest.choice = order.choice;
    harvest.reason = order.refusal;
    m_board.stage(order.step, "making");
    if (order.given) {
        const std::string summary = order.choice.edge == EdgeKind::Root ? "the plain seed" : "edited by hand";
        take(order.step, {*order.given, {}, summary}, harvest, stop);
    } else if (order.refusal.empty()) {
        propose(order, harvest, stop);
    }
    m_ledger.settle(order.step, harvest.synthesis ? std::optional(harvest.artefact) : std::nullopt);
    if (harvest.synthesis && !stop.stop_requested()) {
        harvest.evaluation = evaluate(order.step, harvest.synthesis->candidate, stop);
    }
    m_bar.settle(order.step, harvest.synthesis ? lowOf(harvest.evaluation) : 0);
    harvest.cancelled = stop.stop_requested();
    return harvest;
}

} // namespace espalier
