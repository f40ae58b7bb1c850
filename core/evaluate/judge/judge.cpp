#include "core/evaluate/judge/judge.h"

#include "core/base/file.h"
#include "core/evaluate/judge/preflight.h"
#include "core/task/tasklibrary.h"

#include <algorithm>
#include <cmath>
#include <sched.h>
#include <unistd.h>

namespace espalier {
namespace {

using Milliseconds = std::chrono::milliseconds;

constexpr std::size_t kPoolBytes = std::size_t{1200} << 20; ///< for the input sets of all timed cases together
constexpr std::size_t kShareOfMemory = 16;                  ///< for those of a GPU's, which are larger, one in so many
constexpr std::size_t kCheckBytes = std::size_t{16} << 20;  ///< for those of each smoke or hidden case
constexpr std::size_t kLibraryCap = std::size_t{64} << 20;

/// More sets, fewer workers: a process sees each once and is replaced after the last.
std::size_t poolBytes(bool device)
{
    const auto memory =
        static_cast<std::size_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    return device ? std::max(kPoolBytes, memory / kShareOfMemory) : kPoolBytes;
}

int processors()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}

void runOn(const std::vector<int>& wanted)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    for (const int processor : wanted) {
        if (processor >= 0 && processor < CPU_SETSIZE) {
            CPU_SET(static_cast<std::size_t>(processor), &set);
        }
    }
    if (CPU_COUNT(&set) > 0) {
        sched_setaffinity(0, sizeof set, &set); // refused: then it times on all, which is what it would do anyway
    }
}

/// Below 50 µs a call, waking up and answering are most of what is measured.
double coresUsed(const CallUsage& usage, double ms)
{
    return ms >= 0.05 && usage.seconds > 0 ? usage.processor / usage.seconds : 0;
}

} // namespace

/// Between two candidates the crew takes no processor, and a device's next workers open it.
struct Judge::AtRest
{
    Judge& judge;
    ~AtRest()
    {
        judge.m_bench->crew->rest();
        for (SpareWorkers* spares : judge.m_bench->spares) {
            spares->refill();
        }
    }
};

Result<std::unique_ptr<Judge>> Judge::open(const OpenRequest& request, const JudgeChecks& checks)
{
    auto task = loadTask(request.task);
    if (!task) {
        return task.error();
    }
    runOn(request.processors);
    const double seconds = std::clamp(request.secondsPerCase, 0.01, 60.0);
    std::unique_ptr<Judge> judge(new Judge(std::move(*task), seconds));
    if (auto ready = judge->prepare(request, checks); !ready) {
        return ready.error();
    }
    const AtRest afterwards{*judge};
    if (auto raced = judge->race(request); !raced) {
        return raced.error();
    }
    return judge;
}

Result<void> Judge::prepare(const OpenRequest& request, const JudgeChecks& checks)
{
    auto reference = ReferenceLibrary::load(m_task);
    if (!reference) {
        return reference.error();
    }
    m_reference = *reference;
    if (m_task.inputs.size() > wire::kMaxTensors || m_task.outputs.size() > wire::kMaxTensors ||
        m_task.dims.size() > wire::kMaxDims) {
        return Error{ErrorKind::Usage, "the task " + m_task.name + " cannot be judged",
                     "a worker takes at most 16 inputs, 16 outputs and 16 dims", "split it"};
    }
    const CaseRole role = request.device ? CaseRole::Gpu : CaseRole::Cpu;
    std::vector<const Case*> timed = m_task.casesOf(role);
    std::erase_if(timed, [&](const Case* one) {
        return !request.cases.empty() && std::ranges::find(request.cases, one->name) == request.cases.end();
    });
    if (!request.timed) {
        timed.clear();
    } else if (timed.empty()) {
        return Error{ErrorKind::Usage, "the task " + m_task.name + " cannot be timed here",
                     std::string("it has no case with the role ") + (request.device ? "gpu" : "cpu") +
                         (request.cases.empty() ? "" : " that was asked for"),
                     "add one to its task.json"};
    }
    for (const CaseRole checked : {CaseRole::Smoke, CaseRole::Hidden}) {
        for (const Case* oneCase : m_task.casesOf(checked)) {
            m_checks.push_back(std::make_unique<InputPool>(m_task, *oneCase, *m_reference, kCheckBytes));
        }
    }
    for (const Case* oneCase : timed) {
        m_timed.push_back(
            std::make_unique<InputPool>(m_task, *oneCase, *m_reference, poolBytes(request.device) / timed.size()));
    }
    std::size_t inputBytes = 4096;
    std::size_t outputBytes = 4096;
    for (const auto* pools : {&m_checks, &m_timed}) {
        for (const auto& pool : *pools) {
            inputBytes = std::max(inputBytes, pool->layout().inputBytes);
            outputBytes = std::max(outputBytes, pool->layout().outputBytes);
        }
    }
    auto inputs = MemoryFile::create("espalier-inputs", inputBytes,
                                     checks.sealedInputs ? MemoryFile::Access::ReadOnly : MemoryFile::Access::Shared);
    if (!inputs) {
        return inputs.error();
    }
    m_bench = std::make_unique<WorkBench>(WorkBench{m_task, request.bubblewrap, request.filtersCalls, processors(),
                                                    checks, HonestBudget(m_task), outputBytes,
                                                    std::make_unique<Crew>(processors()), std::move(*inputs)});
    m_bench->device = request.device;
    constexpr std::size_t kCandidateAndBaseline = 2;
    addPlace(request.worker, kCandidateAndBaseline);
    return {};
}

Workplace& Judge::addPlace(const WorkerKind& kind, std::size_t spares)
{
    m_places.push_back(std::make_unique<Place>(Place{Workplace{*m_bench, kind}}));
    Place& place = *m_places.back();
    if (place.workplace.early()) {
        place.spares = std::make_unique<SpareWorkers>(place.workplace, spares);
        place.workplace.spares = place.spares.get();
        notePlaces();
    }
    return place.workplace;
}

void Judge::notePlaces()
{
    m_bench->isOneKind = m_places.size() <= 1;
    m_bench->spares.clear();
    for (const auto& place : m_places) {
        if (place->spares) {
            m_bench->spares.push_back(place->spares.get());
        }
    }
}

Result<std::unique_ptr<Contender>> Judge::load(const Workplace& place, const std::filesystem::path& library)
{
    const auto bytes = readFile(library, kLibraryCap);
    if (!bytes) {
        return bytes.error();
    }
    auto copy = MemoryFile::sealedCopy("espalier-candidate", *bytes);
    if (!copy) {
        return copy.error();
    }
    return Contender::start(place, std::make_shared<const MemoryFile>(std::move(*copy)));
}

std::optional<Evaluation> Judge::evaluate(const EvaluateRequest& request, const StageCallback& stage,
                                          const std::function<bool()>& cancelled)
{
    const AtRest afterwards{*this};
    return request.hostCode ? evaluateKept(request, stage, cancelled) : evaluateNow(request, stage, cancelled);
}

std::optional<Evaluation> Judge::evaluateNow(const EvaluateRequest& request, const StageCallback& stage,
                                             const std::function<bool()>& cancelled)
{
    Evaluation evaluation;
    evaluation.baseline = m_opened.fastest;
    stage("checking");
    auto candidate = load(candidates(), request.library);
    if (!candidate) {
        evaluation.verdict = Verdict::Crash;
        evaluation.stage = "load";
        evaluation.reason = candidate.error().sentence();
        return evaluation;
    }
    double slowest = 0;
    for (const BaselineResult& result : m_opened.baselines) {
        for (const double ms : result.ms) {
            slowest = std::max(slowest, ms);
        }
    }
    (*candidate)
        ->setTimeout(std::max(candidates().kind.patience.call, Milliseconds(static_cast<long long>(20 * slowest))));
    if (!m_timed.empty()) {
        beginBaseline();
    }
    if (!checkAll(**candidate, evaluation, stage)) {
        return evaluation;
    }
    if (cancelled()) {
        return std::nullopt;
    }
    if (m_timed.empty()) {
        evaluation.verdict = Verdict::Untimed;
        evaluation.stage = "done";
        evaluation.reason = "correct, and not timed: there is no GPU here that it could be timed on";
        return evaluation;
    }
    stage("timing");
    // Both sides in processes of one age: against a baseline that had served many judgings, kernels looked 1.3 to 1.5
    // times as fast as themselves (PoCL, 8 of 8).
    if (!m_baseline->restart()) {
        return std::nullopt;
    }
    evaluation.preflight = preflight();
    PairPlan plan;
    plan.seconds = m_secondsPerCase;
    if (request.careful) {
        plan = PairPlan::careful(m_secondsPerCase, m_bench->device);
    }
    const bool timed = timeAll(**candidate, evaluation, plan, stage, cancelled);
    if (!timed && (*candidate)->usable()) {
        return std::nullopt;
    }
    return evaluation;
}

/// An interpreter's process takes seconds until it can be timed, torch's compiler's most: it starts and compiles while
/// the candidate is checked, and where that fails it waits for the next one. Both are of one age.
void Judge::beginBaseline()
{
    if (candidates().kept) {
        return; // calls that time a candidate's host code are among its checks
    }
    std::vector<Dims> sizes;
    sizes.reserve(m_timed.size());
    for (const auto& pool : m_timed) {
        sizes.push_back(pool->oneCase().dims);
    }
    m_baseline->beginRestart(sizes);
}

bool Judge::timeAll(Contender& candidate, Evaluation& evaluation, const PairPlan& plan, const StageCallback& stage,
                    const std::function<bool()>& cancelled)
{
    const TimingTurn turn(*m_bench);
    PairTimer timer(candidate, *m_baseline, *m_bench, plan);
    std::vector<PairedTimes> times;
    for (const auto& pool : m_timed) {
        if (!times.empty() || candidates().inParts()) {
            stage("timing, case " + std::to_string(times.size() + 1) + " of " + std::to_string(m_timed.size()));
        }
        if (!checkTimed(candidate, *pool, evaluation)) {
            return false;
        }
        candidate.takeUsage(); // of the checks
        auto timed = timer.time(*pool, cancelled);
        if (!timed) {
            if (!candidate.usable()) {
                rejected(evaluation, candidate, "time", &pool->oneCase());
            }
            return false;
        }
        const PairedTimes& pairs = timed->times;
        CaseTiming timing;
        if (!keepsFaith(candidate, *pool, median(pairs.candidateMs) * 1e-3, timing)) {
            rejected(evaluation, candidate, "time", &pool->oneCase());
            return false;
        }
        timing.name = pool->oneCase().name;
        timing.dims = pool->oneCase().dims;
        timing.ms = median(pairs.candidateMs);
        timing.fastestMs = *std::min_element(pairs.candidateMs.begin(), pairs.candidateMs.end());
        timing.baselineMs = median(pairs.baselineMs);
        timing.speedup = pairedSpeedup(pairs, systemRandom());
        timing.pairs = static_cast<int>(pairs.candidateMs.size());
        timing.dropped = timed->dropped;
        if (timed->noisy) {
            evaluation.preflight.push_back("more than a fifth of the pairs of " + timing.name +
                                           " were disturbed, so all were kept");
        }
        const CallUsage usage = candidate.takeUsage();
        if (!m_bench->device) { // there the processor only copies
            timing.coresUsed = coresUsed(usage, timing.ms);
            timing.counters = figuresOf(usage.counts, usage.calls);
        }
        evaluation.cases.push_back(std::move(timing));
        times.push_back(std::move(timed->times));
    }
    conclude(evaluation, times);
    return true;
}

void Judge::conclude(Evaluation& evaluation, const std::vector<PairedTimes>& times)
{
    evaluation.stage = "done";
    evaluation.speedup = combinedSpeedup(times, systemRandom());
    std::vector<double> ms;
    ms.reserve(evaluation.cases.size());
    for (const CaseTiming& timing : evaluation.cases) {
        ms.push_back(timing.ms);
    }
    evaluation.ms = geometricMean(ms);
    evaluation.seedSpeedup = evaluation.speedup.value * geometricMean(m_plainOverFastest);
    const std::string against = "the fastest baseline, " + m_opened.fastest;
    switch (decide(evaluation.speedup)) {
    case Decision::Faster:
        evaluation.verdict = Verdict::Accepted;
        evaluation.reason = "correct, and faster than " + against;
        break;
    case Decision::Slower:
        evaluation.verdict = Verdict::Slower;
        evaluation.reason = "correct, but slower than " + against;
        break;
    case Decision::Ambiguous:
        evaluation.verdict = Verdict::Ambiguous;
        evaluation.reason = "correct, and within the noise as fast as " + against;
        break;
    }
}

} // namespace espalier
