#include "core/evaluate/toolchain/opencltoolchain.h"

#include "core/base/file.h"
#include "core/base/process.h"
#include "core/evaluate/toolchain/buildlog.h"
#include "core/evaluate/toolchain/sourceguard.h"
#include "core/opencl/buildrequest.h"
#include "core/opencl/caseplans.h"
#include "core/opencl/deviceprogram.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

namespace espalier {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kGeometriesCap = 16; ///< the driver compiles every kernel for each: 0.1 s apiece
constexpr std::size_t kBinaryCap = std::size_t{64} << 20;

constexpr const char* kBuilds = "builds"; ///< what the server sees of `folder`

/// The server lives as long as the toolchain. Its tree is not watched: that means reading /proc every 20 ms, also while
/// kernels are timed. Each process in it keeps to the limits of address space and files, and a build ends at its limits
/// of time and messages.
ProcessSpec serverOf(ProcessSpec spec)
{
    spec.timeout = std::chrono::hours(24 * 365);
    spec.printedLimit = 0;
    spec.treeMemory = 0;
    spec.treeProcesses = 0;
    return spec;
}

} // namespace

std::optional<std::string> refusedDeviceOption(const std::vector<std::string>& options)
{
    static constexpr std::array<std::string_view, 13> kAllowed{"-cl-fast-relaxed-math",
                                                               "-cl-mad-enable",
                                                               "-cl-no-signed-zeros",
                                                               "-cl-unsafe-math-optimizations",
                                                               "-cl-finite-math-only",
                                                               "-cl-denorms-are-zero",
                                                               "-cl-single-precision-constant",
                                                               "-cl-fp32-correctly-rounded-divide-sqrt",
                                                               "-cl-strict-aliasing",
                                                               "-cl-opt-disable",
                                                               "-cl-std=CL1.2",
                                                               "-cl-std=CL3.0",
                                                               "-w"};
    for (const std::string& option : options) {
        if (options.size() > 16 || std::find(kAllowed.begin(), kAllowed.end(), option) == kAllowed.end()) {
            return "the build option \"" + option.substr(0, 60) +
                   "\" is not on the list of allowed ones: -cl-… floating-point options, -cl-std=CL1.2 or CL3.0, -w";
        }
    }
    return std::nullopt;
}

OpenClToolchain::OpenClToolchain(const Task& task, fs::path folder, const fs::path& worker, const Sandbox& sandbox,
                                 ProcessLimits limits)
    : m_signature(KernelSignature::of(task)),
      m_cases(casesOf(task, {CaseRole::Smoke, CaseRole::Cpu, CaseRole::Hidden})), m_folder(std::move(folder)),
      m_limits(limits),
      m_confined(confinedBuild(sandbox, worker, m_folder / kBuilds, {"/proc/self/exe", "--serve-builds"}, limits)),
      m_server(serverOf(m_confined))
{
}

BuildOutcome OpenClToolchain::build(const Candidate& candidate, std::stop_token stop)
{
    if (candidate.language != "opencl") {
        return refusedBuild(Verdict::BuildFailed,
                            "the target opencl builds OpenCL C (opencl), not " + candidate.language);
    }
    if (auto why = refusedDeviceOption(candidate.options)) {
        return refusedBuild(Verdict::BuildFailed, *why);
    }
    if (auto why = refusedSource(candidate.source)) {
        return refusedBuild(Verdict::Blocked, *why);
    }
    return m_built.once(candidate, stop, [&] { return compile(candidate, stop); });
}

Result<BuildRequest> OpenClToolchain::request(const Candidate& candidate) const
{
    const auto manifest = Manifest::parse(candidate.source, m_signature);
    if (!manifest) {
        return manifest.error();
    }
    auto plans = plansOf(*manifest, m_cases);
    if (!plans) {
        return plans.error();
    }
    BuildRequest request{joined(candidate.options), std::move(*plans)};
    std::set<std::array<std::size_t, 3>> groups;
    for (const LaunchPlan& plan : request.plans) {
        for (const LaunchPlan::Launch& launch : plan.launches) {
            groups.insert(launch.local);
        }
    }
    if (groups.size() > kGeometriesCap) {
        return Error{ErrorKind::Usage, "the launch manifest cannot be used",
                     "it asks for more than " + std::to_string(kGeometriesCap) +
                         " different local sizes over all cases",
                     "make local sizes depend less on the dims"};
    }
    return request;
}

BuildOutcome OpenClToolchain::compile(const Candidate& candidate, std::stop_token stop)
{
    const auto wanted = request(candidate);
    if (!wanted) {
        return refusedBuild(Verdict::BuildFailed, wanted.error().sentence());
    }
    const int number = m_number++;
    const fs::path folder = m_folder / kBuilds / ("build-" + std::to_string(number));
    std::error_code failed;
    fs::create_directories(folder / "cache", failed);
    if (failed || !writeFileAtomic(folder / "candidate.cl", candidate.source) ||
        !writeFileAtomic(folder / "request.json", wanted->toText())) {
        return refusedBuild(Verdict::BuildFailed,
                            "cannot write the source to " + folder.string() + "; is the disk full");
    }
    const auto run = m_server.build(number, m_confined, std::move(stop));
    BuildOutcome outcome;
    outcome.report.command = "clBuildProgram " + joined(candidate.options);
    if (!run) {
        outcome.reason = run.error().sentence();
        return outcome;
    }
    outcome.report.seconds = run->seconds;
    outcome.report.log = printable(run->output);
    const auto binary =
        run->succeeded() ? readFile(folder / "candidate.bin", kBinaryCap) : Result<std::string>(Error{});
    // Out of the server's sight: the builds to come do not see it.
    const fs::path program = m_folder / ("candidate-" + std::to_string(number) + ".program");
    if (binary &&
        writeFileAtomic(program,
                        DeviceProgram{m_signature, std::string(sourceHead(candidate.source)), *binary}.toBytes())) {
        outcome.library = program;
    } else {
        outcome.reason = whyItFailed(*run, outcome.report.log, m_limits);
    }
    fs::remove_all(folder, failed);
    return outcome;
}

} // namespace espalier
