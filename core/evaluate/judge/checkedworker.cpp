#include "core/evaluate/judge/checkedworker.h"

#include "core/evaluate/judge/schedule.h"
#include "core/evaluate/judge/spareworkers.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>
#include <ctime>
#include <utility>

namespace espalier {
namespace {

using Milliseconds = std::chrono::milliseconds;

/// What the judge's clock may see of a launch in parts beyond what the device's saw: the cache is emptied, the device
/// is held, a token comes and an answer goes, and the interpreter gets there.
constexpr double kAround = 0.5e-3 + wire::kHoldSeconds; // seconds
constexpr double kAroundShare = 0.05;

const std::vector<SpareWorkers*> kNone;

void pause(Milliseconds time)
{
    const timespec length{time.count() / 1000, (time.count() % 1000) * 1'000'000};
    nanosleep(&length, nullptr);
}

} // namespace

Result<std::unique_ptr<CheckedWorker>> CheckedWorker::start(const Workplace& place,
                                                            std::shared_ptr<const MemoryFile> library)
{
    auto worker = launch(place, std::move(library));
    if (worker) {
        (*worker)->awaitLoaded();
    }
    return worker;
}

Result<std::unique_ptr<CheckedWorker>> CheckedWorker::launch(const Workplace& place,
                                                             std::shared_ptr<const MemoryFile> library)
{
    std::unique_ptr<CheckedWorker> worker(new CheckedWorker(place, std::move(library)));
    auto started = place.spares && !place.kept ? place.spares->take() : std::nullopt;
    if (!started) {
        auto fresh = StartedWorker::start(place, worker->m_library->fd());
        if (!fresh) {
            return fresh.error();
        }
        started = std::move(*fresh);
    }
    worker->adopt(std::move(*started));
    return worker;
}

Result<std::unique_ptr<CheckedWorker>> CheckedWorker::launchAhead(const Workplace& place,
                                                                  std::shared_ptr<const MemoryFile> library,
                                                                  const std::vector<Dims>& sizes)
{
    auto started = place.spares ? place.spares->takeEarly() : std::nullopt;
    if (!started) {
        return launch(place, std::move(library));
    }
    std::unique_ptr<CheckedWorker> worker(new CheckedWorker(place, std::move(library)));
    worker->adopt(std::move(*started));
    worker->m_given = worker->m_process->give(*worker->m_library);
    for (const Dims& dims : sizes) {
        wire::Go go = Layout{}.go(dims);
        go.phase = wire::kWarmUp;
        worker->m_given = worker->m_given && worker->m_process->callAhead(go);
    }
    return worker;
}

void CheckedWorker::adopt(StartedWorker started)
{
    m_outputs = std::move(started.outputs);
    m_region = std::move(started.region);
    m_process = std::move(started.process);
}

void CheckedWorker::awaitLoaded()
{
    const Patience& patience = m_place.kind.patience;
    const bool given =
        !m_place.early() || (m_process->waitReady(patience.ready) && (m_given || m_process->give(*m_library)));
    if (!given || !m_process->waitLoaded(patience.load) || !m_process->awaitAhead(patience.call) ||
        !m_process->freeze()) {
        m_end = m_process->end();
    } else {
        m_counters = Counters::of(m_process->pid());
    }
}

void CheckedWorker::beginBringingIn(const InputPool& pool)
{
    wire::Go go = m_bench.shown.go(pool.oneCase().dims);
    go.phase = wire::kBringIn;
    m_bench.crew->rest();
    m_process->thaw();
    m_process->callAhead(go);
}

void CheckedWorker::awaitBroughtIn(Milliseconds timeout)
{
    if (!m_process->awaitAhead(timeout) || !m_process->freeze()) {
        const WorkerEnd end = m_process->end();
        fail(end.verdict, end.reason);
    }
}

bool CheckedWorker::fail(Verdict verdict, std::string reason)
{
    m_end = WorkerEnd{verdict, std::move(reason)};
    m_process.reset();
    return false;
}

void CheckedWorker::prepare()
{
    m_outputs.poison(m_bench.shown, m_bench.checks.poison, *m_bench.crew);
}

std::optional<double> CheckedWorker::run(const InputPool& pool, Milliseconds timeout)
{
    m_lastUsage = {};
    if (m_place.kept) {
        return runKept(pool, timeout);
    }
    // What the system does to the worker's threads does not reach the time that a device takes, and there are many of
    // them: their files are not read then.
    const auto schedule = [&] { return m_bench.device ? Schedule() : Schedule::of(m_process->pid()); };
    const Schedule before = schedule();
    const Counts countedBefore = m_counters ? m_counters->read() : Counts();
    wire::Go go = m_bench.shown.go(pool.oneCase().dims);
    if (m_place.inParts()) {
        go.phase = wire::kBringIn;
        if (!callAwake(go, timeout)) {
            return std::nullopt;
        }
        go.phase = wire::kLaunch;
    } else if (m_bench.device && m_bench.isTiming && m_bench.isOneKind) {
        go.phase = wire::kWholeWarm; // an interpreter's calls cannot be, so both sides are or neither
    }
    const auto called = callTimed(go, timeout);
    if (!called) {
        return std::nullopt;
    }
    const double seconds = *called;
    const Schedule after = schedule();
    const bool disturbed = isDisturbed(before, after, seconds);
    m_lastUsage = {seconds, usedSeconds(before, after, seconds), disturbed, 1,
                   m_counters ? m_counters->read() - countedBefore : Counts()};
    const auto counted = timeOf(seconds);
    go.phase = wire::kBringBack;
    return counted && (!m_place.inParts() || callAwake(go, timeout)) ? counted : std::nullopt;
}

/// One token and its answer, by the judge's clock; frozen before and after.
std::optional<double> CheckedWorker::callAwake(const wire::Go& go, Milliseconds timeout)
{
    m_bench.crew->rest();
    m_process->thaw();
    const double seconds = m_process->call(go, timeout);
    if (seconds < 0 || !m_process->freeze()) {
        const WorkerEnd end = m_process->end();
        fail(end.verdict, end.reason);
        return std::nullopt;
    }
    if (go.phase != wire::kBringIn && go.phase != wire::kLaunch) { // then there is something to compare
        m_bench.crew->wake();
    }
    return seconds;
}

/// One whose time may count. Others, in which an interpreter may compile for seconds, let those that start go on:
/// workers that stood still through all of a candidate's checks were waited for afterwards.
std::optional<double> CheckedWorker::callTimed(const wire::Go& go, Milliseconds timeout)
{
    const HeldStarts held(m_bench.isTiming ? m_bench.spares : kNone);
    return callAwake(go, timeout);
}

/// What the device took over a call that took so long by the judge's clock, as its worker tells it.
std::optional<double> CheckedWorker::toldTime(double seconds)
{
    const std::optional<double> told = m_process->deviceSeconds();
    if (!told || !(*told > 0 && *told <= seconds)) {
        fail(Verdict::Crash, "its worker told no time of the device that the call can have taken");
        return std::nullopt;
    }
    return told;
}

/// What a call that took so long by the judge's clock counts as.
std::optional<double> CheckedWorker::timeOf(double seconds)
{
    if (!m_bench.device) {
        return seconds;
    }
    const auto told = toldTime(seconds);
    const bool isTooFar = told && m_place.inParts() && seconds - *told > kAround + kAroundShare * *told;
    m_lastUsage.disturbed = m_lastUsage.disturbed || isTooFar;
    // A candidate's host code shares the process with the device's clock, so of the two the judge's has the last word.
    return isTooFar && !m_believed ? seconds : told;
}

std::optional<double> CheckedWorker::call(const InputPool& pool, const CheckedInputs& set, Milliseconds timeout)
{
    if (m_place.kept) {
        return callKept(pool, timeout);
    }
    prepare();
    const auto seconds = run(pool, timeout);
    return seconds && check(pool, set) ? seconds : std::nullopt;
}

std::vector<double> CheckedWorker::measure(const InputPool& pool, const CheckedInputs& set, Milliseconds timeout)
{
    prepare();
    return run(pool, timeout) ? usedShares(set) : std::vector<double>();
}

std::vector<double> CheckedWorker::usedShares(const CheckedInputs& set) const
{
    m_bench.crew->rest(); // what follows is cut for every processor, as the drawing of sets is
    std::vector<double> shares;
    const Task& task = m_bench.task;
    shares.reserve(task.outputs.size());
    for (std::size_t i = 0; i < task.outputs.size(); ++i) {
        shares.push_back(usedShare(task.outputs[i], m_outputs.data() + m_bench.shown.outputs[i].offset,
                                   set.expected.at(i), task.tolerance));
    }
    return shares;
}

bool CheckedWorker::check(const InputPool& pool, const CheckedInputs& set)
{
    return m_place.kept ? usable() : checkFetched(pool, set);
}

bool CheckedWorker::checkFetched(const InputPool& pool, const CheckedInputs& set)
{
    const Task& task = m_bench.task;
    const auto broken = m_bench.checks.canaries ? m_outputs.brokenCanary(m_bench.shown) : std::nullopt;
    if (broken) {
        return fail(Verdict::Wrong, *broken < 0 ? "it wrote before the start of output " + task.outputs.front().name
                                                : "it wrote past the end of output " +
                                                      task.outputs.at(static_cast<std::size_t>(*broken)).name);
    }
    if (m_bench.checks.inputsIntact && !m_bench.intact(set)) {
        return fail(Verdict::Cheat, "it changed its inputs");
    }
    return (pool.oneCase().role == CaseRole::Cpu && !m_bench.checks.timedOutputs) || compare(pool, set);
}

/// The crew's look at an output. False says nothing: what is expected may be NaN.
bool CheckedWorker::isSoundAtOnce(const Tensor& output, const Dims& dims, const std::byte* got,
                                  const ExpectedOutput& expected, const Tolerance& tolerance) const
{
    constexpr std::size_t kElements = 32'768;
    const auto elements = static_cast<std::size_t>(output.elements(dims));
    std::atomic<bool> sound{true};
    m_bench.crew->share((elements + kElements - 1) / kElements, [&](std::size_t part) {
        const std::size_t begin = part * kElements;
        if (!isWithin(output, got, expected, tolerance, begin, std::min(elements, begin + kElements))) {
            sound = false;
        }
    });
    return sound;
}

bool CheckedWorker::compare(const InputPool& pool, const CheckedInputs& set)
{
    const Layout& layout = m_bench.shown;
    const Task& task = m_bench.task;
    for (std::size_t i = 0; i < layout.outputs.size(); ++i) {
        const std::byte* got = m_outputs.data() + layout.outputs[i].offset;
        const Dims& dims = pool.oneCase().dims;
        const Tolerance tolerance =
            m_bench.checks.honestBudget ? m_bench.budget.tolerance(i, set.variation) : task.tolerance;
        if (isSoundAtOnce(task.outputs[i], dims, got, set.expected.at(i), tolerance)) {
            continue;
        }
        const auto mismatch = compareOutput(task.outputs[i], dims, got, set.expected.at(i), tolerance);
        if (!mismatch) {
            continue;
        }
        if (!compareOutput(task.outputs[i], dims, got, set.expected.at(i), task.tolerance)) {
            return fail(Verdict::Wrong, "it computes in less than the declared precision: what the plain seed gets "
                                        "wrong is over 64 times smaller; " +
                                            mismatch->sentence);
        }
        const double untouched = m_outputs.untouchedShare(layout);
        if (untouched > 0 && writesLater()) {
            return fail(Verdict::Cheat, "it wrote to its outputs after it had returned");
        }
        const std::string left = untouched >= 1  ? "it left its outputs untouched; "
                                 : untouched > 0 ? "it left " + std::to_string(std::lround(untouched * 100)) +
                                                       " % of its outputs untouched; "
                                                 : "";
        return fail(Verdict::Wrong, left + mismatch->sentence);
    }
    // Where NaN is expected the poison is the right answer.
    if (isNonFinite(set.variation) && m_outputs.untouchedShare(layout) > 0) {
        return fail(Verdict::Wrong, "it left elements untouched that should be NaN");
    }
    return true;
}

bool CheckedWorker::writesLater()
{
    const Layout& layout = m_bench.shown;
    const std::uint64_t before = m_outputs.fingerprint(layout);
    m_process->thaw();
    for (int i = 0; i < 25; ++i) {
        pause(Milliseconds(i == 0 ? 2 : 10));
        if (!fetchAgain()) {
            return false;
        }
        if (m_outputs.fingerprint(layout) != before) {
            return true;
        }
        const ProcessHandle::Threads threads = m_process->threads();
        if (threads.all == 1 && threads.awake == 0) {
            return false; // its only thread waits for the next token
        }
    }
    return false;
}

bool CheckedWorker::settles()
{
    if (!m_bench.checks.settles) {
        return true;
    }
    constexpr double kStillWorking = 5e-3; // seconds of processor; a team of threads spins for 0.1 ms before it sleeps
    const std::uint64_t before = m_outputs.fingerprint(m_bench.shown);
    m_process->thaw();
    const double used = m_process->processorSeconds();
    bool working = false;
    // Usually over at the first look. On a busy machine a thread may wait for its turn: then neither sleep nor work
    // shows.
    for (int i = 0; i < 50 && !working; ++i) {
        pause(Milliseconds(1));
        if (m_process->threads().awake == 0) {
            break;
        }
        working = m_process->processorSeconds() - used > kStillWorking;
    }
    if (!m_process->freeze()) {
        const WorkerEnd end = m_process->end();
        return fail(end.verdict, end.reason);
    }
    if (!fetchAgain()) {
        return false;
    }
    if (m_outputs.fingerprint(m_bench.shown) != before) {
        return fail(Verdict::Cheat, "it wrote to its outputs after it had returned");
    }
    if (working) {
        return fail(Verdict::Cheat, "it kept computing after it had returned");
    }
    return !m_bench.checks.returns || m_place.kept || !m_place.waitingDepth || waitsForToken();
}

/// Looks again while it sleeps elsewhere: on a busy machine it may take a while from its answer to its next wait.
bool CheckedWorker::waitsForToken()
{
    constexpr int kAsleepElsewhere = 20;
    int elsewhere = 0;
    for (int i = 0; i < 200 && waitingDepth() != m_place.waitingDepth; ++i) {
        m_process->thaw();
        pause(Milliseconds(1));
        elsewhere = m_process->threads().awake == 0 ? elsewhere + 1 : 0;
        if (!m_process->freeze()) {
            const WorkerEnd end = m_process->end();
            return fail(end.verdict, end.reason);
        }
        if (elsewhere >= kAsleepElsewhere) {
            return fail(Verdict::Cheat, "it never returned: it answers the judge itself");
        }
    }
    return true;
}

} // namespace espalier
