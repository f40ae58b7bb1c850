#include "core/evaluate/judge/workerprocess.h"

#include "core/base/processtree.h"
#include "core/base/rng.h"
#include "core/cuda/awakewait.h"
#include "core/evaluate/judge/childfds.h"
#include "core/evaluate/judge/workercommand.h"
#include "core/evaluate/judge/workerend.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace espalier {
namespace {

using Milliseconds = std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t kPrintedCap = std::size_t{1} << 20; ///< more than this is a flood
constexpr std::size_t kTextCap = 2000;
constexpr int kMostThreads = 1024; ///< looked at while a call takes long
constexpr Milliseconds kLook{100};

double monotonicSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC_RAW, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

} // namespace

Result<std::unique_ptr<WorkerProcess>> WorkerProcess::start(const Spec& spec)
{
    const auto failure = [](int code) {
        return Error{ErrorKind::Machine, "cannot start espalier-worker", std::strerror(code), "install Espalier anew"};
    };
    std::unique_ptr<WorkerProcess> worker(new WorkerProcess);
    auto hint = MemoryFile::create("espalier-hint", 4096, MemoryFile::Access::Shared);
    if (!hint) {
        return hint.error();
    }
    worker->m_hint = std::move(*hint);
    if (spec.early) {
        auto program = MemoryFile::hollow("espalier-program");
        if (!program) {
            return program.error();
        }
        worker->m_program = std::move(*program);
    }
    worker->m_wrapped = spec.bubblewrap.has_value();
    worker->m_checksAnswers = spec.checksAnswers;
    std::array<std::array<int, 2>, 3> pipes{{{-1, -1}, {-1, -1}, {-1, -1}}}; // go, done, output
    bool ok = std::all_of(pipes.begin(), pipes.end(), [](auto& p) { return pipe2(p.data(), O_CLOEXEC) == 0; });
    worker->m_go = pipes[0][1];
    worker->m_done = pipes[1][0];
    worker->m_output = pipes[2][0];
    {
        ChildFds fds;
        int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
        ok = ok && fds.put(0, null) && fds.put(1, pipes[2][1]) && fds.put(2, pipes[2][1]) &&
             fds.put(wire::kGoFd, pipes[0][0]) && fds.put(wire::kDoneFd, pipes[1][1]) &&
             fds.put(wire::kLibraryFd, spec.early ? worker->m_program.fd() : spec.libraryFd) &&
             fds.put(wire::kInputFd, spec.inputFd) && fds.put(wire::kOutputFd, spec.outputFd) &&
             fds.put(wire::kHintFd, worker->m_hint.fd());
        if (spec.keptInputs.fd >= 0) {
            ok = ok && fds.put(wire::kDeviceInputFd, spec.keptInputs.fd) &&
                 fds.put(wire::kDeviceOutputFd, spec.keptOutputs.fd);
            worker->m_first.inputStride = spec.keptInputs.bytes;
            worker->m_first.outputStride = spec.keptOutputs.bytes;
        }
        int code = ok ? fds.spawn(WorkerCommand::of(spec), worker->m_started) : errno;
        closeFd(null);
        closeFd(pipes[0][0]);
        closeFd(pipes[1][1]);
        closeFd(pipes[2][1]);
        if (code != 0) {
            worker->m_started = -1;
            return failure(code);
        }
    }
    fcntl(worker->m_done, F_SETFL, O_NONBLOCK);
    fcntl(worker->m_output, F_SETFL, O_NONBLOCK);
    return worker;
}

WorkerProcess::~WorkerProcess()
{
    finish(m_end.verdict, m_end.reason);
    closeFd(m_go);
    closeFd(m_done);
    closeFd(m_output);
}

bool WorkerProcess::waitReady(Milliseconds timeout)
{
    m_ready = m_ready || (m_started > 0 && awaitDone(wire::kReady, timeout));
    return m_ready;
}

void WorkerProcess::pauseStart()
{
    pollfd answer{m_done, POLLIN, 0};
    const bool isStarting = m_started > 0 && !m_ready && !m_paused && poll(&answer, 1, 0) == 0;
    auto handle = isStarting ? ProcessHandle::find(m_started, m_wrapped) : std::nullopt;
    if (handle && handle->stop()) {
        m_paused = std::move(handle);
    }
}

void WorkerProcess::goOn()
{
    if (m_paused) {
        m_paused->resume();
        m_paused.reset();
    }
}

bool WorkerProcess::give(const MemoryFile& program)
{
    if (const auto filled = m_program.fill(program); !filled) {
        finish(Verdict::Crash, filled.error().sentence());
        return false;
    }
    if (write(m_go, &m_first, sizeof m_first) != static_cast<ssize_t>(sizeof m_first)) {
        reap();
        return false;
    }
    return true;
}

bool WorkerProcess::waitLoaded(Milliseconds timeout)
{
    if (m_started <= 0 || !awaitDone(wire::kLoaded, timeout)) {
        return false;
    }
    m_worker = ProcessHandle::find(m_started, m_wrapped);
    if (!m_worker) {
        reap();
    }
    return m_worker.has_value();
}

double WorkerProcess::call(wire::Go go, Milliseconds timeout)
{
    return send(go, timeout, false);
}

double WorkerProcess::callAwake(const wire::Go& go, Milliseconds timeout)
{
    return send(go, timeout, true);
}

double WorkerProcess::send(wire::Go go, Milliseconds timeout, bool awake)
{
    if (m_started <= 0) {
        return -1;
    }
    go.nonce = m_nonce = systemRandom();
    const double start = monotonicSeconds();
    if (write(m_go, &go, sizeof go) != static_cast<ssize_t>(sizeof go)) {
        reap();
        return -1;
    }
    if (awake) {
        waitAwake(m_done);
    }
    if (!awaitDone(go.nonce, timeout)) {
        return -1;
    }
    return monotonicSeconds() - start;
}

bool WorkerProcess::callAhead(wire::Go go)
{
    go.nonce = systemRandom();
    if (m_started <= 0 || write(m_go, &go, sizeof go) != static_cast<ssize_t>(sizeof go)) {
        reap();
        return false;
    }
    m_ahead.push_back(go.nonce);
    return true;
}

bool WorkerProcess::awaitAhead(Milliseconds timeout)
{
    const std::vector<std::uint64_t> nonces = std::exchange(m_ahead, {});
    return m_started > 0 && std::ranges::all_of(nonces, [&](std::uint64_t nonce) { return awaitDone(nonce, timeout); });
}

bool WorkerProcess::awaitDone(std::uint64_t nonce, Milliseconds timeout)
{
    const auto deadline = SteadyClock::now() + timeout;
    for (;;) {
        std::array<pollfd, 2> waits{{{m_done, POLLIN, 0}, {m_output, POLLIN, 0}}};
        const auto left = std::chrono::duration_cast<Milliseconds>(deadline - SteadyClock::now());
        const auto wait = std::clamp(left, Milliseconds(0), kLook) + Milliseconds(1);
        const int ready = poll(waits.data(), m_output < 0 ? 1 : 2, static_cast<int>(wait.count()));
        if (ready == 0 && threads().all > kMostThreads) {
            finish(Verdict::Crash, "it started more than " + std::to_string(kMostThreads) + " threads");
            return false;
        }
        if (waits[0].revents != 0) {
            wire::Done done{};
            const ssize_t n = read(m_done, &done, sizeof done);
            const bool right = n == static_cast<ssize_t>(sizeof done) && done.nonce == nonce;
            if (right || (n > 0 && !m_checksAnswers)) {
                return true;
            }
            if (n > 0) {
                finish(Verdict::Cheat, "it wrote into the judge's pipe, an answer it was not asked for");
            } else {
                reap();
            }
            return false;
        }
        // Whether it was quiet or not: who prints a byte now and then would be waited for until it has printed 1 MiB.
        if (SteadyClock::now() >= deadline) {
            finish(Verdict::Timeout, "it did not return within " + std::to_string(timeout.count()) + " ms");
            return false;
        }
        if (waits[1].revents != 0 && !readOutput()) {
            return false;
        }
    }
}

bool WorkerProcess::readOutput()
{
    std::array<char, 1 << 16> chunk;
    const ssize_t n = read(m_output, chunk.data(), chunk.size());
    if (n <= 0) {
        if (n == 0) {
            closeFd(m_output); // it closed both; what counts comes over the other pipe
        }
        return true;
    }
    m_printed += static_cast<std::size_t>(n);
    m_text.append(chunk.data(), std::min(static_cast<std::size_t>(n), kTextCap - std::min(kTextCap, m_text.size())));
    if (m_printed > kPrintedCap) {
        finish(Verdict::Crash, "it flooded its output with more than 1 MiB of text");
        return false;
    }
    return true;
}

std::optional<double> WorkerProcess::deviceSeconds() const
{
    wire::DeviceTime time{};
    std::memcpy(&time, m_hint.data() + wire::kDeviceTimeOffset, sizeof time);
    return time.nonce == m_nonce ? std::optional(time.seconds) : std::nullopt;
}

bool WorkerProcess::freeze()
{
    if (!m_worker) {
        return false;
    }
    if (!m_worker->stop()) {
        if (m_worker->ended()) {
            reap();
        } else {
            finish(Verdict::Crash, "it could not be stopped after its return");
        }
        return false;
    }
    m_frozen = true;
    wire::Done extra{};
    if (read(m_done, &extra, sizeof extra) > 0 && m_checksAnswers) {
        finish(Verdict::Cheat, "it wrote into the judge's pipe, an answer it was not asked for");
        return false;
    }
    return true;
}

void WorkerProcess::thaw()
{
    if (m_worker && std::exchange(m_frozen, false)) {
        m_worker->resume();
    }
}

void WorkerProcess::finish(Verdict verdict, std::string reason)
{
    m_worker.reset();
    if (m_started > 0) {
        killBelow(m_started); // the first process of the namespace, and with it all that is in there
        kill(m_started, SIGKILL);
        waitpid(m_started, nullptr, 0);
        m_started = -1;
    }
    m_end = {verdict, std::move(reason)};
}

void WorkerProcess::reap()
{
    if (m_started <= 0) {
        return;
    }
    if (!m_worker) {
        m_worker = ProcessHandle::find(m_started, m_wrapped);
    }
    // The pipe is closed, so it is dying or has closed it itself: then it is killed, and that is what is said. Once it
    // is dead bubblewrap passes its end on, which takes as long as a busy machine takes to get to it.
    const auto closed = SteadyClock::now();
    const auto waited = [&](Milliseconds limit) { return SteadyClock::now() - closed > limit; };
    int status = 0;
    while (waitpid(m_started, &status, WNOHANG) == 0) {
        if (waited(Milliseconds(200)) && m_worker && !m_worker->ended()) {
            finish(Verdict::Cheat, "it closed the judge's pipe");
            return;
        }
        if (waited(Milliseconds(10'000))) {
            finish(Verdict::Crash, "its sandbox did not end with it");
            return;
        }
        const timespec pause{0, 200'000};
        nanosleep(&pause, nullptr);
    }
    m_started = -1;
    m_worker.reset();
    while (m_output >= 0 && m_text.size() < kTextCap) {
        const std::size_t before = m_printed;
        if (!readOutput() || m_printed == before) {
            break;
        }
    }
    wire::Hint hint{};
    std::memcpy(&hint, m_hint.data(), sizeof hint);
    std::array<char, wire::kNoteBytes + 1> note{};
    std::memcpy(note.data(), m_hint.data() + wire::kNoteOffset, wire::kNoteBytes);
    m_end = describeEnd(status, hint, message(note.data()));
}

/// The note that the worker left, or else the first line that it printed; one line, which can be shown.
std::string WorkerProcess::message(const char* note) const
{
    std::string line = *note ? note : m_text;
    line.resize(std::min(line.size(), line.find('\n')));
    std::erase_if(line, [](unsigned char c) { return c < ' ' || c == 127; });
    return line;
}

} // namespace espalier
