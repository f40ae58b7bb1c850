#include "core/search/expansion.h"

#include "core/base/hash.h"
#include "core/recall/sourcefingerprint.h"
#include "core/search/prompttext.h"
#include "core/search/vetoes.h"

#include <chrono>

namespace espalier {
namespace {

double lowOf(const Evaluation& evaluation)
{
    return evaluation.verdict == Verdict::Accepted ? evaluation.speedup.low : 0;
}

} // namespace

std::vector<std::string> Expansion::codeKeys(const std::string& compiler, const std::string& codePrint)
{
    return codePrint.empty() ? std::vector<std::string>() : std::vector<std::string>{compiler + " " + codePrint};
}

/// Returns when the lane is open, or after a stop.
void Expansion::enter(int step, std::string_view lane, const std::stop_token& stop)
{
    m_gates.pass(lane, [&] { m_board.stage(step, "held: " + std::string(lane)); }, stop);
}

/// True when the candidate now belongs to this step: it is new to the session, or a duplicate worth recording.
bool Expansion::take(int step, Synthesis synthesis, Harvest& harvest, const std::stop_token& stop)
{
    std::string object = toObject(synthesis.candidate);
    std::string artefact = sha256(object);
    std::string sourcePrint = sourceFingerprint(synthesis.candidate);
    const auto same = m_sources.ownerOf(step, artefact, stop);
    const auto alike = m_sources.ownerOf(step, sourcePrint, stop);
    if (!same || !alike || (*same != Ledger::kNobody && harvest.exchanges.empty())) {
        harvest.reason = "every candidate made here is known already (" + artefact.substr(0, 8) + ")";
        return false;
    }
    if (*alike != Ledger::kNobody) {
        harvest.duplicateOf = *alike;
    }
    harvest.sourcePrint = std::move(sourcePrint);
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
        harvest.toolEvaluations = transcript.evaluations;
        harvest.toolSeconds = transcript.deviceSeconds;
        if (!synthesis) {
            harvest.reason = synthesis.error().sentence();
            harvest.failure =
                synthesis.error().kind == ErrorKind::Answer ? std::nullopt : std::optional(synthesis.error());
            return;
        }
        if (const auto vetoed = firstForbidden(synthesis->skills, order.prompt.vetoes)) {
            harvest.reason = "the candidate made here applies " + *vetoed + ", which is vetoed";
        } else if (take(order.step, *std::move(synthesis), harvest, stop)) {
            harvest.prompt = promptText(order.prompt);
            return;
        }
    }
}

/// Builds the step's candidate and looks whether an earlier step came to the same machine code.
void Expansion::compareCode(Harvest& harvest, const std::stop_token& stop)
{
    const Candidate& candidate = harvest.synthesis->candidate;
    const auto stage = [&](std::string_view name) { m_board.stage(harvest.step, name); };
    harvest.codePrint = m_evaluator.codeFingerprint(candidate, stage, stop);
    for (const std::string& key : codeKeys(candidate.compiler, harvest.codePrint)) {
        const int owner = m_codes.ownerOf(harvest.step, key, stop).value_or(Ledger::kNobody);
        harvest.duplicateOf = owner != Ledger::kNobody ? std::optional(owner) : std::nullopt;
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
        return m_evaluator.confirm(candidate, std::move(evaluation), *toBeat, stage, stop);
    }
    return evaluation;
}

Harvest Expansion::grow(Order order, const std::stop_token& stop)
{
    Harvest harvest;
    harvest.step = order.step;
    harvest.choice = order.choice;
    harvest.reason = order.refusal;
    if (!order.given && order.refusal.empty()) {
        enter(order.step, "write", stop);
    }
    m_board.stage(order.step, "making");
    if (order.given) {
        take(order.step, {*order.given, {}, order.givenAs}, harvest, stop);
    } else if (order.refusal.empty()) {
        propose(order, harvest, stop);
    }
    const bool made = harvest.synthesis.has_value();
    m_sources.settle(order.step,
                     made ? std::vector{harvest.artefact, harvest.sourcePrint} : std::vector<std::string>());
    const auto begun = std::chrono::steady_clock::now();
    if (made && !harvest.duplicateOf) {
        enter(order.step, "build", stop);
    }
    if (made && !harvest.duplicateOf && !stop.stop_requested()) {
        compareCode(harvest, stop);
    }
    const std::chrono::duration<double> building = std::chrono::steady_clock::now() - begun;
    m_codes.settle(order.step, made ? codeKeys(harvest.synthesis->candidate.compiler, harvest.codePrint)
                                    : std::vector<std::string>());
    if (made && !harvest.duplicateOf) {
        enter(order.step, "judge", stop);
    }
    if (made && !harvest.duplicateOf && !stop.stop_requested()) {
        harvest.evaluation = evaluate(order.step, harvest.synthesis->candidate, stop);
        harvest.evaluation.seconds += building.count(); // it finds the candidate built
    }
    m_bar.settle(order.step, lowOf(harvest.evaluation));
    harvest.cancelled = stop.stop_requested();
    return harvest;
}

} // namespace espalier
