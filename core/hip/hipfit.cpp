#include "core/hip/hipfit.h"

#include "core/cuda/cudafit.h"
#include "core/hip/occupancy.h"
#include "core/task/wording.h"

#include <algorithm>

namespace espalier {
namespace {

constexpr std::size_t kParameterBytes = 8;

Error misfit(const std::string& name, const std::string& why)
{
    return {ErrorKind::Usage, "the launch of " + inQuotes(name) + " does not fit its kernel", why,
            "change its // launch: line or the kernel"};
}

LaunchFacts factsOf(const LaunchPlan::Launch& launch, const CodeObjectKernel& kernel, std::string_view architecture)
{
    LaunchFacts facts;
    facts.kernel = kernel.name();
    facts.registers = kernel.vectorRegisters;
    facts.scalarRegisters = kernel.scalarRegisters;
    facts.sharedBytes = static_cast<double>(kernel.sharedBytes + launch.localBytes);
    facts.stackBytes = static_cast<double>(kernel.scratchBytes);
    facts.spills = kernel.spilledVectors + kernel.spilledScalars;
    facts.threads = static_cast<int>(launch.groupSize());
    facts.blocks = 1;
    for (std::size_t axis = 0; axis < launch.global.size(); ++axis) {
        const auto blocks = launch.global.at(axis) / launch.local.at(axis);
        facts.blocks *= static_cast<double>(blocks);
    }
    const auto occupancy = hipOccupancy(architecture, kernel, facts.threads, kernel.sharedBytes + launch.localBytes);
    if (occupancy) {
        facts.residentBlocks = occupancy->blocks;
        facts.occupancy = occupancy->share;
        facts.limiter = occupancy->limiter;
    }
    return facts;
}

} // namespace

Result<void> fitsHip(const LaunchPlan::Launch& launch, const CodeObjectKernel& kernel, std::size_t sharedBytes)
{
    const std::size_t given = parametersOf(launch);
    if (given != kernel.parameterBytes.size()) {
        return misfit(launch.kernel, "the kernel takes " + std::to_string(kernel.parameterBytes.size()) +
                                         " parameters, the line names " + std::to_string(given) +
                                         " (local memory is none: the kernel declares it extern __shared__)");
    }
    const auto wrong = std::ranges::find_if(kernel.parameterBytes, [](std::size_t b) { return b != kParameterBytes; });
    if (wrong != kernel.parameterBytes.end()) {
        return misfit(launch.kernel, "parameter " + std::to_string(wrong - kernel.parameterBytes.begin() + 1) +
                                         " has " + std::to_string(*wrong) +
                                         " bytes; dims are long, buffers are pointers");
    }
    if (launch.groupSize() > static_cast<std::size_t>(kernel.mostThreads)) {
        return misfit(launch.kernel, "blocks of " + std::to_string(launch.groupSize()) + " threads are more than the " +
                                         std::to_string(kernel.mostThreads) + " it was compiled for");
    }
    if (kernel.sharedBytes + launch.localBytes > sharedBytes) {
        return misfit(launch.kernel, std::to_string(kernel.sharedBytes + launch.localBytes) +
                                         " bytes of shared memory are more than the " + std::to_string(sharedBytes) +
                                         " of a compute unit");
    }
    return {};
}

Result<CodeObjectKernel> findHipKernel(const std::vector<CodeObjectKernel>& kernels, const std::string& name)
{
    const auto named = [&](const CodeObjectKernel& kernel) { return kernel.name() == name; };
    const auto found = std::ranges::find_if(kernels, named);
    if (found == kernels.end()) {
        return misfit(name, "the source has no __global__ function of this name outside of templates and namespaces");
    }
    return std::ranges::count_if(kernels, named) > 1
               ? Result<CodeObjectKernel>(misfit(name, "the source has several kernels of this name"))
               : *found;
}

std::vector<LaunchFacts> hipLaunchFacts(const LaunchPlan& plan, const std::vector<CodeObjectKernel>& kernels,
                                        std::string_view architecture)
{
    std::vector<LaunchFacts> list;
    for (const LaunchPlan::Launch& launch : plan.launches) {
        if (const auto kernel = findHipKernel(kernels, launch.kernel)) {
            list.push_back(factsOf(launch, *kernel, architecture));
        }
    }
    return list;
}

} // namespace espalier
