#pragma once

#include "core/evaluate/evaluator.h"
#include "core/evaluate/judge/contender.h"
#include "core/evaluate/judge/messages.h"
#include "core/evaluate/judge/pairtimer.h"
#include "core/evaluate/judge/spareworkers.h"

#include <functional>
#include <memory>
#include <vector>

namespace espalier {

/// Owns everything a verdict rests on, for one task: seeds, inputs, expected outputs, the clock and the rules. Lives in
/// a process of its own (espalier-judge), which no candidate ever shares. Used by one thread.
class Judge
{
public:
    /// Loads the task and its reference, checks every baseline and races them against one another.
    static Result<std::unique_ptr<Judge>> open(const OpenRequest& request, const JudgeChecks& checks = {});

    const Opened& opened() const { return m_opened; }

    /// Smoke, hidden and full-size cases, then the race against the fastest baseline. Nothing when `cancelled` said so.
    /// Host code for a device that cannot share its memory is `built`, with the reason.
    std::optional<Evaluation> evaluate(const EvaluateRequest& request, const StageCallback& stage,
                                       const std::function<bool()>& cancelled);

private:
    /// The workers of one kind, with those that wait.
    struct Place
    {
        Workplace workplace;
        std::unique_ptr<SpareWorkers> spares{}; ///< of a device
    };

    struct AtRest;

    struct Racer
    {
        BaselineResult result;
        std::unique_ptr<Contender> contender;
        std::vector<std::vector<double>> ms; ///< per timed case
    };

    Judge(Task task, double secondsPerCase) : m_task(std::move(task)), m_secondsPerCase(secondsPerCase) {}

    std::optional<Evaluation> evaluateNow(const EvaluateRequest& request, const StageCallback& stage,
                                          const std::function<bool()>& cancelled);
    std::optional<Evaluation> evaluateKept(const EvaluateRequest& request, const StageCallback& stage,
                                           const std::function<bool()>& cancelled);
    std::optional<Evaluation> evaluateInTurn(const EvaluateRequest& request, const StageCallback& stage,
                                             const std::function<bool()>& cancelled);
    void beginBaseline();
    bool keepsFaith(Contender& candidate, InputPool& pool, double seconds, CaseTiming& timing);
    std::vector<const CheckedInputs*> newSets(Contender& candidate, InputPool& pool, InputPool& more,
                                              unsigned count) const;
    std::optional<SeenAndNewRows> rowsOnNewInputs(Contender& candidate, InputPool& pool, double seconds);
    Workplace& addPlace(const WorkerKind& kind, std::size_t spares);
    void notePlaces();
    Workplace& placeOf(const OpenRequest::Baseline& baseline);
    /// Where candidates run, and the baselines that are in their language.
    Workplace& candidates() const { return m_places.front()->workplace; }
    Result<void> prepare(const OpenRequest& request, const JudgeChecks& checks);
    Result<void> race(const OpenRequest& request);
    void drawAtOnce();
    void startAllAtOnce(const OpenRequest& request);
    static void warmUp(std::vector<Racer>& racers, const InputPool& pool);
    Result<Racer> enter(const OpenRequest::Baseline& baseline);
    void raceCase(std::vector<Racer>& racers, std::size_t index);
    Result<void> choose(std::vector<Racer>& racers);
    static Result<std::unique_ptr<Contender>> load(const Workplace& place, const std::filesystem::path& library);
    /// Takes over how the contender ended; the case and the variation it ended in, where there are any.
    static void rejected(Evaluation& evaluation, const Contender& contender, const char* stage, const Case* oneCase,
                         Variation variation = Variation::None);
    /// What the plain seed gets wrong, and which variations it stands: these the candidates must stand too.
    void calibrate(Contender& plain);
    /// One checked call on a fresh set. With an evaluation it also takes down how much of the tolerance the answer
    /// used.
    std::optional<double> callFresh(Contender& contender, InputPool& pool, Placement placement,
                                    Evaluation* evaluation = nullptr);
    std::optional<double> callVaried(Contender& contender, const InputPool& pool, const CheckedInputs& set);
    bool checkAll(Contender& contender, Evaluation& evaluation, const StageCallback& stage);
    bool checkCase(Contender& contender, InputPool& pool, Evaluation& evaluation);
    bool checkVaried(Contender& contender, InputPool& pool, Evaluation& evaluation);
    /// At the sizes that are timed.
    bool checkTimed(Contender& contender, InputPool& pool, Evaluation& evaluation);
    bool repeats(Contender& contender, InputPool& pool, bool threaded);
    bool timeAll(Contender& candidate, Evaluation& evaluation, const PairPlan& plan, const StageCallback& stage,
                 const std::function<bool()>& cancelled);
    void conclude(Evaluation& evaluation, const std::vector<PairedTimes>& times);

    Task m_task;
    Rng m_rng{systemRandom()};
    double m_secondsPerCase;
    std::shared_ptr<const ReferenceLibrary> m_reference;
    std::unique_ptr<WorkBench> m_bench;
    std::unique_ptr<KeptMemory> m_kept;               ///< of a device, from the first host code on
    std::vector<std::unique_ptr<Place>> m_places;     ///< the candidates' first
    std::vector<std::unique_ptr<InputPool>> m_checks; ///< smoke, then hidden
    std::vector<std::unique_ptr<InputPool>> m_timed;  ///< the cpu cases
    Opened m_opened;
    std::unique_ptr<Contender> m_baseline;
    std::vector<double> m_plainOverFastest; ///< per timed case
};

} // namespace espalier
