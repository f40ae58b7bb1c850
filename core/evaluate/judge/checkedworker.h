#pragma once

#include "core/base/rng.h"
#include "core/evaluate/judge/clockreading.h"
#include "core/evaluate/judge/counters.h"
#include "core/evaluate/judge/keptclock.h"
#include "core/evaluate/judge/outputs.h"
#include "core/evaluate/judge/waitingplace.h"
#include "core/evaluate/judge/workbench.h"
#include "core/evaluate/judge/workerprocess.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace espalier {

struct StartedWorker;

/// Of one call, or summed over several.
struct CallUsage
{
    double seconds = 0;     ///< by the judge's clock
    double processor = 0;   ///< seconds its threads ran, or would have run had others not had the processors
    bool disturbed = false; ///< the system spoiled the time of one
    int calls = 0;
    Counts counts{}; ///< nothing where the machine does not count

    CallUsage& operator+=(const CallUsage& more)
    {
        calls += more.calls;
        counts += more.counts;
        seconds += more.seconds;
        processor += more.processor;
        disturbed = disturbed || more.disturbed;
        return *this;
    }
};

/// A library with its worker. Every call is checked in full at its return, timed or not.
class CheckedWorker
{
public:
    /// Ends with an error only when this machine cannot run workers; a library that fails to load shows in end().
    static Result<std::unique_ptr<CheckedWorker>> start(const Workplace& place,
                                                        std::shared_ptr<const MemoryFile> library);
    /// The two halves of start(), for those that start two at once. Nothing else is called in between.
    static Result<std::unique_ptr<CheckedWorker>> launch(const Workplace& place,
                                                         std::shared_ptr<const MemoryFile> library);
    void awaitLoaded();
    /// launch() of a worker whose interpreter compiles, for who needs it later: it loads the library and compiles for
    /// `sizes` by itself, and awaitLoaded() waits for both.
    static Result<std::unique_ptr<CheckedWorker>>
    launchAhead(const Workplace& place, std::shared_ptr<const MemoryFile> library, const std::vector<Dims>& sizes);
    /// Has it compile for the case that the bench shows, and waits for nothing; nothing else is called before
    /// awaitBroughtIn(). For a place that calls in parts.
    void beginBringingIn(const InputPool& pool);
    void awaitBroughtIn(std::chrono::milliseconds timeout);

    /// prepare(), run() and check() in one. Seconds by the judge's clock, or nothing: then end() has the verdict.
    std::optional<double> call(const InputPool& pool, const CheckedInputs& set, std::chrono::milliseconds timeout);

    /// Poisons the outputs of the call to come.
    void prepare();
    /// Calls the kernel on what the bench shows; the worker is frozen before and after. Seconds, or nothing. On a
    /// device they are those of its own clock, which may not be more than passed by the judge's; with a candidate's
    /// host code beside that clock they are the judge's where the two are too far apart, and the call counts as
    /// disturbed: a process that waited for a processor, or a clock that lies. In kept memory they are the
    /// judge's of a call in a row, several rows are called, and all their answers have been checked: see keptcalls.cpp.
    std::optional<double> run(const InputPool& pool, std::chrono::milliseconds timeout);
    /// Whether the outputs of the last run are right, with nothing written beside them. The set is the one shown.
    bool check(const InputPool& pool, const CheckedInputs& set);

    /// How many calls a row in kept memory has room for.
    unsigned mostSlots() const;
    /// Seconds of a row in kept memory each of whose calls may have inputs of its own: `show(i)` puts those of call i
    /// on the bench.
    std::optional<double> rowOfMany(const InputPool& pool, unsigned calls, const std::function<void(unsigned)>& show,
                                    std::chrono::milliseconds timeout);

    /// What the last call used; nothing where it failed.
    const CallUsage& lastUsage() const { return m_lastUsage; }

    /// The same call without a verdict on its outputs: the share of the task's tolerance that each of them uses, empty
    /// when the worker ended.
    std::vector<double> measure(const InputPool& pool, const CheckedInputs& set, std::chrono::milliseconds timeout);

    /// The share of the task's tolerance that each output of the last call uses. The set is the one shown.
    std::vector<double> usedShares(const CheckedInputs& set) const;

    /// Lets it run on for a moment with nothing to do: a kernel that is still at work, that changes its outputs now, or
    /// that has not returned at all, cheats.
    bool settles();
    /// Whether the device's clock, which has said `seconds` of the last call, runs as the judge's does over many such
    /// calls; where it does not, the worker has ended as a cheat. True where there is no device.
    bool keepsTime(const InputPool& pool, double seconds, std::chrono::milliseconds timeout);
    /// Seconds of processor used by all its threads so far.
    double processorSeconds() const { return m_process->processorSeconds(); }
    std::optional<std::size_t> waitingDepth() const { return espalier::waitingDepth(m_process->pid()); }

    /// Nothing of a candidate shares the process with the device's clock: it is believed however late the answer comes.
    void believeClock() { m_believed = true; }

    /// Ends it with a verdict of the judge's.
    void refuse(Verdict verdict, std::string reason) { fail(verdict, std::move(reason)); }
    bool usable() const { return !m_end; }
    const WorkerEnd& end() const { return *m_end; }
    const std::shared_ptr<const MemoryFile>& library() const { return m_library; }

private:
    CheckedWorker(const Workplace& place, std::shared_ptr<const MemoryFile> library)
        : m_place(place), m_bench(place.bench), m_library(std::move(library))
    {
    }

    void adopt(StartedWorker started);
    bool fail(Verdict verdict, std::string reason);
    std::optional<double> callAwake(const wire::Go& go, std::chrono::milliseconds timeout);
    std::optional<double> callTimed(const wire::Go& go, std::chrono::milliseconds timeout);
    std::optional<double> toldTime(double seconds);
    std::optional<double> timeOf(double seconds);
    std::optional<ClockReading> readClocks(const InputPool& pool, unsigned calls, std::chrono::milliseconds timeout);
    bool checkFetched(const InputPool& pool, const CheckedInputs& set);
    DeviceKeeper::Slots inputSlots(unsigned first, unsigned count) const;
    DeviceKeeper::Slots outputSlots(unsigned first, unsigned count) const;
    bool kept(const Result<void>& done);
    bool isAtRest();
    bool isOnItsOwn();
    bool isRight(const InputPool& pool, unsigned slot);
    bool isUnchanged(unsigned slot);
    bool isRowRight(const InputPool& pool, unsigned first, unsigned calls);
    bool fetchAgain();
    bool endedWell(const ClockReading& reading);
    std::optional<ClockReading> callRow(const InputPool& pool, unsigned first, unsigned calls,
                                        std::chrono::milliseconds timeout);
    bool layOut(unsigned first, unsigned calls);
    std::optional<ClockReading> readRow(const InputPool& pool, unsigned first, unsigned calls,
                                        std::chrono::milliseconds timeout);
    std::optional<ClockReading> readShortest(const InputPool& pool, unsigned calls, std::chrono::milliseconds timeout);
    std::optional<double> callKept(const InputPool& pool, std::chrono::milliseconds timeout);
    std::optional<double> runKept(const InputPool& pool, std::chrono::milliseconds timeout);
    bool compare(const InputPool& pool, const CheckedInputs& set);
    bool isSoundAtOnce(const Tensor& output, const Dims& dims, const std::byte* got, const ExpectedOutput& expected,
                       const Tolerance& tolerance) const;
    bool writesLater();
    bool waitsForToken();

    const Workplace& m_place;
    const WorkBench& m_bench;
    std::shared_ptr<const MemoryFile> m_library;
    Outputs m_outputs;
    DeviceKeeper::Region m_region;         ///< kept memory of its outputs
    unsigned m_fetched = 0;                ///< the slot of it that m_outputs shows
    const InputPool* m_sizedFor = nullptr; ///< what m_lengths is for
    RowLengths m_lengths;
    Rng m_rng{systemRandom()};
    bool m_believed = false;
    bool m_given = false; ///< the library, ahead
    std::unique_ptr<WorkerProcess> m_process;
    std::optional<Counters> m_counters;
    CallUsage m_lastUsage;
    std::optional<WorkerEnd> m_end;
};

} // namespace espalier
