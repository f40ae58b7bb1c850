// The part of Judge that has host code computed in kept memory (core/evaluate/judge/keptcalls.cpp), beside a baseline
// that may be unable to: one in another language is timed by its own device's clock, and what else a baseline shows is
// then seen of a witness.

#include "core/evaluate/judge/judge.h"

#include <utility>

namespace espalier {
namespace {

constexpr int kAttempts = 2; ///< to judge host code, where the keeper of the device's memory is lost

/// Until it dies, workers that start compute in kept memory.
struct KeptTurn
{
    KeptTurn(Workplace& of, KeptMemory* kept) : place(of) { place.kept = kept; }
    ~KeptTurn() { place.kept = nullptr; }
    KeptTurn(const KeptTurn&) = delete;
    KeptTurn& operator=(const KeptTurn&) = delete;

    Workplace& place;
};

} // namespace

std::optional<Evaluation> Judge::evaluateKept(const EvaluateRequest& request, const StageCallback& stage,
                                              const std::function<bool()>& cancelled)
{
    Evaluation unjudged;
    unjudged.baseline = m_opened.fastest;
    unjudged.stage = "load";
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        if (!m_kept) {
            auto kept = KeptMemory::open(candidates().kind.program, m_bench->inputs, m_bench->outputBytes);
            if (!kept) {
                unjudged.verdict = Verdict::Built;
                unjudged.reason = "it was built and not run: it brings host code (tier 2), which is judged in memory "
                                  "of the GPU that the judge keeps; " +
                                  kept.error().what + ": " + kept.error().why;
                return unjudged;
            }
            m_kept = *std::move(kept);
        }
        auto evaluation = evaluateInTurn(request, stage, cancelled);
        if (m_kept->keeper->isAlive()) {
            return evaluation;
        }
        // Whatever it says, it says of a candidate without memory. The baseline must let go of that first.
        if (!m_baseline->restart()) {
            return std::nullopt;
        }
        m_kept.reset();
        if (cancelled()) {
            return std::nullopt;
        }
    }
    unjudged.verdict = Verdict::Crash;
    unjudged.stage = "time";
    unjudged.reason =
        "it could not be judged: the process that keeps the GPU's memory was lost twice while it ran; see "
        "espalier doctor, and evaluate it again";
    return unjudged;
}

std::optional<Evaluation> Judge::evaluateInTurn(const EvaluateRequest& request, const StageCallback& stage,
                                                const std::function<bool()>& cancelled)
{
    const KeptTurn turn(candidates(), m_kept.get());
    std::optional<Evaluation> evaluation;
    if (const auto called = callWitness(); called) {
        evaluation = evaluateNow(request, stage, cancelled);
    } else {
        evaluation.emplace();
        evaluation->verdict = Verdict::Crash;
        evaluation->stage = "load";
        evaluation->baseline = m_opened.fastest;
        evaluation->reason = "it could not be judged: " + called.error().sentence();
    }
    m_witness.reset();
    return evaluation;
}

/// What calls in kept memory take of a kernel that is known to be honest: the one to beat, which was timed so, or else
/// the witness, on as many sets as say it.
std::vector<KeptTime> Judge::usualTimes(InputPool& pool)
{
    constexpr std::size_t kCalls = 7; // a median of fewer is a busy machine's; it keeps nothing, so sets may come again
    if (!m_witness) {
        return m_baseline->takeKeptTimes();
    }
    for (std::size_t i = 0; i < kCalls && m_witness->usable(); ++i) {
        m_bench->show(pool, pool.set(i % pool.capacity()), Placement::Front);
        m_witness->prepare();
        m_witness->run(pool);
    }
    return m_witness->takeKeptTimes();
}

/// None where the one to beat computes in kept memory itself.
Result<void> Judge::callWitness()
{
    if (!m_witnessLibrary) {
        return {};
    }
    auto witness = Contender::start(candidates(), m_witnessLibrary);
    if (!witness) {
        return witness.error();
    }
    m_witness = *std::move(witness);
    m_witness->setTimeout(candidates().kind.patience.baseline);
    return {};
}

} // namespace espalier
