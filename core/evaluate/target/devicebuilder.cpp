#include "core/evaluate/target/devicebuilder.h"

#include "core/evaluate/target/cudatarget.h"
#include "core/evaluate/target/hiptarget.h"

#include <memory>
#include <utility>

namespace espalier {

namespace fs = std::filesystem;

namespace {

template <class T>
DeviceBuilder builderOf(std::shared_ptr<T> toolchain, std::string architecture)
{
    return {[toolchain = std::move(toolchain)](const Candidate& candidate, std::stop_token stop) {
                return toolchain->build(candidate, std::move(stop));
            },
            std::move(architecture)};
}

Result<DeviceBuilder> cudaBuilder(const Task& task, const fs::path& folder, const fs::path& programs,
                                  const Sandbox& sandbox)
{
    const auto machine = CudaTarget::machine(programs);
    if (!machine) {
        return machine.error();
    }
    const auto toolchain = std::make_shared<CudaToolchain>(task, folder, findProgram(programs, "espalier-cuworker"),
                                                           sandbox, machine->architecture);
    return builderOf(toolchain, machine->architecture.name());
}

Result<DeviceBuilder> hipBuilder(const Task& task, const fs::path& folder, const fs::path& programs,
                                 const Sandbox& sandbox, const std::string& architecture)
{
    if (!isHipArchitecture(architecture)) {
        return Error{ErrorKind::Usage, "there is no architecture \"" + architecture + "\" for the target hip",
                     "it is one of AMD's processor names", "use one such as gfx90a or gfx1100"};
    }
    if (const auto compiler = HipTarget::compiler(); !compiler) {
        return compiler.error();
    }
    if (const auto known = HipTarget::compilesFor(architecture); !known) {
        return known.error();
    }
    const auto toolchain =
        std::make_shared<HipToolchain>(task, folder, findProgram(programs, "espalier-worker"), sandbox, architecture);
    return builderOf(toolchain, architecture);
}

Error otherDevice(const HipMachine& machine)
{
    return {ErrorKind::Machine, "what is built for another GPU is not run",
            "this machine's " + machine.device + " is " + machine.architecture, "leave out --arch to have it run"};
}

} // namespace

Result<DeviceBuilder> openDeviceBuilder(const std::string& target, const Task& task, const fs::path& folder,
                                        const fs::path& programs, const Sandbox& sandbox,
                                        const std::string& architecture)
{
    if (target == "cuda") {
        return cudaBuilder(task, folder, programs, sandbox);
    }
    if (target == "hip") {
        return hipBuilder(task, folder, programs, sandbox,
                          architecture.empty() ? HipTarget::kArchitecture : architecture);
    }
    return Error{ErrorKind::Usage, "the target " + target + " builds nothing without running it", "",
                 "judge its candidates instead"};
}

std::optional<Error> deviceProblem(const std::string& target, const fs::path& programs, const std::string& architecture)
{
    if (target == "hip" && HipToolchain::findCompiler()) {
        const auto device = HipTarget::device(programs);
        return !device                                                        ? std::optional(device.error())
               : architecture.empty() || architecture == device->architecture ? std::nullopt
                                                                              : std::optional(otherDevice(*device));
    }
    if (target != "cuda" || !CudaTarget::machine(programs)) {
        return std::nullopt;
    }
    const auto device = CudaTarget::device(programs);
    return device ? std::nullopt : std::optional(device.error());
}

} // namespace espalier
