#include "core/evaluate/target/target.h"

#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/evaluate/target/cputarget.h"
#include "core/evaluate/target/cudatarget.h"
#include "core/evaluate/target/hiptarget.h"
#include "core/evaluate/target/opencltarget.h"
#include "core/evaluate/target/tritontarget.h"

#include <unistd.h>

namespace espalier {

namespace fs = std::filesystem;

namespace {

Error unknownTarget(const std::string& name)
{
    return {ErrorKind::Usage, "there is no target \"" + name + "\"", "", "use cpu, opencl, cuda, hip or triton"};
}

} // namespace

std::optional<Error> refusedTask(const Task& task, const std::string& target)
{
    if (!task.needsGpu() || (target != "cpu" && target != "opencl")) {
        return std::nullopt;
    }
    return Error{ErrorKind::Usage, "the task " + task.name + " is not for the target " + target,
                 "it holds 16-bit floating-point numbers, with which only a GPU's kernels compute here",
                 "use --target cuda or triton"};
}

Result<DeviceRoofs> Target::deviceRoofs() const
{
    return Error{ErrorKind::Usage, "the target has no device of its own", "its kernels run on the processor",
                 "see the roofs of the processor"};
}

const std::vector<std::string>& targetNames()
{
    static const std::vector<std::string> names{"cpu", "opencl", "cuda", "hip", "triton"};
    return names;
}

std::optional<Error> targetProblem(const std::string& name, const fs::path& programs)
{
    if (name == "cpu") {
        return CpuTarget::problem(programs);
    }
    if (name == "opencl") {
        const auto device = findOpenClDevice(programs);
        return device ? std::nullopt : std::optional(device.error());
    }
    if (name == "cuda") {
        const auto device = CudaTarget::device(programs);
        return device ? std::nullopt : std::optional(device.error());
    }
    if (name == "hip") {
        const auto device = HipTarget::device(programs);
        return device ? Error{ErrorKind::Usage, "there is no search for the target hip",
                              "neither the rules nor what models are asked know HIP C++",
                              "judge kernels of your own with espalier evaluate --target hip"}
                      : device.error();
    }
    if (name == "triton") {
        const auto device = TritonTarget::device(programs);
        return device ? std::nullopt : std::optional(device.error());
    }
    return unknownTarget(name);
}

Result<std::unique_ptr<Target>> openTarget(const std::string& name, const Task& task, const fs::path& folder,
                                           const fs::path& programs, const Sandbox& sandbox)
{
    if (const auto refused = refusedTask(task, name)) {
        return *refused;
    }
    if (name == "cpu") {
        return CpuTarget::open(task, folder, programs, sandbox);
    }
    if (name == "opencl") {
        return OpenClTarget::open(task, folder, programs, sandbox);
    }
    if (name == "cuda") {
        return CudaTarget::open(task, folder, programs, sandbox);
    }
    if (name == "hip") {
        return HipTarget::open(task, folder, programs, sandbox);
    }
    if (name == "triton") {
        return TritonTarget::open(task, folder, programs, sandbox);
    }
    return unknownTarget(name);
}

Result<Candidate> plainSeed(const Task& task, const std::string& target)
{
    if (const auto refused = refusedTask(task, target)) {
        return *refused;
    }
    const fs::path file = target == "opencl"   ? task.deviceSeedFile()
                          : target == "cuda"   ? CudaTarget::seedFile(task)
                          : target == "hip"    ? HipTarget::seedFile(task)
                          : target == "triton" ? TritonTarget::seedFile(task)
                                               : task.seedFile();
    if (target == "triton" && !fs::exists(file)) {
        return Error{ErrorKind::Usage, "the task " + task.name + " has no kernel in Triton to start from",
                     "there is no " + file.string(),
                     "write one, a file with a class TritonModel; any that is right will do"};
    }
    auto source = readFile(file, std::size_t{4} << 20);
    if (!source) {
        return source.error();
    }
    return target == "opencl"   ? OpenClTarget::plain(*std::move(source))
           : target == "cuda"   ? CudaTarget::plain(*std::move(source))
           : target == "hip"    ? HipTarget::plain(*std::move(source))
           : target == "triton" ? TritonTarget::plain(*std::move(source))
                                : CpuTarget::plain(*std::move(source));
}

fs::path findProgram(const fs::path& programs, const std::string& name)
{
    const fs::path own = programFolder();
    for (const fs::path& place : {programs, own, own.parent_path() / "bin"}) {
        if (!place.empty() && access((place / name).c_str(), X_OK) == 0) {
            return fs::absolute(place / name); // compilers run in a folder of their own
        }
    }
    return {};
}

} // namespace espalier
