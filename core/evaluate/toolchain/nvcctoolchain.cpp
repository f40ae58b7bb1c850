#include "core/evaluate/toolchain/nvcctoolchain.h"

#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/base/process.h"
#include "core/cuda/hostentry.h"
#include "core/evaluate/toolchain/buildcache.h"
#include "core/evaluate/toolchain/buildlog.h"

#include <string_view>
#include <unistd.h>
#include <utility>

namespace espalier {
namespace {

namespace fs = std::filesystem;

constexpr const char* kLibrary = "candidate.so";

/// A linker names what it misses in the line before the one that says "error".
std::string whyNot(const ProcessOutcome& run, const std::string& log, const ProcessLimits& limits)
{
    constexpr std::string_view kMissing = "undefined reference to ";
    const std::size_t at = log.find(kMissing);
    if (at == std::string::npos || log.find("error:") < at) {
        return whyItFailed(run, log, limits);
    }
    const std::size_t begin = at + kMissing.size();
    return "it uses a function that is nowhere defined, or does not define the one that task.h declares: " +
           log.substr(begin, std::min<std::size_t>(log.find('\n', begin) - begin, 300));
}

} // namespace

NvccToolchain::NvccToolchain(const Task& task, fs::path folder, fs::path confiner, Sandbox sandbox,
                             CudaArchitecture architecture, ProcessLimits limits)
    : m_header(hostHeader(task)), m_entryPoint(hostEntryPoint(task)), m_folder(std::move(folder)),
      m_confiner(std::move(confiner)), m_sandbox(std::move(sandbox)), m_architecture(architecture), m_limits(limits)
{
}

std::optional<fs::path> NvccToolchain::findCompiler()
{
    std::optional<fs::path> found = findOnPath("nvcc");
    for (const char* place : {"/usr/local/cuda/bin/nvcc", "/usr/lib/cuda/bin/nvcc", "/opt/cuda/bin/nvcc"}) {
        if (!found && access(place, X_OK) == 0) {
            found = place;
        }
    }
    std::error_code failed;
    const fs::path real = found ? fs::canonical(*found, failed) : fs::path();
    return failed ? found : found ? std::optional(real) : std::nullopt;
}

BuildOutcome NvccToolchain::build(const Candidate& candidate, std::stop_token stop)
{
    const auto compiler = findCompiler();
    if (!compiler) {
        return refusedBuild(Verdict::BuildFailed,
                            "it brings host code, and the compiler nvcc is not on this machine; install the CUDA "
                            "Toolkit, version 12 or later");
    }
    const fs::path folder = m_folder / ("host-" + std::to_string(m_number++));
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed || !writeFileAtomic(folder / "task.h", m_header) ||
        !writeFileAtomic(folder / "candidate.cu", candidate.source) ||
        !writeFileAtomic(folder / "entry.cu", m_entryPoint)) {
        return refusedBuild(Verdict::BuildFailed,
                            "cannot write the source to " + folder.string() + "; is the disk full");
    }
    std::vector<std::string> command{"nvcc", "-std=c++20", "-shared", "-O3", "-arch=" + m_architecture.name(),
                                     // Of each kernel: registers, shared memory, spills.
                                     "-Xptxas=-v", "-Xcompiler=-fPIC,-fvisibility=hidden", "-Xlinker=-z,defs"};
    command.insert(command.end(), candidate.options.begin(), candidate.options.end());
    command.insert(command.end(), {"-o", kLibrary, "entry.cu"});
    std::vector<std::string> argv = command;
    argv.front() = compiler->string();
    const auto run = runProcess(confinedBuild(m_sandbox, m_confiner, folder, argv, m_limits), std::move(stop));
    BuildOutcome outcome;
    outcome.tier = 2;
    outcome.report.command = joined(command);
    if (!run) {
        outcome.reason = run.error().sentence();
        return outcome;
    }
    outcome.report.seconds = run->seconds;
    outcome.report.log = printable(run->output);
    if (run->succeeded() && fs::exists(folder / kLibrary, failed)) {
        outcome.library = folder / kLibrary;
    } else {
        outcome.reason = whyNot(*run, outcome.report.log, m_limits);
        fs::remove_all(folder, failed);
    }
    return outcome;
}

} // namespace espalier
