#include "core/task/kernelrun.h"

#include "core/task/sharedlibrary.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace espalier {
namespace {

constexpr std::size_t kGuard = 256;
constexpr int kPoison = 0x7f; ///< as a float 3.39e38, as an int64 9.2e18: neither is anybody's answer
constexpr int kCannotLoad = 117;

/// Memory that the child writes and the parent reads.
class SharedMemory
{
public:
    explicit SharedMemory(std::size_t bytes)
        : m_bytes(bytes), m_address(mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))
    {
    }
    ~SharedMemory()
    {
        if (valid()) {
            munmap(m_address, m_bytes);
        }
    }
    SharedMemory(const SharedMemory&) = delete;
    SharedMemory& operator=(const SharedMemory&) = delete;

    bool valid() const { return m_address != MAP_FAILED; }
    std::byte* data() const { return static_cast<std::byte*>(m_address); }

private:
    std::size_t m_bytes;
    void* m_address;
};

[[noreturn]] void callInChild(const std::filesystem::path& library, const std::vector<const void*>& inputs,
                              const std::vector<void*>& outputs, const std::vector<std::int64_t>& dims)
{
    for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) {
        std::signal(signal, SIG_DFL); // a crash is the answer; our own handlers would report it as ours
    }
    dup2(STDERR_FILENO, STDOUT_FILENO); // standard output belongs to our one document
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    using Kernel = void (*)(const void* const*, void* const*, const std::int64_t*, void*);
    const auto opened = SharedLibrary::open(library);
    const auto kernel = opened ? reinterpret_cast<Kernel>((*opened)->symbol("kernel")) : nullptr;
    if (!kernel) {
        _exit(kCannotLoad);
    }
    kernel(inputs.data(), outputs.data(), dims.data(), nullptr);
    _exit(0);
}

/// How the child ended, as the why of an error; empty when it returned.
std::string waitFor(pid_t child, std::chrono::milliseconds limit)
{
    const auto deadline = std::chrono::steady_clock::now() + limit;
    int status = 0;
    auto nap = std::chrono::microseconds(200);
    while (waitpid(child, &status, WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() > deadline) {
            kill(child, SIGKILL);
            waitpid(child, &status, 0);
            return "it did not return within " + std::to_string(limit.count()) + " ms";
        }
        std::this_thread::sleep_for(nap);
        nap = std::min(nap * 2, std::chrono::microseconds(20'000));
    }
    if (WIFSIGNALED(status)) {
        return "it crashed (" + std::string(strsignal(WTERMSIG(status))) + ")";
    }
    const int code = WEXITSTATUS(status);
    if (code == kCannotLoad) {
        return "its library cannot be loaded";
    }
    return code == 0 ? "" : "it ended the process with exit code " + std::to_string(code);
}

} // namespace

Result<std::vector<std::vector<std::byte>>> runKernel(const Task& task, const std::filesystem::path& library,
                                                      const Dims& dims, const std::vector<const void*>& inputs,
                                                      std::chrono::milliseconds limit)
{
    Error failed{ErrorKind::Answer, "the kernel of " + task.name + " failed", "", "mend it"};
    std::vector<std::size_t> offsets;
    std::size_t total = 0;
    for (const Tensor& output : task.outputs) {
        offsets.push_back(total);
        total += (output.bytes(dims) + 2 * kGuard) / kGuard * kGuard; // at least one guard behind each output
    }
    const SharedMemory memory(total);
    if (!memory.valid()) {
        return Error{ErrorKind::Machine, "cannot hold the outputs of " + task.name, "there is not enough memory",
                     "use smaller cases"};
    }
    std::memset(memory.data(), kPoison, total);
    std::vector<void*> outputs;
    for (const std::size_t offset : offsets) {
        outputs.push_back(memory.data() + offset);
    }
    std::vector<std::int64_t> sizes;
    for (const auto& [name, value] : dims) {
        sizes.push_back(value);
    }
    const pid_t child = fork();
    if (child < 0) {
        return Error{ErrorKind::Machine, "cannot start a process", std::strerror(errno),
                     "close some programs and try again"};
    }
    if (child == 0) {
        callInChild(library, inputs, outputs, sizes);
    }
    failed.why = waitFor(child, limit);
    std::vector<std::vector<std::byte>> result;
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        const std::byte* begin = memory.data() + offsets[i];
        const std::byte* end = begin + task.outputs[i].bytes(dims);
        const std::byte* guardEnd = memory.data() + (i + 1 < offsets.size() ? offsets[i + 1] : total);
        result.emplace_back(begin, end);
        if (failed.why.empty() && !std::all_of(end, guardEnd, [](std::byte b) { return b == std::byte{kPoison}; })) {
            failed.why = "it writes past the end of " + task.outputs[i].name;
        }
    }
    if (!failed.why.empty()) {
        return failed;
    }
    return result;
}

} // namespace espalier
