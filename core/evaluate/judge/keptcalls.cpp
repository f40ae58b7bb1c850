// The part of CheckedWorker that has calls made in the keeper's memory of a device (core/cuda/memorykeeper.h). There
// the worker may have a candidate's host code in it, so nothing it says is believed:
//
//  - time: the judge's own, from its token until the device has done something for the keeper, which it does after what
//    the worker had asked of it; what counts is the difference of two rows of calls (keptclock.h). The events of the
//    worker must agree with it, see keepsTime().
//  - answers: every call has a place of its own, poisoned and with canaries, in inputs and outputs; right after the
//    clock the last call of a row and some at random are brought back by the keeper and compared.
//  - inputs: those that such calls found must be as they were brought, whatever the worker can write to.
//  - rest: afterwards nobody may be at work on the device, while the worker stands still.
//  - libraries: none of a vendor's may be in the process when it stands still.
//
// Left open: between its token and the stop of its process a worker has some 0.1 ms, and a device passes from process
// to process only when its work ends or its turn does, so work that is late by less than that shows in the clock alone.
// There it counts, in both rows alike: it is no gain. Where NVIDIA's MPS runs the kernels of several processes side by
// side, the keeper does not wait for a worker's. A process may make itself unreadable for /proc, or load a library
// and let go of it within each call, which costs more than it gains.

#include "core/base/file.h"
#include "core/evaluate/judge/checkedworker.h"
#include "core/evaluate/judge/keptmemory.h"
#include "core/evaluate/judge/spareworkers.h"
#include "core/evaluate/judge/vendorlibrary.h"

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t kPage = 4096;
constexpr std::size_t kMostSlots = 256;
constexpr unsigned kLookedAt = 2; ///< calls of a row whose answers are compared, the last one among them
constexpr unsigned kMostOfTimeout = 4;
/// A busy processor makes the judge's clock late and never early, so the shortest of a few readings of a row counts;
/// two that differ by so little are enough.
constexpr int kReadings = 4;
constexpr double kAlike = 0.01;

std::size_t strideOf(std::size_t bytes)
{
    return (bytes + kPage - 1) / kPage * kPage;
}

} // namespace

DeviceKeeper::Slots CheckedWorker::inputSlots(unsigned first, unsigned count) const
{
    return {m_bench.shown.inputBytes, strideOf(m_bench.shown.inputBytes), first, count};
}

DeviceKeeper::Slots CheckedWorker::outputSlots(unsigned first, unsigned count) const
{
    return {m_bench.shown.outputBytes, strideOf(m_bench.shown.outputBytes), first, count};
}

unsigned CheckedWorker::mostSlots() const
{
    return static_cast<unsigned>(std::min({kMostSlots, m_place.kept->inputs.bytes() / inputSlots(0, 1).stride,
                                           m_region.bytes() / outputSlots(0, 1).stride}));
}

/// False, and the worker has ended, where the keeper failed: nobody's fault, and nothing can be said of the candidate.
bool CheckedWorker::kept(const Result<void>& done)
{
    return done || fail(Verdict::Crash, "it could not be judged: " + done.error().sentence());
}

bool CheckedWorker::isAtRest()
{
    const auto rests = m_place.kept->keeper->rests();
    if (!rests) {
        return kept(rests.error());
    }
    return *rests || fail(Verdict::Cheat, "the device was still at work after it had said that it was done");
}

/// Looked at while it stands still.
bool CheckedWorker::isOnItsOwn()
{
    constexpr std::size_t kCap = std::size_t{4} << 20;
    const auto maps = readFile("/proc/" + std::to_string(m_process->pid()) + "/maps", kCap);
    const auto library = maps ? vendorLibraryIn(*maps) : std::nullopt;
    return !library || fail(Verdict::Cheat, "it loaded " + *library + ", a library of others");
}

/// Brings the answer of a call back and compares it.
bool CheckedWorker::isRight(const InputPool& pool, unsigned slot)
{
    DeviceKeeper& keeper = *m_place.kept->keeper;
    m_fetched = slot;
    return kept(keeper.fetch(m_region, outputSlots(slot, 1))) && checkFetched(pool, *m_bench.shownSet);
}

bool CheckedWorker::isUnchanged(unsigned slot)
{
    if (!m_bench.checks.inputsIntact) {
        return true;
    }
    const auto same = m_place.kept->keeper->isSame(m_place.kept->inputs, inputSlots(slot, 1));
    if (!same) {
        return kept(same.error());
    }
    return *same || fail(Verdict::Cheat, "it changed its inputs");
}

bool CheckedWorker::fetchAgain()
{
    return !m_place.kept || kept(m_place.kept->keeper->fetch(m_region, outputSlots(m_fetched, 1)));
}

/// Inputs and poisoned outputs of `calls` calls, then nothing of them in the cache.
bool CheckedWorker::layOut(unsigned first, unsigned calls)
{
    DeviceKeeper& keeper = *m_place.kept->keeper;
    prepare();
    return kept(keeper.spread(m_place.kept->inputs, inputSlots(first, calls))) &&
           kept(keeper.spread(m_region, outputSlots(first, calls))) && kept(keeper.emptyCache());
}

/// Calls on what is laid out, by the judge's clock; nothing of what they did has been looked at. Starts are held, until
/// after endedWell().
std::optional<ClockReading> CheckedWorker::callRow(const InputPool& pool, unsigned first, unsigned calls,
                                                   std::chrono::milliseconds timeout)
{
    wire::Go go = m_bench.shown.go(pool.oneCase().dims);
    go.repeats = calls;
    go.inputStride = inputSlots(0, 1).stride;
    go.outputStride = outputSlots(0, 1).stride;
    for (unsigned i = 0; i < go.inputs; ++i) {
        go.inputOffset[i] += first * go.inputStride;
    }
    for (unsigned i = 0; i < go.outputs; ++i) {
        go.outputOffset[i] += first * go.outputStride;
    }
    m_bench.crew->rest();
    m_process->thaw();
    const auto start = SteadyClock::now();
    const bool answered = m_process->callAwake(go, timeout * std::min(calls, kMostOfTimeout)) >= 0;
    const auto looked = answered ? m_place.kept->keeper->look() : Result<void>();
    const std::chrono::duration<double> passed = SteadyClock::now() - start;
    if (!answered || !m_process->freeze()) {
        const WorkerEnd end = m_process->end();
        fail(end.verdict, end.reason);
        return std::nullopt;
    }
    m_bench.crew->wake();
    if (!kept(looked)) {
        return std::nullopt;
    }
    m_lastUsage = {passed.count(), 0, false, 1, {}};
    return ClockReading{static_cast<int>(calls), passed.count(), m_process->deviceSeconds().value_or(0)};
}

/// What is looked at after a row, besides its answers.
bool CheckedWorker::endedWell(const ClockReading& reading)
{
    return (m_believed || (isAtRest() && isOnItsOwn())) &&
           ((reading.device > 0 && reading.device <= reading.judge) ||
            fail(Verdict::Cheat, "its worker told no time of the device that the call can have taken"));
}

std::optional<ClockReading> CheckedWorker::readRow(const InputPool& pool, unsigned first, unsigned calls,
                                                   std::chrono::milliseconds timeout)
{
    const bool laid = layOut(first, calls);
    const HeldStarts held(m_bench.spares);
    const auto reading = laid ? callRow(pool, first, calls, timeout) : std::nullopt;
    return reading && isRowRight(pool, first, calls) && endedWell(*reading) ? reading : std::nullopt;
}

std::optional<double> CheckedWorker::rowOfMany(const InputPool& pool, unsigned calls,
                                               const std::function<void(unsigned)>& show,
                                               std::chrono::milliseconds timeout)
{
    DeviceKeeper& keeper = *m_place.kept->keeper;
    bool laid = true;
    for (unsigned i = 0; laid && i < calls; ++i) {
        show(i);
        laid = kept(keeper.spread(m_place.kept->inputs, inputSlots(i, 1)));
    }
    prepare();
    laid = laid && kept(keeper.spread(m_region, outputSlots(0, calls))) && kept(keeper.emptyCache());
    const HeldStarts held(m_bench.spares);
    const auto reading = laid ? callRow(pool, 0, calls, timeout) : std::nullopt;
    if (!reading || !isRight(pool, calls - 1) || !isUnchanged(calls - 1) || !endedWell(*reading)) {
        return std::nullopt;
    }
    const auto other = static_cast<unsigned>(m_rng.below(calls));
    show(other);
    return isRight(pool, other) ? std::optional(reading->judge) : std::nullopt;
}

/// The last call, which ends last, and some of the others; of one of all the inputs. Nothing of a candidate is in a
/// baseline's process: of what it computes the last call is enough. On cases of hundreds of megabytes looking takes far
/// longer than calling.
bool CheckedWorker::isRowRight(const InputPool& pool, unsigned first, unsigned calls)
{
    bool right = isRight(pool, first + calls - 1);
    if (m_believed) {
        return right;
    }
    for (unsigned i = 1; right && i < std::min(calls, kLookedAt); ++i) {
        right = isRight(pool, first + static_cast<unsigned>(m_rng.below(calls - 1)));
    }
    return right && isUnchanged(first + static_cast<unsigned>(m_rng.below(calls)));
}

std::optional<ClockReading> CheckedWorker::readShortest(const InputPool& pool, unsigned calls,
                                                        std::chrono::milliseconds timeout)
{
    std::optional<ClockReading> shortest;
    for (int i = 0; i < kReadings; ++i) {
        const auto reading = readRow(pool, 0, calls, timeout);
        if (!reading) {
            return std::nullopt;
        }
        const bool alike = shortest && std::abs(reading->judge - shortest->judge) <= kAlike * shortest->judge;
        if (!shortest || reading->judge < shortest->judge) {
            shortest = reading;
        }
        if (alike) {
            break;
        }
    }
    return shortest;
}

std::optional<double> CheckedWorker::callKept(const InputPool& pool, std::chrono::milliseconds timeout)
{
    const auto reading = readRow(pool, static_cast<unsigned>(m_rng.below(mostSlots())), 1, timeout);
    return reading ? std::optional(reading->judge) : std::nullopt;
}

/// One call of a row, by two rows. How long they are says what a call took in the rows before, and at first the
/// device's clock: a clock that lies chooses rows that are too short or too long, and no time.
std::optional<double> CheckedWorker::runKept(const InputPool& pool, std::chrono::milliseconds timeout)
{
    if (m_sizedFor != &pool) {
        const auto alone = readRow(pool, static_cast<unsigned>(m_rng.below(mostSlots())), 1, timeout);
        if (!alone) {
            return std::nullopt;
        }
        m_sizedFor = &pool;
        m_lengths = rowLengths(alone->device, mostSlots());
    }
    const auto few = readShortest(pool, m_lengths.few, timeout);
    const auto many = few ? readShortest(pool, m_lengths.many, timeout) : std::nullopt;
    if (!many) {
        return std::nullopt;
    }
    const double seconds = ofOneCall(*few, *many);
    m_lengths = rowLengths(seconds, mostSlots());
    return seconds;
}

} // namespace espalier
