#include "app/clworker/buildserver.h"

#include "app/clworker/build.h"
#include "app/clworker/device.h"
#include "app/worker/confine.h"
#include "core/opencl/buildservice.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <optional>
#include <poll.h>
#include <string>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

namespace espalier {
namespace {

constexpr int kWaiting = 64;       ///< connections the system keeps until they are accepted
constexpr int kAskingSeconds = 10; ///< for one line

/// The socket, in the working folder; -1 when it cannot be made.
int listening()
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, kBuildSocket, sizeof address.sun_path - 1);
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool bound = fd >= 0 && bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
                       listen(fd, kWaiting) == 0;
    return bound ? fd : -1;
}

std::optional<std::string> askedFor(int connection)
{
    const timeval patience{kAskingSeconds, 0};
    setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    std::array<char, 32> line{};
    std::size_t length = 0;
    while (length < line.size() && (length == 0 || line.at(length - 1) != '\n')) {
        if (read(connection, line.data() + length, 1) != 1) {
            return std::nullopt;
        }
        ++length;
    }
    return folderAskedFor({line.data(), length});
}

[[noreturn]] void compileIn(const std::string& folder, int connection, const Device& device)
{
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(connection, STDOUT_FILENO);
    dup2(connection, STDERR_FILENO);
    close(connection);
    if (chdir(folder.c_str()) != 0) {
        _exit(1);
    }
    confineFiles(std::filesystem::current_path().c_str());
    setenv("TMPDIR", std::filesystem::current_path().c_str(), 1);
    const int code = buildProgram(device);
    std::fflush(stdout);
    _exit(code);
}

/// Until the compiler has ended or whoever asked has hung up.
void waitFor(pid_t compiler, int connection)
{
    siginfo_t ended{};
    for (;;) {
        if (waitid(P_PID, static_cast<id_t>(compiler), &ended, WEXITED | WNOHANG | WNOWAIT) != 0 ||
            ended.si_pid == compiler) {
            return;
        }
        pollfd hungUp{connection, POLLRDHUP, 0};
        if (poll(&hungUp, 1, 2) > 0) {
            return;
        }
    }
}

/// One build, in a process of its own that stays outside of what it watches.
[[noreturn]] void serve(int connection, const Device& device)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    std::signal(SIGCHLD, SIG_DFL);
    std::signal(SIGPIPE, SIG_IGN);
    const auto folder = askedFor(connection);
    const pid_t compiler = folder ? fork() : -1;
    if (compiler == 0) {
        compileIn(*folder, connection, device);
    }
    BuildEnd end;
    if (compiler > 0) {
        waitFor(compiler, connection);
        kill(compiler, SIGKILL);  // in case it has no group of its own yet
        kill(-compiler, SIGKILL); // and what it started
        int status = 0;
        waitpid(compiler, &status, 0);
        end.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
        end.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    const std::string line = buildEndLine(end);
    [[maybe_unused]] const ssize_t n = write(connection, line.data(), line.size());
    _exit(0);
}

} // namespace

int serveBuilds()
{
    configureDriver("cache"); // of the working folder, which differs from build to build
    std::filesystem::create_directory("cache");
    const auto device = Device::open();
    if (!device) {
        std::printf("%s\n", device.error().sentence().c_str());
        return 1;
    }
    readBuiltins(*device);
    const int server = listening();
    if (server < 0) {
        std::printf("cannot listen for builds: %s\n", std::strerror(errno));
        return 1;
    }
    std::fflush(stdout);
    std::signal(SIGCHLD, SIG_IGN); // the system buries them
    for (;;) {
        const int connection = accept4(server, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection < 0) {
            continue;
        }
        if (fork() == 0) {
            close(server);
            serve(connection, *device);
        }
        close(connection);
    }
}

} // namespace espalier
