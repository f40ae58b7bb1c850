#include "core/evaluate/finalist/sanitizedprogram.h"

#include "core/base/file.h"
#include "core/base/rng.h"
#include "core/task/generator.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

namespace espalier {
namespace {

/// Without the containers of the standard library, which would take half a second of every finalist to compile.
constexpr const char* kMain = R"cpp(
#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" void kernel(const void* const* in, void* const* out, const std::int64_t* dims, void* stream);
extern "C" void omp_set_num_threads(int) __attribute__((weak));
extern "C" const char* __asan_default_options() { return "detect_leaks=0:halt_on_error=1:exitcode=66:hard_rss_limit_mb=3000:detect_stack_use_after_return=0"; }
extern "C" const char* __ubsan_default_options() { return "halt_on_error=1:exitcode=66:print_stacktrace=0"; }
extern "C" const char* __tsan_default_options() { return "halt_on_error=1:exitcode=66:hard_rss_limit_mb=3000:report_signal_unsafe=0"; }

namespace {

FILE* g_file;

std::uint64_t number()
{
    std::uint64_t value = 0;
    if (std::fread(&value, sizeof value, 1, g_file) != 1) {
        std::abort();
    }
    return value;
}

void* block(std::uint64_t bytes, bool filled)
{
    void* memory = nullptr;
    if (posix_memalign(&memory, 64, bytes) != 0 || (filled && bytes > 0 && std::fread(memory, bytes, 1, g_file) != 1)) {
        std::abort();
    }
    return memory;
}

int count(std::uint64_t most)
{
    const std::uint64_t value = number();
    if (value > most) {
        std::abort();
    }
    return static_cast<int>(value);
}

void oneCase()
{
    std::int64_t dims[64];
    void* in[64];
    void* out[64];
    const int dimCount = count(64);
    for (int i = 0; i < dimCount; ++i) {
        dims[i] = static_cast<std::int64_t>(number());
    }
    const int inCount = count(64);
    for (int i = 0; i < inCount; ++i) {
        in[i] = block(number(), true);
    }
    const int outCount = count(64);
    for (int i = 0; i < outCount; ++i) {
        out[i] = block(number(), false);
    }
    kernel(in, out, dims, nullptr);
    kernel(in, out, dims, nullptr);
    for (int i = 0; i < inCount; ++i) {
        std::free(in[i]);
    }
    for (int i = 0; i < outCount; ++i) {
        std::free(out[i]);
    }
}

} // namespace

int main()
{
    g_file = std::fopen("cases.bin", "rb");
    if (!g_file) {
        return 3;
    }
    if (omp_set_num_threads) {
        omp_set_num_threads(4);
    }
    for (std::uint64_t left = number(); left > 0; --left) {
        oneCase();
    }
    std::printf("\n%llx\n", static_cast<unsigned long long>(number()));
}
)cpp";

constexpr const char* kAnnotations = R"cpp(
extern "C" {
void __tsan_acquire(void*);
void __tsan_release(void*);
using Body = void (*)(void*);
static char forks, joins, barriers, locks;
struct Job { Body body; void* data; };
static void inThread(void* job)
{
    __tsan_acquire(&forks);
    static_cast<Job*>(job)->body(static_cast<Job*>(job)->data);
    __tsan_release(&joins);
}
#define PLAIN __attribute__((no_sanitize("thread")))
void __real_GOMP_parallel(Body, void*, unsigned, unsigned);
PLAIN void __wrap_GOMP_parallel(Body body, void* data, unsigned threads, unsigned flags)
{
    Job job{body, data};
    __tsan_release(&forks);
    __real_GOMP_parallel(inThread, &job, threads, flags);
    __tsan_acquire(&joins);
}
#define LOOP(NAME) \
    void __real_GOMP_parallel_loop_##NAME(Body, void*, unsigned, long, long, long, long, unsigned); \
    PLAIN void __wrap_GOMP_parallel_loop_##NAME(Body body, void* data, unsigned threads, long start, long end, long step, long chunk, unsigned flags) \
    { \
        Job job{body, data}; \
        __tsan_release(&forks); \
        __real_GOMP_parallel_loop_##NAME(inThread, &job, threads, start, end, step, chunk, flags); \
        __tsan_acquire(&joins); \
    }
LOOP(static) LOOP(dynamic) LOOP(guided) LOOP(nonmonotonic_dynamic) LOOP(nonmonotonic_guided)
#define LOOP_RUNTIME(NAME) \
    void __real_GOMP_parallel_loop_##NAME(Body, void*, unsigned, long, long, long, unsigned); \
    PLAIN void __wrap_GOMP_parallel_loop_##NAME(Body body, void* data, unsigned threads, long start, long end, long step, unsigned flags) \
    { \
        Job job{body, data}; \
        __tsan_release(&forks); \
        __real_GOMP_parallel_loop_##NAME(inThread, &job, threads, start, end, step, flags); \
        __tsan_acquire(&joins); \
    }
LOOP_RUNTIME(runtime) LOOP_RUNTIME(maybe_nonmonotonic_runtime)
#define WAIT(NAME) \
    void __real_GOMP_##NAME(); \
    void __wrap_GOMP_##NAME() { __tsan_release(&barriers); __real_GOMP_##NAME(); __tsan_acquire(&barriers); }
WAIT(barrier) WAIT(loop_end)
#define LOCK(NAME) \
    void __real_GOMP_##NAME##_start(); \
    void __real_GOMP_##NAME##_end(); \
    void __wrap_GOMP_##NAME##_start() { __real_GOMP_##NAME##_start(); __tsan_acquire(&locks); } \
    void __wrap_GOMP_##NAME##_end() { __tsan_release(&locks); __real_GOMP_##NAME##_end(); }
LOCK(critical) LOCK(atomic)
void __real_GOMP_critical_name_start(void**);
void __real_GOMP_critical_name_end(void**);
void __wrap_GOMP_critical_name_start(void** name) { __real_GOMP_critical_name_start(name); __tsan_acquire(name); }
void __wrap_GOMP_critical_name_end(void** name) { __tsan_release(name); __real_GOMP_critical_name_end(name); }
}
)cpp";

constexpr std::array<std::string_view, 15> kWrapped{"parallel",
                                                    "parallel_loop_static",
                                                    "parallel_loop_dynamic",
                                                    "parallel_loop_guided",
                                                    "parallel_loop_nonmonotonic_dynamic",
                                                    "parallel_loop_nonmonotonic_guided",
                                                    "parallel_loop_runtime",
                                                    "parallel_loop_maybe_nonmonotonic_runtime",
                                                    "barrier",
                                                    "loop_end",
                                                    "critical_start",
                                                    "critical_end",
                                                    "atomic_start",
                                                    "atomic_end",
                                                    "critical_name_start"};

void append(std::string& bytes, std::uint64_t value)
{
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

} // namespace

const std::string& sanitizedMain()
{
    static const std::string text = kMain;
    return text;
}

const std::string& openMpAnnotations()
{
    static const std::string text = kAnnotations;
    return text;
}

std::vector<std::string> openMpWraps()
{
    std::vector<std::string> options{"-Wl,--wrap=GOMP_critical_name_end"};
    for (const std::string_view name : kWrapped) {
        options.push_back("-Wl,--wrap=GOMP_" + std::string(name));
    }
    return options;
}

bool isAnnotated(const std::string& symbol)
{
    constexpr std::string_view kPrefix = "GOMP_";
    if (symbol.rfind(kPrefix, 0) != 0) {
        return true;
    }
    const std::string_view name = std::string_view(symbol).substr(kPrefix.size(), symbol.find('@') - kPrefix.size());
    // Handing out iterations orders nothing that a correct loop relies on.
    const bool handsOut =
        name.rfind("loop_", 0) == 0 && name.find("ordered") == name.npos && name.find("doacross") == name.npos;
    return handsOut || name == "single_start" || name == "critical_name_end" ||
           std::find(kWrapped.begin(), kWrapped.end(), name) != kWrapped.end();
}

Result<std::string> writeSanitizerCases(const Task& task, const std::filesystem::path& file)
{
    std::vector<const Case*> cases = task.casesOf(CaseRole::Smoke);
    const auto hidden = task.casesOf(CaseRole::Hidden);
    cases.insert(cases.end(), hidden.begin(), hidden.end());
    Rng rng(systemRandom());
    std::string bytes;
    append(bytes, cases.size());
    for (const Case* one : cases) {
        append(bytes, one->dims.size());
        for (const auto& [name, value] : one->dims) {
            append(bytes, static_cast<std::uint64_t>(value));
        }
        const InputSet inputs(task, one->dims, rng);
        append(bytes, task.inputs.size());
        for (std::size_t i = 0; i < task.inputs.size(); ++i) {
            const std::size_t size = task.inputs[i].bytes(one->dims);
            append(bytes, size);
            bytes.append(static_cast<const char*>(inputs.buffers()[i]), size);
        }
        append(bytes, task.outputs.size());
        for (const Tensor& output : task.outputs) {
            append(bytes, output.bytes(one->dims));
        }
    }
    const std::uint64_t nonce = systemRandom();
    append(bytes, nonce);
    if (auto written = writeFileAtomic(file, bytes); !written) {
        return written.error();
    }
    char text[20];
    std::snprintf(text, sizeof text, "%llx", static_cast<unsigned long long>(nonce));
    return std::string(text);
}

} // namespace espalier
