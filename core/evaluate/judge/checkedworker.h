#pragma once

#include "core/evaluate/judge/inputpool.h"
#include "core/evaluate/judge/memoryfile.h"
#include "core/evaluate/judge/outputs.h"
#include "core/evaluate/judge/schedule.h"
#include "core/evaluate/judge/workerprocess.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>

namespace espalier {

/// What all workers of a judge share: the input memory, and how workers are started.
struct WorkBench
{
    const Task& task;
    std::filesystem::path worker;
    std::optional<Bubblewrap> bubblewrap; ///< round every worker
    bool filtersCalls = true;
    int threads = 1;
    std::size_t outputBytes = 0; ///< of the largest case
    MemoryFile inputs;           ///< as large as the largest case; the same addresses for every call

    /// Puts a set where all workers see it.
    void show(const InputPool& pool, const CheckedInputs& set) const;
};

/// Of one call, or summed over several.
struct CallUsage
{
    double seconds = 0;     ///< by the judge's clock
    double processor = 0;   ///< seconds its threads ran, or would have run had others not had the processors
    bool disturbed = false; ///< the system spoiled the time of one

    CallUsage& operator+=(const CallUsage& more)
    {
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
    static Result<std::unique_ptr<CheckedWorker>> start(const WorkBench& bench,
                                                        std::shared_ptr<const MemoryFile> library);

    /// Calls the kernel on what the bench shows. Seconds by the judge's clock, or nothing: then end() has the verdict.
    /// The worker is frozen before and after.
    std::optional<double> call(const InputPool& pool, const CheckedInputs& set, std::chrono::milliseconds timeout);

    /// What the last call used; nothing where it failed.
    const CallUsage& lastUsage() const { return m_lastUsage; }

    /// Lets it run on for a moment with nothing to do: a kernel that is still at work, or that changes its outputs now,
    /// cheats.
    bool settles(const InputPool& pool);

    bool usable() const { return !m_end; }
    const WorkerEnd& end() const { return *m_end; }
    const std::shared_ptr<const MemoryFile>& library() const { return m_library; }

private:
    CheckedWorker(const WorkBench& bench, std::shared_ptr<const MemoryFile> library)
        : m_bench(bench), m_library(std::move(library))
    {
    }

    bool fail(Verdict verdict, std::string reason);
    bool check(const InputPool& pool, const CheckedInputs& set);
    bool writesLater(const Layout& layout);

    const WorkBench& m_bench;
    std::shared_ptr<const MemoryFile> m_library;
    Outputs m_outputs;
    std::unique_ptr<WorkerProcess> m_process;
    CallUsage m_lastUsage;
    std::optional<WorkerEnd> m_end;
};

} // namespace espalier
