#include "app/worker/post.h"

#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <initializer_list>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace espalier {
namespace {

constexpr std::size_t kGuard = std::size_t{1} << 20;

post::Mapping g_inputs;
post::Mapping g_outputs;
wire::Hint* g_hint = nullptr;

/// The whole file between two guards that fault on touch.
post::Mapping mapGuarded(int fd, int protection)
{
    struct stat info = {};
    if (fstat(fd, &info) != 0 || info.st_size <= 0) {
        return {};
    }
    const auto bytes = static_cast<std::size_t>(info.st_size);
    void* space = mmap(nullptr, bytes + 2 * kGuard, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (space == MAP_FAILED) {
        return {};
    }
    auto* begin = static_cast<unsigned char*>(space) + kGuard;
    if (mmap(begin, bytes, protection, MAP_SHARED | MAP_FIXED, fd, 0) == MAP_FAILED) {
        return {};
    }
    return {begin, bytes};
}

void tellWhy(int signal, siginfo_t* info, void*)
{
    g_hint->signal = signal;
    g_hint->syscall = signal == SIGSYS ? info->si_syscall : 0;
    g_hint->place = signal == SIGSYS                         ? wire::kElsewhere
                    : g_inputs.holds(info->si_addr)          ? wire::kInInputs
                    : g_outputs.holds(info->si_addr, kGuard) ? wire::kAroundOutputs
                                                             : wire::kElsewhere;
    if (signal == SIGSYS) {
        // Changing this handler is what the filter kills for: the death the judge sees is the kernel's, not ours.
        std::signal(SIGSYS, SIG_DFL);
    }
    struct sigaction plain = {};
    plain.sa_handler = SIG_DFL;
    sigaction(signal, &plain, nullptr);
    raise(signal);
}

} // namespace

namespace post {

bool Mapping::holds(const void* address, std::size_t margin) const
{
    const auto* p = static_cast<const unsigned char*>(address);
    return p >= begin - margin && p < begin + bytes + margin;
}

bool take()
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setsid();
    close_range(wire::kLastFd + 1, ~0U, 0);
    g_inputs = mapGuarded(wire::kInputFd, PROT_READ);
    g_outputs = mapGuarded(wire::kOutputFd, PROT_READ | PROT_WRITE);
    void* hint = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, wire::kHintFd, 0);
    if (!g_inputs.begin || !g_outputs.begin || hint == MAP_FAILED) {
        return false;
    }
    g_hint = static_cast<wire::Hint*>(hint);
    close(wire::kInputFd);
    close(wire::kOutputFd);
    close(wire::kHintFd);
    const int score = open("/proc/self/oom_score_adj", O_WRONLY); // before anybody else when memory runs out
    if (score >= 0) {
        [[maybe_unused]] const ssize_t n = write(score, "1000", 4);
        close(score);
    }
    return true;
}

std::string takeLibrary()
{
    struct stat info = {};
    std::string bytes;
    if (fstat(wire::kLibraryFd, &info) == 0 && info.st_size > 0) {
        bytes.resize(static_cast<std::size_t>(info.st_size));
        const ssize_t got = pread(wire::kLibraryFd, bytes.data(), bytes.size(), 0);
        bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    }
    close(wire::kLibraryFd);
    return bytes;
}

const Mapping& inputs()
{
    return g_inputs;
}

const Mapping& outputs()
{
    return g_outputs;
}

void installHandlers()
{
    static unsigned char stack[64 << 10];
    stack_t alternative = {};
    alternative.ss_sp = stack;
    alternative.ss_size = sizeof stack;
    sigaltstack(&alternative, nullptr);
    struct sigaction action = {};
    action.sa_sigaction = tellWhy;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
    for (const int signal : {SIGSYS, SIGSEGV, SIGBUS}) {
        sigaction(signal, &action, nullptr);
    }
}

bool readAll(int fd, void* to, std::size_t bytes)
{
    auto* p = static_cast<unsigned char*>(to);
    while (bytes > 0) {
        // Not read(): once there have been threads the library's takes more stack, and the judge compares how deep a
        // worker waits (core/evaluate/judge/waitingplace.h).
        const auto n = static_cast<ssize_t>(syscall(SYS_read, fd, p, bytes));
        if (n <= 0) {
            return false;
        }
        p += n;
        bytes -= static_cast<std::size_t>(n);
    }
    return true;
}

wire::Go nextCall()
{
    wire::Go go;
    if (!readAll(wire::kGoFd, &go, sizeof go)) {
        _exit(0); // the judge is gone
    }
    return go;
}

void say(std::uint64_t nonce)
{
    const wire::Done done{nonce};
    if (write(wire::kDoneFd, &done, sizeof done) != static_cast<ssize_t>(sizeof done)) {
        _exit(0);
    }
}

void note(const char* text)
{
    char* to = reinterpret_cast<char*>(g_hint) + wire::kNoteOffset;
    std::strncpy(to, text, wire::kNoteBytes - 1);
}

void sayDeviceTime(std::uint64_t nonce, double seconds)
{
    const wire::DeviceTime time{nonce, seconds};
    std::memcpy(reinterpret_cast<unsigned char*>(g_hint) + wire::kDeviceTimeOffset, &time, sizeof time);
}

} // namespace post
} // namespace espalier
