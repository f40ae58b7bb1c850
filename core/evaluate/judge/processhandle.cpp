#include "core/evaluate/judge/processhandle.h"

#include "core/base/file.h"
#include "core/base/pidfd.h"
#include "core/base/processtree.h"

#include <csignal>
#include <ctime>
#include <filesystem>
#include <poll.h>
#include <string>
#include <unistd.h>
#include <utility>

namespace espalier {
namespace {

pid_t firstChild(pid_t parent)
{
    const std::vector<pid_t> children = parent > 0 ? childrenOf(parent) : std::vector<pid_t>();
    return children.empty() ? -1 : children.front();
}

/// bubblewrap waits outside, its first process inside reaps, and that one's child is the worker.
pid_t workerBelow(pid_t started, bool bubblewrap)
{
    return bubblewrap ? firstChild(firstChild(started)) : started;
}

} // namespace

std::optional<ProcessHandle> ProcessHandle::find(pid_t started, bool bubblewrap)
{
    const pid_t pid = workerBelow(started, bubblewrap);
    const int fd = pid > 0 ? openPidfd(pid) : -1;
    if (fd < 0) {
        return std::nullopt;
    }
    ProcessHandle handle(pid, fd);
    // Had it ended in between, the number could be another's by now.
    return workerBelow(started, bubblewrap) == pid ? std::optional(std::move(handle)) : std::nullopt;
}

ProcessHandle::~ProcessHandle()
{
    if (m_fd >= 0) {
        close(m_fd);
    }
}

ProcessHandle::ProcessHandle(ProcessHandle&& other) noexcept : m_pid(other.m_pid), m_fd(std::exchange(other.m_fd, -1))
{
}

ProcessHandle& ProcessHandle::operator=(ProcessHandle&& other) noexcept
{
    std::swap(m_pid, other.m_pid);
    std::swap(m_fd, other.m_fd);
    return *this;
}

bool ProcessHandle::stop() const
{
    signalPidfd(m_fd, SIGSTOP);
    // Only a parent is told of a stop, so the threads are read. A thread that another one made just before it stopped
    // may be missing from the first list, never from a second after all of the first have stopped.
    int quiet = 0;
    const std::time_t start = std::time(nullptr);
    for (int look = 0; !ended(); ++look) {
        const Threads now = threads();
        quiet = now.all > 0 && now.stopped == now.all ? quiet + 1 : 0;
        if (quiet == 2) {
            return true;
        }
        const timespec pause{0, look < 50 ? 20'000 : 200'000};
        nanosleep(&pause, nullptr);
        if (std::time(nullptr) - start > 10) {
            return false;
        }
    }
    return false;
}

void ProcessHandle::resume() const
{
    signalPidfd(m_fd, SIGCONT);
}

bool ProcessHandle::ended() const
{
    pollfd over{m_fd, POLLIN, 0};
    return poll(&over, 1, 0) > 0;
}

double ProcessHandle::processorSeconds() const
{
    clockid_t clock{};
    timespec used{};
    if (clock_getcpuclockid(m_pid, &clock) != 0 || clock_gettime(clock, &used) != 0) {
        return 0;
    }
    return static_cast<double>(used.tv_sec) + 1e-9 * static_cast<double>(used.tv_nsec);
}

ProcessHandle::Threads ProcessHandle::threads() const
{
    Threads threads;
    std::error_code gone;
    for (const auto& task : std::filesystem::directory_iterator("/proc/" + std::to_string(m_pid) + "/task", gone)) {
        const auto stat = readFile(task.path() / "stat", 4096);
        const std::size_t name = stat ? stat->rfind(") ") : std::string::npos;
        if (name != std::string::npos && name + 2 < stat->size()) {
            const char state = (*stat)[name + 2];
            ++threads.all;
            // T: told to go on, and not yet running
            threads.awake += state == 'R' || state == 'T' ? 1 : 0;
            threads.stopped += state == 'T' || state == 'Z' || state == 'X' ? 1 : 0;
        }
    }
    return threads;
}

} // namespace espalier
