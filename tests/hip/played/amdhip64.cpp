// ROCm's runtime as espalier-hipworker opens it, with a GPU that is played: memory is the process's own, the one kernel
// that it can run is softmax, and a word within the program says how that behaves. The clock says what really passes.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <elf.h>
#include <string_view>
#include <thread>
#include <unistd.h>

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kSuccess = 0;
constexpr int kInvalidValue = 1;
constexpr int kNotFound = 500;
constexpr int kLaunchFailure = 719;
constexpr std::size_t kMemory = std::size_t{64} << 20;

std::string_view program;      ///< what was loaded
Clock::duration queued{};      ///< that launches take, until someone waits
Clock::time_point queuedSince; ///< when the first of them came
bool failed = false;           ///< as a device that is of no more use

bool says(std::string_view word)
{
    return program.find(word) != std::string_view::npos;
}

/// To the last byte of its table of sections, which compilers write last.
std::string_view elfFile(const void* image)
{
    Elf64_Ehdr header;
    std::memcpy(&header, image, sizeof header);
    return {static_cast<const char*>(image), header.e_shoff + header.e_shnum * sizeof(Elf64_Shdr)};
}

void softmax(const float* x, float* y, long rows, long cols)
{
    for (long r = 0; r < rows; ++r, x += cols, y += cols) {
        const float largest = *std::max_element(x, x + cols);
        float sum = 0;
        for (long c = 0; c < cols; ++c) {
            y[c] = std::exp(x[c] - largest);
            sum += y[c];
        }
        for (long c = 0; c < cols; ++c) {
            y[c] /= sum;
        }
    }
}

/// Whoever sleeps is soon at work again on a busy machine.
int wait()
{
    const auto end = queuedSince + queued;
    std::this_thread::sleep_until(end - std::chrono::microseconds(200));
    while (queued > Clock::duration::zero() && Clock::now() < end) {
    }
    queued = {};
    return failed ? kLaunchFailure : kSuccess;
}

} // namespace

#pragma GCC visibility push(default)
extern "C" {

int hipInit(unsigned)
{
    return kSuccess;
}

const char* hipGetErrorName(int code)
{
    return code == kLaunchFailure ? "hipErrorLaunchFailure" : "hipErrorPlayed";
}

const char* hipGetErrorString(int)
{
    return "unspecified launch failure";
}

int hipGetDeviceCount(int* count)
{
    *count = 1;
    return kSuccess;
}

int hipDeviceGet(int* device, int ordinal)
{
    *device = ordinal;
    return kSuccess;
}

int hipSetDevice(int)
{
    return kSuccess;
}

int hipDeviceGetName(char* name, int bytes, int)
{
    std::snprintf(name, static_cast<std::size_t>(bytes), "A GPU that is played");
    return kSuccess;
}

/// By the numbers of hip_runtime_api.h.
int hipDeviceGetAttribute(int* value, int attribute, int)
{
    *value = attribute == 19 ? 1 << 20 : attribute == 63 ? 104 : attribute == 74 ? 65536 : attribute == 87 ? 64 : 0;
    return kSuccess;
}

int hipDeviceTotalMem(std::size_t* bytes, int)
{
    *bytes = kMemory;
    return kSuccess;
}

/// 1472 bytes of ROCm 6, the name of the architecture somewhere behind their middle.
int hipGetDevicePropertiesR0600(void* properties, int)
{
    constexpr char kName[] = "gfx90a:sramecc+:xnack-";
    std::memset(properties, 0, 1472);
    std::memcpy(static_cast<char*>(properties) + 1160, kName, sizeof kName);
    return kSuccess;
}

int hipStreamCreateWithFlags(void** stream, unsigned)
{
    *stream = &queued;
    return kSuccess;
}

int hipStreamSynchronize(void*)
{
    return wait();
}

int hipEventCreateWithFlags(void** event, unsigned)
{
    *event = new Clock::time_point;
    return kSuccess;
}

int hipEventRecord(void* event, void*)
{
    const int waited = wait();
    *static_cast<Clock::time_point*>(event) = Clock::now();
    return waited;
}

int hipEventSynchronize(void*)
{
    return wait();
}

int hipEventElapsedTime(float* milliseconds, void* start, void* end)
{
    const std::chrono::duration<float, std::milli> passed =
        *static_cast<Clock::time_point*>(end) - *static_cast<Clock::time_point*>(start);
    *milliseconds = passed.count();
    return kSuccess;
}

int hipMalloc(void** address, std::size_t bytes)
{
    *address = std::aligned_alloc(256, (bytes + 511) / 256 * 256);
    return *address ? kSuccess : 2;
}

int hipHostRegister(void*, std::size_t, unsigned)
{
    return kInvalidValue;
}

int hipMemsetAsync(void* to, int value, std::size_t bytes, void*)
{
    std::memset(to, value, bytes);
    return kSuccess;
}

int hipMemcpyHtoDAsync(void* to, void* from, std::size_t bytes, void*)
{
    std::memcpy(to, from, bytes);
    return kSuccess;
}

int hipMemcpyDtoHAsync(void* to, void* from, std::size_t bytes, void*)
{
    std::memcpy(to, from, bytes);
    return kSuccess;
}

int hipModuleLoadData(void** module, const void* image)
{
    program = elfFile(image);
    *module = &program;
    return says("played_unloadable") ? kInvalidValue : kSuccess;
}

int hipModuleGetFunction(void** function, void*, const char* name)
{
    static char known[] = "softmax";
    *function = std::strstr(name, known) ? known : nullptr;
    return *function ? kSuccess : kNotFound;
}

/// A launch computes at once, and takes its time when someone waits for it.
int hipModuleLaunchKernel(void*, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, void*,
                          void** parameters, void**)
{
    const auto at = [&](int n) { return *static_cast<std::uint64_t*>(parameters[n]); };
    const auto* x = reinterpret_cast<const float*>(at(0));
    auto* y = reinterpret_cast<float*>(at(1));
    const auto rows = static_cast<long>(at(2));
    const auto cols = static_cast<long>(at(3));
    if (says("played_abort")) {
        // As ROCm's runtime ends a process whose kernel touched what it must not.
        std::fputs("Memory access fault by GPU node-1 on address 0x7f0000000000. Reason: Unknown.\n", stderr);
        std::abort();
    }
    if (says("played_hang")) {
        pause();
    }
    failed = failed || says("played_fault");
    softmax(x, y, says("played_half") ? rows / 2 : rows, cols);
    if (says("played_pastend")) {
        y[rows * cols] = 1;
    }
    if (says("played_wrong")) {
        y[0] += 0.5F;
    }
    if (queued == Clock::duration::zero()) {
        queuedSince = Clock::now();
    }
    queued += std::chrono::microseconds(says("played_fast") ? 500 : 2000);
    return kSuccess;
}

} // extern "C"
#pragma GCC visibility pop
