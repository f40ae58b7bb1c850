// espalier-worker: runs one candidate for the judge. It maps the judge's inputs read-only and its own outputs, locks
// itself down, loads the candidate's library and then answers each Go with a Done. It has no word on verdict or time.
//
// `espalier-worker --confine FOLDER -- PROGRAM ARGS…` runs a compiler that can read the system's headers and libraries
// and write FOLDER, and sees no other file of the user.
//
// `espalier-worker --try BYTES ATTEMPT [ARG]` locks itself down as for a candidate, names the layers that took hold and
// attempts what they forbid; `espalier-worker --attempt ATTEMPT [ARG]` only attempts (app/worker/attempts.h).

#include "app/worker/attempts.h"
#include "app/worker/confine.h"
#include "core/evaluate/judge/wire.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <initializer_list>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef __x86_64__
#include <xmmintrin.h>
#endif

namespace {

using namespace espalier;

using Kernel = void (*)(const void* const*, void* const*, const std::int64_t*, void*);

constexpr std::size_t kGuard = std::size_t{1} << 20;

struct Mapping
{
    unsigned char* begin = nullptr;
    std::size_t bytes = 0;

    bool holds(const void* address, std::size_t margin = 0) const
    {
        const auto* p = static_cast<const unsigned char*>(address);
        return p >= begin - margin && p < begin + bytes + margin;
    }
};

Mapping g_inputs;
Mapping g_outputs;
wire::Hint* g_hint = nullptr;

/// The whole file between two guards that fault on touch.
Mapping mapGuarded(int fd, int protection)
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

void say(std::uint64_t nonce)
{
    const wire::Done done{nonce};
    if (write(wire::kDoneFd, &done, sizeof done) != static_cast<ssize_t>(sizeof done)) {
        _exit(0);
    }
}

[[noreturn]] void serve(Kernel kernel)
{
#ifdef __x86_64__
    const unsigned control = _mm_getcsr();
#endif
    for (;;) {
        wire::Go go;
        if (!readAll(wire::kGoFd, &go, sizeof go)) {
            _exit(0); // the judge is gone
        }
        const void* in[wire::kMaxTensors];
        void* out[wire::kMaxTensors];
        for (unsigned i = 0; i < go.inputs; ++i) {
            in[i] = g_inputs.begin + go.inputOffset[i];
        }
        for (unsigned i = 0; i < go.outputs; ++i) {
            out[i] = g_outputs.begin + go.outputOffset[i];
        }
#ifdef __x86_64__
        _mm_setcsr(control); // a kernel that changed the rounding gains nothing for its next call
#endif
        kernel(in, out, go.dim, nullptr);
        say(go.nonce);
    }
}

struct Layers
{
    bool namespaces = false; ///< of its own making, outside bubblewrap
    int landlock = 0;        ///< version, 0: not there
    bool calls = false;      ///< seccomp
};

/// Everything that confines a candidate except bubblewrap, which is round this program already.
bool lockDown(const char* addressSpace, Layers& layers)
{
    layers.namespaces = leaveNamespaces();
    layers.landlock = confineFiles(nullptr);
    const bool limited = limitResources(std::strtoull(addressSpace, nullptr, 10));
    layers.calls = confineCalls();
    return limited;
}

/// `filter`: "filter" where system calls can be filtered on this machine, else "-".
int runCandidate(const char* addressSpace, const char* filter)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setsid();
    close_range(wire::kLastFd + 1, ~0U, 0);
    g_inputs = mapGuarded(wire::kInputFd, PROT_READ);
    g_outputs = mapGuarded(wire::kOutputFd, PROT_READ | PROT_WRITE);
    void* hint = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, wire::kHintFd, 0);
    if (!g_inputs.begin || !g_outputs.begin || hint == MAP_FAILED) {
        return wire::kExitNoMemory;
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
    installHandlers();
    Layers layers;
    if (!lockDown(addressSpace, layers) || (!layers.calls && std::strcmp(filter, "filter") == 0)) {
        return wire::kExitNoSandbox;
    }
    char path[32];
    std::snprintf(path, sizeof path, "/proc/self/fd/%d", wire::kLibraryFd);
    void* library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    void* kernel = library ? dlsym(library, "kernel") : nullptr;
    if (!kernel) {
        std::fprintf(stderr, "%s\n", dlerror());
        return wire::kExitCannotLoad;
    }
    close(wire::kLibraryFd);
    say(wire::kLoaded);
    serve(reinterpret_cast<Kernel>(kernel));
}

int runConfined(char** argv)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    confineFiles(argv[2]);
    setenv("TMPDIR", argv[2], 1);
    execvp(argv[4], argv + 4);
    std::perror(argv[4]);
    return 127;
}

int runTry(int argc, char** argv)
{
    Layers layers;
    const bool limited = lockDown(argv[2], layers);
    // One write each: after the filter there is no standard library to rely on.
    char text[96];
    const int length = std::snprintf(text, sizeof text, "%s%s%s", limited ? "limits\n" : "",
                                     layers.namespaces ? "namespaces\n" : "", layers.calls ? "seccomp\n" : "");
    [[maybe_unused]] ssize_t written = write(STDOUT_FILENO, text, static_cast<std::size_t>(length));
    if (layers.landlock > 0) {
        const int size = std::snprintf(text, sizeof text, "landlock %d\n", layers.landlock);
        written = write(STDOUT_FILENO, text, static_cast<std::size_t>(size));
    }
    return attempt(argv[3], argc > 4 ? argv[4] : "");
}

} // namespace

int main(int argc, char** argv)
{
    if (argc >= 5 && std::strcmp(argv[1], "--confine") == 0 && std::strcmp(argv[3], "--") == 0) {
        return runConfined(argv);
    }
    if (argc == 4 && std::strcmp(argv[1], "--run") == 0) {
        return runCandidate(argv[2], argv[3]);
    }
    if (argc >= 4 && std::strcmp(argv[1], "--try") == 0) {
        return runTry(argc, argv);
    }
    if (argc >= 3 && std::strcmp(argv[1], "--attempt") == 0) {
        return attempt(argv[2], argc > 3 ? argv[3] : "");
    }
    std::fputs("espalier-worker is started by espalier-judge; use espalier.\n", stderr);
    return 2;
}
