#include "core/evaluate/toolchain/cudatoolchain.h"

#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/base/process.h"
#include "core/cuda/hostentry.h"
#include "core/cuda/launchfacts.h"
#include "core/cuda/sassmix.h"
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

constexpr std::size_t kCubinCap = std::size_t{64} << 20;
constexpr std::size_t kListingCap = std::size_t{16} << 20;
constexpr std::size_t kOptionsCap = 16;
constexpr std::string_view kRegisters = "--maxrregcount=";
constexpr int kFewestRegisters = 16;
constexpr int kMostRegisters = 255;

bool isRegisterLimit(std::string_view option)
{
    if (!option.starts_with(kRegisters)) {
        return false;
    }
    option.remove_prefix(kRegisters.size());
    int registers = 0;
    const auto [end, failed] = std::from_chars(option.data(), option.data() + option.size(), registers);
    return failed == std::errc() && end == option.data() + option.size() && registers >= kFewestRegisters &&
           registers <= kMostRegisters;
}

std::string linesOf(const std::vector<std::string>& options)
{
    std::string lines;
    for (const std::string& option : options) {
        lines += option + "\n";
    }
    return lines;
}

} // namespace

std::optional<std::string> refusedCudaOption(const std::vector<std::string>& options)
{
    static constexpr std::array<std::string_view, 12> kAllowed{
        "--use_fast_math", "--ftz=true",        "--ftz=false", "--prec-sqrt=true", "--prec-sqrt=false",
        "--prec-div=true", "--prec-div=false",  "--fmad=true", "--fmad=false",     "--extra-device-vectorization",
        "--restrict",      "--disable-warnings"};
    if (options.size() > kOptionsCap) {
        return "more than " + std::to_string(kOptionsCap) + " build options are not allowed";
    }
    for (const std::string& option : options) {
        if (std::ranges::find(kAllowed, option) == kAllowed.end() && !isRegisterLimit(option)) {
            return "the build option \"" + option.substr(0, 60) +
                   "\" is not on the list of allowed ones: --use_fast_math, --ftz=…, --prec-sqrt=…, --prec-div=…, "
                   "--fmad=…, --extra-device-vectorization, --restrict, --disable-warnings, --maxrregcount=16…255";
        }
    }
    return std::nullopt;
}

CudaToolchain::CudaToolchain(const Task& task, fs::path folder, fs::path worker, Sandbox sandbox,
                             CudaArchitecture architecture, ProcessLimits limits)
    : m_signature(KernelSignature::of(task)),
      m_cases(casesOf(task, {CaseRole::Smoke, CaseRole::Gpu, CaseRole::Hidden})), m_folder(std::move(folder)),
      m_worker(std::move(worker)), m_sandbox(std::move(sandbox)), m_architecture(architecture),
      m_hostCode(task, m_folder, m_worker, m_sandbox, architecture, limits), m_limits(limits)
{
}

BuildOutcome CudaToolchain::build(const Candidate& candidate, std::stop_token stop)
{
    if (candidate.language != "cuda") {
        return refusedBuild(Verdict::BuildFailed, "the target cuda builds CUDA C++ (cuda), not " + candidate.language);
    }
    if (auto why = refusedCudaOption(candidate.options)) {
        return refusedBuild(Verdict::BuildFailed, *why);
    }
    if (auto why = refusedSource(candidate.source)) {
        return refusedBuild(Verdict::Blocked, *why);
    }
    const auto tier = statedTier(candidate.source);
    if (!tier) {
        return refusedBuild(Verdict::BuildFailed, tier.error().sentence());
    }
    return m_built.once(candidate, stop,
                        [&] { return *tier == 2 ? m_hostCode.build(candidate, stop) : compile(candidate, stop); });
}

std::optional<fs::path> findCudaDisassembler()
{
    if (auto found = findOnPath("nvdisasm")) {
        return found;
    }
    for (const char* place : {"/usr/local/cuda/bin/nvdisasm", "/opt/cuda/bin/nvdisasm"}) {
        if (access(place, X_OK) == 0) {
            return place;
        }
    }
    return std::nullopt;
}

Result<void> CudaToolchain::fits(const std::vector<LaunchPlan>& plans, const std::vector<CubinKernel>& kernels) const
{
    for (const LaunchPlan& plan : plans) {
        for (const LaunchPlan::Launch& launch : plan.launches) {
            const auto kernel = findKernel(kernels, launch.kernel);
            const auto fit = kernel ? fitsCuda(launch, *kernel, m_architecture) : Result<void>(kernel.error());
            if (!fit) {
                return fit;
            }
        }
    }
    return {};
}

std::vector<CaseLaunches> CudaToolchain::examine(const std::vector<LaunchPlan>& plans,
                                                 const std::vector<CubinKernel>& kernels, const fs::path& folder,
                                                 const std::string& log) const
{
    CubinReports reports{{}, spilledBytesIn(log)};
    if (const auto disassembler = findCudaDisassembler()) {
        ProcessSpec spec = confinedBuild(m_sandbox, m_worker, folder,
                                         {disassembler->string(), "--print-code", "candidate.cubin"}, m_limits);
        spec.outputCap = kListingCap;
        const auto run = runProcess(spec);
        if (run && run->succeeded()) {
            reports.instructions = instructionsIn(run->output);
        }
    }
    std::vector<CaseLaunches> cases;
    for (std::size_t i = 0; i < plans.size(); ++i) {
        if (m_cases[i].role == CaseRole::Gpu) {
            cases.push_back({m_cases[i].name, launchFacts(plans[i], kernels, m_architecture, reports)});
        }
    }
    return cases;
}

BuildOutcome CudaToolchain::compile(const Candidate& candidate, std::stop_token stop)
{
    const auto manifest = Manifest::parse(candidate.source, m_signature);
    const auto plans = manifest ? plansOf(*manifest, m_cases) : Result<std::vector<LaunchPlan>>(manifest.error());
    if (!plans) {
        return refusedBuild(Verdict::BuildFailed, plans.error().sentence());
    }
    const fs::path folder = m_folder / ("build-" + std::to_string(m_number++));
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed || !writeFileAtomic(folder / "candidate.cu", candidate.source) ||
        !writeFileAtomic(folder / "options.txt", linesOf(candidate.options))) {
        return refusedBuild(Verdict::BuildFailed,
                            "cannot write the source to " + folder.string() + "; is the disk full");
    }
    const auto run = runProcess(
        confinedBuild(m_sandbox, m_worker, folder, {"/proc/self/exe", "--build", m_architecture.name()}, m_limits),
        std::move(stop));
    BuildOutcome outcome;
    outcome.report.command =
        joined({"nvrtc", "--gpu-architecture=" + m_architecture.name(), joined(candidate.options)});
    if (!run) {
        outcome.reason = run.error().sentence();
        return outcome;
    }
    outcome.report.seconds = run->seconds;
    outcome.report.log = printable(run->output);
    const auto cubin =
        run->succeeded() ? readFile(folder / "candidate.cubin", kCubinCap) : Result<std::string>(Error{});
    const auto kernels = cubin ? kernelsOf(*cubin) : Result<std::vector<CubinKernel>>(cubin.error());
    const auto fit = kernels ? fits(*plans, *kernels) : Result<void>(kernels.error());
    const fs::path program = folder / "candidate.program";
    if (kernels) {
        outcome.report.log += kernelLines(*kernels);
    }
    if (!cubin) {
        outcome.reason = whyItFailed(*run, outcome.report.log, m_limits);
    } else if (!fit) {
        outcome.reason = fit.error().sentence();
    } else if (writeFileAtomic(
                   program, DeviceProgram{m_signature, std::string(sourceHead(candidate.source)), *cubin}.toBytes())) {
        outcome.library = program;
        writeLaunchFacts(program, examine(*plans, *kernels, folder, run->output));
    } else {
        outcome.reason = "cannot write the program to " + folder.string() + "; is the disk full";
    }
    if (!outcome.library) {
        fs::remove_all(folder, failed);
    }
    return outcome;
}

} // namespace espalier
