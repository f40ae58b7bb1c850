#include "core/base/process.h"

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

/// Reads what is there; false at the end of the stream.
bool drain(int fd, std::size_t cap, ProcessOutcome& outcome)
{
    std::array<char, 1 << 16> chunk;
    const ssize_t n = read(fd, chunk.data(), chunk.size());
    if (n <= 0) {
        return n < 0 && (errno == EINTR || errno == EAGAIN);
    }
    const std::size_t room = cap - std::min(cap, outcome.output.size());
    outcome.output.append(chunk.data(), std::min(room, static_cast<std::size_t>(n)));
    outcome.outputCut = outcome.outputCut || static_cast<std::size_t>(n) > room;
    return true;
}

void waitForEnd(pid_t pid, int output, const ProcessSpec& spec, const std::stop_token& stop, ProcessOutcome& outcome)
{
    const auto deadline = SteadyClock::now() + spec.timeout;
    bool open = true;
    int status = 0;
    for (;;) {
        pollfd poller{open ? output : -1, POLLIN, 0};
        poll(&poller, 1, 10);
        if (open && poller.revents != 0) {
            open = drain(output, spec.outputCap, outcome);
        }
        if (waitpid(pid, &status, WNOHANG) == pid) {
            break;
        }
        outcome.cancelled = stop.stop_requested();
        outcome.timedOut = !outcome.cancelled && SteadyClock::now() > deadline;
        if (outcome.cancelled || outcome.timedOut) {
            kill(-pid, SIGKILL);
            waitpid(pid, &status, 0);
            break;
        }
    }
    kill(-pid, SIGKILL); // whatever it left behind in its group
    fcntl(output, F_SETFL, O_NONBLOCK);
    for (pollfd poller{output, POLLIN, 0}; open && poll(&poller, 1, 0) > 0;) {
        open = drain(output, spec.outputCap, outcome);
    }
    outcome.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    outcome.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
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
    ProcessOutcome outcome;
    waitForEnd(pid, output[0], spec, stop, outcome);
    close(output[0]);
    outcome.seconds = std::chrono::duration<double>(SteadyClock::now() - start).count();
    return outcome;
}

} // namespace espalier
