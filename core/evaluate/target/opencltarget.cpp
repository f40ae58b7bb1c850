#include "core/evaluate/target/opencltarget.h"

#include "core/base/file.h"
#include "core/base/process.h"

#include <sstream>
#include <utility>

namespace espalier {

namespace fs = std::filesystem;

namespace {

constexpr const char* kWorker = "espalier-clworker";

Error notBuilt()
{
    return {ErrorKind::Machine, "the target opencl is not in this build",
            "espalier-clworker is not beside this program",
            "install OpenCL's headers (on Debian and Ubuntu: apt install ocl-icd-opencl-dev pocl-opencl-icd) and build "
            "Espalier again"};
}

} // namespace

OpenClTarget::OpenClTarget(const Task& task, const fs::path& folder, const fs::path& worker, const Sandbox& sandbox)
    : m_task(task), m_worker(worker), m_toolchain(task, folder, worker, sandbox)
{
}

Result<std::unique_ptr<Target>> OpenClTarget::open(const Task& task, const fs::path& folder, const fs::path& programs,
                                                   const Sandbox& sandbox)
{
    if (const auto device = findOpenClDevice(programs); !device) {
        return device.error();
    }
    return std::unique_ptr<Target>(new OpenClTarget(task, folder, findProgram(programs, kWorker), sandbox));
}

Candidate OpenClTarget::plain(std::string source)
{
    return {"opencl", "opencl", {}, std::move(source)};
}

Result<std::vector<Target::Baseline>> OpenClTarget::baselines() const
{
    const auto seed = readFile(m_task.deviceSeedFile());
    if (!seed) {
        return seed.error();
    }
    Candidate compiled = plain(*seed);
    compiled.options = {m_task.tolerance.reassociation ? "-cl-fast-relaxed-math" : "-cl-mad-enable"};
    return std::vector<Baseline>{{"plain", plain(*seed), {}}, {"compiled", std::move(compiled), {}}};
}

BuildOutcome OpenClTarget::build(const Candidate& candidate, const std::vector<std::string>&, std::stop_token stop)
{
    return m_toolchain.build(candidate, std::move(stop));
}

SanitizerReport OpenClTarget::sanitize(const Candidate&, const std::stop_token&) const
{
    return {std::nullopt, "there are no sanitizers for device code, so none was run"};
}

Result<OpenClDevice> findOpenClDevice(const fs::path& programs)
{
    const fs::path worker = findProgram(programs, kWorker);
    if (worker.empty()) {
        return notBuilt();
    }
    ProcessSpec spec;
    spec.argv = {worker.string(), "--probe"};
    spec.timeout = std::chrono::seconds(20);
    const auto run = runProcess(spec);
    if (!run) {
        return run.error();
    }
    std::istringstream lines(run->output);
    OpenClDevice device;
    if (!run->succeeded() || !std::getline(lines, device.platform) || !std::getline(lines, device.name) ||
        !std::getline(lines, device.version)) {
        return Error{ErrorKind::Machine, "there is no OpenCL device for the target opencl",
                     "no driver that is installed offers a CPU",
                     "install one (on Debian and Ubuntu: apt install pocl-opencl-icd)"};
    }
    return device;
}

} // namespace espalier
