// The worker's side of the wire for the modules in python/, which call it through ctypes: memory and tokens (post.h),
// confinement (confine.h) and the device's clock. Every function is called by the interpreter's main thread.

#include "app/pyworker/deviceclock.h"
#include "app/worker/confine.h"
#include "app/worker/post.h"
#include "core/cuda/gpufiles.h"

#include <cstdio>
#include <cstring>
#include <sys/resource.h>
#include <unistd.h>

using namespace espalier;

namespace {

DeviceClock g_clock;
std::string g_program;

[[noreturn]] void leave(int code, const char* why)
{
    post::note(why);
    _exit(code);
}

std::vector<std::filesystem::path> paths(const char* const* folders)
{
    std::vector<std::filesystem::path> list;
    for (; *folders; ++folders) {
        list.emplace_back(*folders);
    }
    return list;
}

struct InUse
{
    std::size_t addresses = 0; ///< bytes
    std::size_t data = 0;      ///< of them, those that only this process can write
};

InUse inUse()
{
    unsigned long size = 0;
    unsigned long data = 0;
    if (std::FILE* file = std::fopen("/proc/self/statm", "r")) {
        if (std::fscanf(file, "%lu %*u %*u %*u %*u %lu", &size, &data) != 2) {
            size = data = 0;
        }
        std::fclose(file);
    }
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    return {size * page, data * page};
}

/// A process with a driver in it reserves terabytes, so only what it can write counts.
bool limitData(std::size_t bytes)
{
    const rlimit none{0, 0};
    const rlimit data{bytes, bytes};
    return setrlimit(RLIMIT_CORE, &none) == 0 && setrlimit(RLIMIT_DATA, &data) == 0;
}

} // namespace

#define ESPALIER_SHOWN extern "C" __attribute__((visibility("default")))

ESPALIER_SHOWN int espalier_take()
{
    return post::take() ? 0 : wire::kExitNoMemory;
}

ESPALIER_SHOWN std::uintptr_t espalier_inputs(std::size_t* bytes)
{
    *bytes = post::inputs().bytes;
    return reinterpret_cast<std::uintptr_t>(post::inputs().begin);
}

ESPALIER_SHOWN std::uintptr_t espalier_outputs(std::size_t* bytes)
{
    *bytes = post::outputs().bytes;
    return reinterpret_cast<std::uintptr_t>(post::outputs().begin);
}

/// The program, once the first token has come.
ESPALIER_SHOWN const char* espalier_program(std::size_t* bytes)
{
    g_program = post::takeLibrary();
    *bytes = g_program.size();
    return g_program.data();
}

ESPALIER_SHOWN void espalier_next(wire::Go* go)
{
    *go = post::nextCall();
}

ESPALIER_SHOWN void espalier_say(std::uint64_t nonce)
{
    post::say(nonce);
}

ESPALIER_SHOWN void espalier_say_time(std::uint64_t nonce, double seconds)
{
    post::sayDeviceTime(nonce, seconds);
}

ESPALIER_SHOWN void espalier_leave(int code, const char* why)
{
    leave(code, why);
}

/// Without a driver in the process: limits, files and calls. `more` bytes may be used beyond what is in use. Returns
/// whether the filter of system calls took hold, -1 where the limits did not.
ESPALIER_SHOWN int espalier_confine(const char* const* readable, std::size_t more)
{
    const std::size_t limit = inUse().addresses + more;
    confineFiles(nullptr, {}, paths(readable));
    if (!limitResources(limit)) {
        return -1;
    }
    post::installHandlers();
    return confineCalls() ? 1 : 0;
}

/// Landlock is there: where it is and does not take hold, espalier_confine_device() fails.
ESPALIER_SHOWN int espalier_can_confine_files()
{
    return landlockVersion() >= 1 ? 1 : 0;
}

/// With a driver in the process, whose compilers must run: files and memory.
ESPALIER_SHOWN int espalier_confine_device(const char* writable, const char* const* readable, std::size_t more)
{
    const bool confined = confineFiles(writable, gpuFiles(), paths(readable)) >= 1 || landlockVersion() < 1;
    return confined && limitData(inUse().data + more) ? 0 : -1;
}

ESPALIER_SHOWN void espalier_copy(void* to, std::uint64_t from, std::size_t bytes)
{
    std::memcpy(to, reinterpret_cast<const void*>(from), bytes);
}

ESPALIER_SHOWN void espalier_clock_open()
{
    if (!g_clock.open()) {
        leave(wire::kExitNoDevice, g_clock.why().c_str());
    }
    g_clock.pin(post::inputs().begin, post::inputs().bytes, true);
    g_clock.pin(post::outputs().begin, post::outputs().bytes, false);
}

ESPALIER_SHOWN void espalier_clock_start()
{
    if (!g_clock.start()) {
        leave(wire::kExitDeviceFault, g_clock.why().c_str());
    }
}

ESPALIER_SHOWN double espalier_clock_stop()
{
    double seconds = 0;
    if (!g_clock.stop(seconds)) {
        leave(wire::kExitDeviceFault, g_clock.why().c_str());
    }
    return seconds;
}

ESPALIER_SHOWN void espalier_copy_in(std::uint64_t to, const void* from, std::size_t bytes)
{
    if (!g_clock.copyIn(to, from, bytes)) {
        leave(wire::kExitDeviceFault, g_clock.why().c_str());
    }
}

ESPALIER_SHOWN void espalier_copy_out(void* to, std::uint64_t from, std::size_t bytes)
{
    if (!g_clock.copyOut(to, from, bytes)) {
        leave(wire::kExitDeviceFault, g_clock.why().c_str());
    }
}

ESPALIER_SHOWN int espalier_changed(std::uint64_t device, const void* expected, std::size_t bytes)
{
    bool differ = false;
    if (!g_clock.compare(device, expected, bytes, differ)) {
        leave(wire::kExitDeviceFault, g_clock.why().c_str());
    }
    return differ ? 1 : 0;
}
