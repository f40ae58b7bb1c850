#include "core/base/process.h"

#include "core/base/pidfd.h"
#include "core/base/processtree.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace espalier {
namespace {

using SteadyClock = std::chrono::steady_clock;

std::vector<std::string> smallEnvironment()
{
    std::vector<std::string> environment{"LANG=C.UTF-8"};
    for (const char* name : {"PATH", "HOME", "TMPDIR"}) {
        if (const char* value = std::getenv(name)) {
            environment.push_back(std::string(name) + "=" + value);
        }
    }
    return environment;
}

std::vector<char*> pointers(const std::vector<std::string>& strings)
{
    std::vector<char*> list;
    list.reserve(strings.size() + 1);
    for (const std::string& s : strings) {
        list.push_back(const_cast<char*>(s.c_str()));
    }
    list.push_back(nullptr);
    return list;
}

void limit(__rlimit_resource resource, std::size_t value)
{
    if (value > 0) {
        const rlimit both{value, value};
        setrlimit(resource, &both);
    }
}

/// Between fork and exec: only async-signal-safe calls.
[[noreturn]] void becomeChild(const ProcessSpec& spec, char* const* argv, char* const* environment, int output,
                              int status)
{
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    limit(RLIMIT_AS, spec.memoryCap);
    limit(RLIMIT_FSIZE, spec.fileCap);
    limit(RLIMIT_CORE, 1);
    const int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
    dup2(null, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    if (spec.folder.empty() || chdir(spec.folder.c_str()) == 0) {
        execvpe(argv[0], argv, environment);
    }
    const int code = errno;
    [[maybe_unused]] const ssize_t n = write(status, &code, sizeof code);
    _exit(127);
}

/// One program on its way to its end.
class Run
{
public:
    Run(pid_t pid, int output, const ProcessSpec& spec)
        : m_pid(pid), m_output(output), m_spec(spec), m_ended(openPidfd(pid)),
          m_deadline(SteadyClock::now() + spec.timeout)
    {
    }
    ~Run() { close(m_ended); }
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;

    ProcessOutcome wait(const std::stop_token& stop);

private:
    void drain();
    bool tooMuch(const std::stop_token& stop);
    std::optional<TreeLimit> exceeded();

    pid_t m_pid;
    int m_output; ///< not ours; -1 at the end of the stream
    const ProcessSpec& m_spec;
    int m_ended; ///< readable when the program has ended
    SteadyClock::time_point m_deadline;
    SteadyClock::time_point m_nextLook = SteadyClock::now();
    std::size_t m_printed = 0;
    ProcessOutcome m_outcome;
};

/// Reads what is there.
void Run::drain()
{
    std::array<char, 1 << 16> chunk;
    const ssize_t n = read(m_output, chunk.data(), chunk.size());
    if (n <= 0) {
        m_output = n < 0 && (errno == EINTR || errno == EAGAIN) ? m_output : -1;
        return;
    }
    const auto bytes = static_cast<std::size_t>(n);
    m_printed += bytes;
    const std::size_t room = m_spec.outputCap - std::min(m_spec.outputCap, m_outcome.output.size());
    m_outcome.output.append(chunk.data(), std::min(room, bytes));
    m_outcome.outputCut = m_outcome.outputCut || bytes > room;
}

std::optional<TreeLimit> Run::exceeded()
{
    if (m_spec.printedLimit > 0 && m_printed > m_spec.printedLimit) {
        return TreeLimit::Printed;
    }
    const auto now = SteadyClock::now();
    if ((m_spec.treeMemory == 0 && m_spec.treeProcesses == 0) || now < m_nextLook) {
        return std::nullopt;
    }
    m_nextLook = now + std::chrono::milliseconds(20);
    const TreeUsage usage = treeUsage(m_pid);
    if (m_spec.treeProcesses > 0 && usage.processes > m_spec.treeProcesses) {
        return TreeLimit::Processes;
    }
    return m_spec.treeMemory > 0 && usage.residentBytes > m_spec.treeMemory ? std::optional(TreeLimit::Memory)
                                                                            : std::nullopt;
}

bool Run::tooMuch(const std::stop_token& stop)
{
    m_outcome.cancelled = stop.stop_requested();
    m_outcome.timedOut = !m_outcome.cancelled && SteadyClock::now() > m_deadline;
    if (!m_outcome.cancelled && !m_outcome.timedOut) {
        m_outcome.exceeded = exceeded();
    }
    return m_outcome.cancelled || m_outcome.timedOut || m_outcome.exceeded;
}

ProcessOutcome Run::wait(const std::stop_token& stop)
{
    int status = 0;
    for (;;) {
        std::array<pollfd, 2> waits{{{m_output, POLLIN, 0}, {m_ended, POLLIN, 0}}};
        poll(waits.data(), waits.size(), 10);
        if (m_output >= 0 && waits[0].revents != 0) {
            drain();
        }
        // It stays a zombie, and its number its own, until what it left behind is gone.
        siginfo_t ended{};
        const bool over =
            waitid(P_PID, static_cast<id_t>(m_pid), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 && ended.si_pid == m_pid;
        if (over || tooMuch(stop)) {
            break;
        }
    }
    killBelow(m_pid); // first the tree: a sandbox's first process takes all others with it
    kill(-m_pid, SIGKILL);
    waitpid(m_pid, &status, 0);
    if (m_output >= 0) {
        fcntl(m_output, F_SETFL, O_NONBLOCK);
    }
    for (pollfd poller{m_output, POLLIN, 0}; m_output >= 0 && poll(&poller, 1, 0) > 0;) {
        drain();
    }
    m_outcome.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    m_outcome.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return std::move(m_outcome);
}

} // namespace

Result<ProcessOutcome> runProcess(const ProcessSpec& spec, std::stop_token stop)
{
    const Error cannot{ErrorKind::Machine, "cannot start " + spec.argv.at(0), "", "is it installed"};
    std::array<int, 2> output{};
    std::array<int, 2> status{};
    if (pipe2(output.data(), O_CLOEXEC) != 0) {
        return cannot;
    }
    if (pipe2(status.data(), O_CLOEXEC) != 0) {
        close(output[0]);
        close(output[1]);
        return cannot;
    }
    const std::vector<std::string> environmentStrings = smallEnvironment();
    const std::vector<char*> argv = pointers(spec.argv);
    const std::vector<char*> environment = pointers(environmentStrings);
    const auto start = SteadyClock::now();
    const pid_t pid = fork();
    if (pid == 0) {
        becomeChild(spec, argv.data(), environment.data(), output[1], status[1]);
    }
    close(output[1]);
    close(status[1]);
    int code = pid < 0 ? errno : 0;
    if (pid > 0 && read(status[0], &code, sizeof code) > 0) {
        waitpid(pid, nullptr, 0);
    }
    close(status[0]);
    if (code != 0) {
        close(output[0]);
        Error error = cannot;
        error.why = std::strerror(code);
        error.todo = code == ENOENT ? "install it or check PATH" : "see what the system says";
        return error;
    }
    ProcessOutcome outcome = Run(pid, output[0], spec).wait(stop);
    close(output[0]);
    outcome.seconds = std::chrono::duration<double>(SteadyClock::now() - start).count();
    return outcome;
}

} // namespace espalier
