#include "core/evaluate/toolchain/buildserver.h"

#include "core/opencl/buildservice.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace espalier {
namespace {

namespace fs = std::filesystem;
using SteadyClock = std::chrono::steady_clock;

constexpr std::chrono::seconds kPatience{30}; ///< with a server that starts: a second on a machine at rest
constexpr std::chrono::milliseconds kLook{10};

struct Descriptor
{
    int fd = -1;

    explicit Descriptor(int number) : fd(number) {}
    ~Descriptor() { close(fd); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
};

/// -1 while nobody listens. By way of the folder's descriptor, since an address holds 107 bytes and a path may be
/// longer.
int connectIn(const fs::path& folder)
{
    const Descriptor place(open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    const std::string path = "/proc/self/fd/" + std::to_string(place.fd) + "/" + kBuildSocket;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::copy(path.begin(), path.end(), std::begin(address.sun_path));
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

/// Reads what is there, 0 bytes at the end of the stream. Of what is too long the first `cap` bytes stay, and the end,
/// which says how the compiler ended.
std::size_t drain(int fd, ProcessOutcome& outcome, std::size_t cap)
{
    std::array<char, 1 << 16> chunk;
    const ssize_t n = read(fd, chunk.data(), chunk.size());
    if (n <= 0) {
        return 0;
    }
    outcome.output.append(chunk.data(), static_cast<std::size_t>(n));
    if (outcome.output.size() > cap + 2 * chunk.size()) {
        outcome.output.erase(cap, outcome.output.size() - cap - chunk.size());
        outcome.outputCut = true;
    }
    return static_cast<std::size_t>(n);
}

/// Until the compiler has ended, or something is over. Hanging up ends it then.
void follow(int fd, const ProcessSpec& limits, const std::stop_token& stop, ProcessOutcome& outcome)
{
    const auto deadline = SteadyClock::now() + limits.timeout;
    std::size_t printed = 0;
    for (;;) {
        pollfd answer{fd, POLLIN, 0};
        if (poll(&answer, 1, static_cast<int>(kLook.count())) > 0) {
            const std::size_t bytes = drain(fd, outcome, limits.outputCap);
            if (bytes == 0) {
                return;
            }
            printed += bytes;
        }
        outcome.cancelled = stop.stop_requested();
        outcome.timedOut = !outcome.cancelled && SteadyClock::now() > deadline;
        if (limits.printedLimit > 0 && printed > limits.printedLimit) {
            outcome.exceeded = TreeLimit::Printed;
        }
        if (outcome.cancelled || outcome.timedOut || outcome.exceeded) {
            return;
        }
    }
}

} // namespace

void BuildServer::start()
{
    std::error_code failed;
    fs::remove(m_spec.folder / kBuildSocket, failed); // of a server that has died
    m_runs = true;
    m_server = std::jthread([this](const std::stop_token& stop) {
        const auto run = runProcess(m_spec, stop);
        m_lastWords = run ? run->output : run.error().sentence();
        m_runs = false;
    });
}

void BuildServer::stop()
{
    m_server = std::jthread();
}

/// To a server that listens; it is started where none runs.
Result<int> BuildServer::connection(const std::stop_token& stop)
{
    const std::lock_guard lock(m_mutex);
    const auto deadline = SteadyClock::now() + kPatience;
    for (bool started = false; !stop.stop_requested() && SteadyClock::now() < deadline;) {
        if (const int fd = m_runs ? connectIn(m_spec.folder) : -1; fd >= 0) {
            return fd;
        }
        if (!m_runs && started) {
            return Error{ErrorKind::Machine, "the OpenCL driver's compiler cannot be started",
                         m_lastWords.substr(0, m_lastWords.find('\n')), "see espalier doctor"};
        }
        if (!m_runs) {
            start();
            started = true;
        }
        std::this_thread::sleep_for(kLook);
    }
    return Error{ErrorKind::Machine, "the OpenCL driver's compiler cannot be started",
                 stop.stop_requested() ? "the build was stopped" : "it does not answer", "see espalier doctor"};
}

Result<BuildServer::Attempt> BuildServer::attempt(int number, const ProcessSpec& limits, const std::stop_token& stop)
{
    const auto start = SteadyClock::now();
    const auto connected = connection(stop);
    if (!connected) {
        return connected.error();
    }
    const Descriptor socket(*connected);
    const std::string line = buildRequestLine(number);
    ProcessOutcome outcome;
    if (send(socket.fd, line.data(), line.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(line.size())) {
        follow(socket.fd, limits, stop, outcome);
    }
    const auto end = takeBuildEnd(outcome.output);
    outcome.signal = end ? end->signal : SIGKILL;
    outcome.exitCode = end ? end->exitCode : -1;
    outcome.output.resize(std::min(outcome.output.size(), limits.outputCap));
    outcome.seconds = std::chrono::duration<double>(SteadyClock::now() - start).count();
    return Attempt{outcome, !end && !outcome.cancelled && !outcome.timedOut && !outcome.exceeded};
}

Result<ProcessOutcome> BuildServer::build(int number, const ProcessSpec& limits, std::stop_token stop)
{
    auto built = attempt(number, limits, stop);
    if (built && built->lost) {
        // One that has just been killed takes connections still. If it was this build that killed it, the next one's
        // end is the build's.
        built = attempt(number, limits, stop);
    }
    return built ? Result<ProcessOutcome>(std::move(built->outcome)) : built.error();
}

} // namespace espalier
