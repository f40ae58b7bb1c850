#include "core/evaluate/toolchain/hiptoolchain.h"

#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/base/process.h"
#include "core/cuda/hostentry.h"
#include "core/evaluate/toolchain/buildlog.h"
#include "core/evaluate/toolchain/launchfactsfile.h"
#include "core/evaluate/toolchain/sourceguard.h"
#include "core/opencl/caseplans.h"
#include "core/opencl/deviceprogram.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace espalier {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kCodeObjectCap = std::size_t{64} << 20;
constexpr std::size_t kOptionsCap = 16;
constexpr std::string_view kThreads = "--gpu-max-threads-per-block=";
constexpr int kMostThreads = 1024;

/// Under the name that CUDA has for it, so that a seed in CUDA C++ finds it; types and functions are named alike.
constexpr const char* kHalfHeader = "#include <hip/hip_fp16.h>\n";

bool isThreadLimit(std::string_view option)
{
    if (!option.starts_with(kThreads)) {
        return false;
    }
    option.remove_prefix(kThreads.size());
    int threads = 0;
    const auto [end, failed] = std::from_chars(option.data(), option.data() + option.size(), threads);
    return failed == std::errc() && end == option.data() + option.size() && threads >= 1 && threads <= kMostThreads;
}

} // namespace

std::optional<std::string> refusedHipOption(const std::vector<std::string>& options)
{
    static constexpr std::array<std::string_view, 14> kAllowed{"-O1",
                                                               "-O2",
                                                               "-O3",
                                                               "-ffast-math",
                                                               "-fno-math-errno",
                                                               "-ffp-contract=off",
                                                               "-ffp-contract=on",
                                                               "-ffp-contract=fast",
                                                               "-fgpu-flush-denormals-to-zero",
                                                               "-fno-gpu-flush-denormals-to-zero",
                                                               "-munsafe-fp-atomics",
                                                               "-mcumode",
                                                               "-mno-cumode",
                                                               "-w"};
    if (options.size() > kOptionsCap) {
        return "more than " + std::to_string(kOptionsCap) + " build options are not allowed";
    }
    for (const std::string& option : options) {
        if (std::ranges::find(kAllowed, option) == kAllowed.end() && !isThreadLimit(option)) {
            return "the build option \"" + option.substr(0, 60) +
                   "\" is not on the list of allowed ones: -O1 to -O3, -ffast-math, -fno-math-errno, -ffp-contract=…, "
                   "-fgpu-flush-denormals-to-zero, -munsafe-fp-atomics, -mcumode, -w, "
                   "--gpu-max-threads-per-block=1…1024";
        }
    }
    return std::nullopt;
}

HipToolchain::HipToolchain(const Task& task, fs::path folder, fs::path confiner, Sandbox sandbox,
                           std::string architecture, std::size_t sharedBytes, ProcessLimits limits)
    : m_signature(KernelSignature::of(task)),
      m_cases(casesOf(task, {CaseRole::Smoke, CaseRole::Gpu, CaseRole::Hidden})), m_folder(std::move(folder)),
      m_confiner(std::move(confiner)), m_sandbox(std::move(sandbox)), m_architecture(std::move(architecture)),
      m_sharedBytes(sharedBytes), m_limits(limits)
{
}

std::optional<fs::path> HipToolchain::findCompiler()
{
    constexpr const char* kRocm = "/opt/rocm/bin/hipcc";
    if (auto found = findOnPath("hipcc")) {
        return found;
    }
    return access(kRocm, X_OK) == 0 ? std::optional<fs::path>(kRocm) : std::nullopt;
}

BuildOutcome HipToolchain::build(const Candidate& candidate, std::stop_token stop)
{
    if (candidate.language != "hip") {
        return refusedBuild(Verdict::BuildFailed, "the target hip builds HIP C++ (hip), not " + candidate.language);
    }
    if (const auto tier = statedTier(candidate.source); tier && *tier == 2) {
        return refusedBuild(Verdict::BuildFailed, "it brings host code (// tier: 2), which is not taken for the "
                                                  "target hip: device code alone is, with its launch lines");
    }
    if (auto why = refusedHipOption(candidate.options)) {
        return refusedBuild(Verdict::BuildFailed, *why);
    }
    if (auto why = refusedSource(candidate.source)) {
        return refusedBuild(Verdict::Blocked, *why);
    }
    return m_built.once(candidate, stop, [&] { return compile(candidate, stop); });
}

Result<void> HipToolchain::fits(const std::vector<LaunchPlan>& plans,
                                const std::vector<CodeObjectKernel>& kernels) const
{
    for (const LaunchPlan& plan : plans) {
        for (const LaunchPlan::Launch& launch : plan.launches) {
            const auto kernel = findHipKernel(kernels, launch.kernel);
            const auto fit = kernel ? fitsHip(launch, *kernel, m_sharedBytes) : Result<void>(kernel.error());
            if (!fit) {
                return fit;
            }
        }
    }
    return {};
}

std::vector<CaseLaunches> HipToolchain::examine(const std::vector<LaunchPlan>& plans,
                                                const std::vector<CodeObjectKernel>& kernels) const
{
    std::vector<CaseLaunches> cases;
    for (std::size_t i = 0; i < plans.size(); ++i) {
        if (m_cases[i].role == CaseRole::Gpu) {
            cases.push_back({m_cases[i].name, hipLaunchFacts(plans[i], kernels, m_architecture)});
        }
    }
    return cases;
}

BuildOutcome HipToolchain::compile(const Candidate& candidate, std::stop_token stop)
{
    const auto compiler = findCompiler();
    if (!compiler) {
        return refusedBuild(Verdict::BuildFailed, "the compiler hipcc is not on this machine");
    }
    const auto manifest = Manifest::parse(candidate.source, m_signature);
    const auto plans = manifest ? plansOf(*manifest, m_cases) : Result<std::vector<LaunchPlan>>(manifest.error());
    if (!plans) {
        return refusedBuild(Verdict::BuildFailed, plans.error().sentence());
    }
    const fs::path folder = m_folder / ("build-" + std::to_string(m_number++));
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed || !writeFileAtomic(folder / "candidate.hip", candidate.source) ||
        !writeFileAtomic(folder / "cuda_fp16.h", kHalfHeader)) {
        return refusedBuild(Verdict::BuildFailed,
                            "cannot write the source to " + folder.string() + "; is the disk full");
    }
    // The header that declares blockIdx and its like, as nvcc and NVRTC have it in them.
    std::vector<std::string> command{
        "hipcc", "--genco",  "--no-gpu-bundle-output", "--offload-arch=" + m_architecture, "-std=c++20", "-O3",
        "-I.",   "-include", "hip/hip_runtime.h"};
    command.insert(command.end(), candidate.options.begin(), candidate.options.end());
    command.insert(command.end(), {"-o", "candidate.co", "candidate.hip"});
    std::vector<std::string> argv = command;
    argv.front() = compiler->string();
    const auto run = runProcess(confinedBuild(m_sandbox, m_confiner, folder, argv, m_limits), std::move(stop));
    BuildOutcome outcome;
    outcome.report.command = joined(command);
    if (!run) {
        outcome.reason = run.error().sentence();
        return outcome;
    }
    outcome.report.seconds = run->seconds;
    outcome.report.log = printable(run->output);
    const auto code =
        run->succeeded() ? readFile(folder / "candidate.co", kCodeObjectCap) : Result<std::string>(Error{});
    const auto kernels = code ? codeObjectKernels(*code) : Result<std::vector<CodeObjectKernel>>(code.error());
    const auto fit = kernels ? fits(*plans, *kernels) : Result<void>(kernels.error());
    const fs::path program = folder / "candidate.program";
    if (kernels) {
        outcome.report.log += kernelLines(*kernels);
    }
    if (!code) {
        outcome.reason = whyItFailed(*run, outcome.report.log, m_limits);
    } else if (!fit) {
        outcome.reason = fit.error().sentence();
    } else if (writeFileAtomic(
                   program, DeviceProgram{m_signature, std::string(sourceHead(candidate.source)), *code}.toBytes())) {
        outcome.library = program;
        writeLaunchFacts(program, examine(*plans, *kernels));
    } else {
        outcome.reason = "cannot write the program to " + folder.string() + "; is the disk full";
    }
    if (!outcome.library) {
        fs::remove_all(folder, failed);
    }
    return outcome;
}

} // namespace espalier
