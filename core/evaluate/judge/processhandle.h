#pragma once

#include <optional>
#include <sys/types.h>

namespace espalier {

/// A process that runs a candidate, held by a descriptor of its own: it need not be a child, and its number cannot come
/// to mean another process. Works through bubblewrap, where the worker is the child of the namespace's first process.
class ProcessHandle
{
public:
    /// `started` itself, or the worker below it when it is bubblewrap. Nothing when that process has ended.
    static std::optional<ProcessHandle> find(pid_t started, bool bubblewrap);
    ~ProcessHandle();
    ProcessHandle(ProcessHandle&& other) noexcept;
    ProcessHandle& operator=(ProcessHandle&& other) noexcept;

    /// Stops every thread and returns when all have stopped. False when it has ended, or did not stop within 10 s.
    bool stop() const;
    void resume() const;
    bool ended() const;
    pid_t pid() const { return m_pid; }
    /// Processor time used by all its threads so far, in seconds.
    double processorSeconds() const;

    struct Threads
    {
        int all = 0;
        int awake = 0;   ///< running, or waiting for a processor
        int stopped = 0; ///< or ended
    };
    Threads threads() const;

private:
    ProcessHandle(pid_t pid, int fd) : m_pid(pid), m_fd(fd) {}

    pid_t m_pid;
    int m_fd; ///< pidfd
};

} // namespace espalier
