#pragma once

#include "core/base/result.h"
#include "core/evaluate/judge/memoryfile.h"
#include "core/evaluate/judge/processhandle.h"
#include "core/evaluate/judge/wire.h"
#include "core/evaluate/sandbox/bubblewrap.h"
#include "core/graph/verdict.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace espalier {

/// Why a worker is no longer of use.
struct WorkerEnd
{
    Verdict verdict = Verdict::Crash;
    std::string reason; ///< "it …": the subject is the kernel
};

/// One running espalier-worker with its pipes, in the run sandbox, owned by the judge. Killed and reaped when the
/// object dies.
///
/// Between calls the process is frozen (SIGSTOP to the whole process): while its outputs are compared nothing in it can
/// still write, and while the other worker is timed it cannot take the processor. One thread uses it; times are the
/// judge's monotonic clock.
class WorkerProcess
{
public:
    /// Memory of a device that a keeper shares (devicekeeper.h).
    struct KeptPart
    {
        int fd = -1;
        std::size_t bytes = 0;
    };

    struct Spec
    {
        std::filesystem::path program;        ///< espalier-worker
        std::optional<Bubblewrap> bubblewrap; ///< round it
        bool filtersCalls = true;             ///< it refuses to run a candidate without its system-call filter
        int libraryFd = -1;                   ///< of an early worker none
        int inputFd = -1;
        int outputFd = -1;
        std::size_t addressSpace = 0;             ///< RLIMIT_AS in bytes
        int threads = 1;                          ///< OMP_NUM_THREADS
        bool checksAnswers = true;                ///< see JudgeChecks::answers
        bool device = false;                      ///< it sees the GPU
        bool early = false;                       ///< it is given its program once it is ready: see give()
        std::optional<Interpreter> interpreter{}; ///< it becomes one
        KeptPart keptInputs{};                    ///< it computes in these; it is an early one
        KeptPart keptOutputs{};
    };

    static Result<std::unique_ptr<WorkerProcess>> start(const Spec& spec);
    ~WorkerProcess();
    WorkerProcess(const WorkerProcess&) = delete;
    WorkerProcess& operator=(const WorkerProcess&) = delete;

    /// Waits until an early worker has opened its device or loaded its interpreter. False: see end().
    bool waitReady(std::chrono::milliseconds timeout);
    /// Stops an early worker that is not ready yet, until goOn(): opening a device, it would share it with whoever is
    /// timed. Returns when all of its threads have stopped.
    void pauseStart();
    void goOn();
    /// Hands an early worker its program, which it takes once it is ready. False: see end().
    bool give(const MemoryFile& program);
    /// Waits until the library is loaded. False: see end().
    bool waitLoaded(std::chrono::milliseconds timeout);

    /// Sends the token under a fresh nonce and waits for its echo; seconds between the two, or a negative number when
    /// the worker ended, hung (it is killed) or answered with something else: see end().
    double call(wire::Go go, std::chrono::milliseconds timeout);
    /// The same without sleeping as long as a row usually takes: see waitAwake().
    double callAwake(const wire::Go& go, std::chrono::milliseconds timeout);

    /// Sends the token under a fresh nonce and waits for nothing; the worker takes tokens in their order, once it has
    /// loaded. False when it has ended: see end().
    bool callAhead(wire::Go go);
    /// Waits for the answers to these, `timeout` each. False: see end().
    bool awaitAhead(std::chrono::milliseconds timeout);

    /// What the worker of a device says the device took over the last call, once it has answered; nothing when it said
    /// nothing of this call.
    std::optional<double> deviceSeconds() const;

    /// Stops every thread of it, and returns when all have stopped. False when the worker ended or had sent more than
    /// it was asked for.
    bool freeze();
    void thaw();
    double processorSeconds() const { return m_worker ? m_worker->processorSeconds() : 0; }
    ProcessHandle::Threads threads() const { return m_worker ? m_worker->threads() : ProcessHandle::Threads(); }

    const WorkerEnd& end() const { return m_end; }
    /// Of the worker itself, bubblewrap or not; -1 when it does not run.
    pid_t pid() const { return m_worker ? m_worker->pid() : -1; }

private:
    WorkerProcess() = default;

    double send(wire::Go go, std::chrono::milliseconds timeout, bool awake);
    bool awaitDone(std::uint64_t nonce, std::chrono::milliseconds timeout);
    bool readOutput();
    void finish(Verdict verdict, std::string reason);
    void reap();
    std::string message(const char* note) const;

    pid_t m_started = -1; ///< our child: bubblewrap, or the worker itself
    bool m_wrapped = false;
    bool m_checksAnswers = true;
    std::optional<ProcessHandle> m_worker; ///< once it has loaded
    std::optional<ProcessHandle> m_paused; ///< stopped before it was ready
    int m_go = -1;
    int m_done = -1;
    int m_output = -1;
    bool m_frozen = false;
    std::uint64_t m_nonce = 0;          ///< of the last call
    std::vector<std::uint64_t> m_ahead; ///< of those that are not waited for yet
    bool m_ready = false;               ///< of an early worker
    MemoryFile m_hint;
    MemoryFile m_program; ///< of an early worker, filled by give()
    wire::Go m_first{};   ///< what give() sends
    std::size_t m_printed = 0;
    std::string m_text; ///< the first of what it printed: data, shown for a library that does not load and nowhere else
    WorkerEnd m_end;
};

} // namespace espalier
