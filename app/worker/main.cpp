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
#include "app/worker/post.h"
#include "core/evaluate/judge/wire.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <initializer_list>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef __x86_64__
#include <xmmintrin.h>
#endif

namespace {

using namespace espalier;

using Kernel = void (*)(const void* const*, void* const*, const std::int64_t*, void*);

[[noreturn]] void serve(Kernel kernel)
{
#ifdef __x86_64__
    const unsigned control = _mm_getcsr();
#endif
    for (;;) {
        const wire::Go go = post::nextCall();
        const void* in[wire::kMaxTensors];
        void* out[wire::kMaxTensors];
        for (unsigned i = 0; i < go.inputs; ++i) {
            in[i] = post::inputs().begin + go.inputOffset[i];
        }
        for (unsigned i = 0; i < go.outputs; ++i) {
            out[i] = post::outputs().begin + go.outputOffset[i];
        }
#ifdef __x86_64__
        _mm_setcsr(control); // a kernel that changed the rounding gains nothing for its next call
#endif
        kernel(in, out, go.dim, nullptr);
        post::say(go.nonce);
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

/// clang's OpenMP library makes a file in /dev/shm when it is first asked for anything, which a locked-down process
/// must not, and version 14 ends the process when it cannot. So the system's own copy is started before the lock where
/// the candidate wants it; it starts no thread yet.
void startOpenMpOfClang()
{
    constexpr char kName[] = "libomp.so.5";
    struct stat info = {};
    if (fstat(wire::kLibraryFd, &info) != 0 || info.st_size <= 0) {
        return;
    }
    const auto size = static_cast<std::size_t>(info.st_size);
    void* bytes = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, wire::kLibraryFd, 0);
    if (bytes == MAP_FAILED) {
        return;
    }
    const bool wanted = memmem(bytes, size, kName, sizeof kName) != nullptr;
    munmap(bytes, size);
    void* library = wanted ? dlopen(kName, RTLD_NOW | RTLD_LOCAL) : nullptr;
    if (void* ask = library ? dlsym(library, "omp_get_max_threads") : nullptr) {
        reinterpret_cast<int (*)()>(ask)();
    }
}

/// `filter`: "filter" where system calls can be filtered on this machine, else "-".
int runCandidate(const char* addressSpace, const char* filter)
{
    if (!post::take()) {
        return wire::kExitNoMemory;
    }
    startOpenMpOfClang();
    post::installHandlers();
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
    post::say(wire::kLoaded);
    serve(reinterpret_cast<Kernel>(kernel));
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
        return runConfined(argv[2], argv + 4);
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
