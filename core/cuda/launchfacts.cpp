#include "core/cuda/launchfacts.h"

#include "core/cuda/occupancy.h"

#include <algorithm>
#include <charconv>

namespace espalier {
namespace {

constexpr std::size_t kMostKernels = 4096;

/// "8" of "…stack frame, 8 bytes spill stores, …"; 0 where there is none.
int numberBefore(std::string_view line, std::string_view words)
{
    const std::size_t at = line.find(words);
    if (at == std::string_view::npos) {
        return 0;
    }
    const std::size_t before = line.find_last_not_of("0123456789", at == 0 ? 0 : at - 1);
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    int number = 0;
    std::from_chars(line.data() + begin, line.data() + at, number);
    return number;
}

template <class T>
T valueOf(const std::map<std::string, T>& values, const std::string& key)
{
    const auto found = values.find(key);
    return found == values.end() ? T() : found->second;
}

LaunchFacts factsOf(const LaunchPlan::Launch& launch, const CubinKernel& kernel, const CudaArchitecture& architecture,
                    const CubinReports& reports)
{
    LaunchFacts facts;
    facts.kernel = kernel.name();
    facts.registers = kernel.registers;
    facts.sharedBytes = static_cast<double>(kernel.sharedBytes + launch.localBytes);
    facts.stackBytes = static_cast<double>(kernel.stackBytes);
    facts.spills = valueOf(reports.spilledBytes, kernel.symbol);
    facts.instructions = valueOf(reports.instructions, kernel.symbol);
    facts.threads = static_cast<int>(launch.groupSize());
    facts.blocks = 1;
    for (std::size_t axis = 0; axis < launch.global.size(); ++axis) {
        const auto blocks = launch.global.at(axis) / launch.local.at(axis);
        facts.blocks *= static_cast<double>(blocks);
    }
    const BlockNeeds needs{facts.threads, kernel.registers, kernel.sharedBytes + launch.localBytes};
    if (const auto occupancy = occupancyOf(architecture, needs)) {
        facts.residentBlocks = occupancy->blocks;
        facts.occupancy = occupancy->share;
        facts.limiter = occupancy->limiter;
    }
    return facts;
}

} // namespace

std::map<std::string, int> spilledBytesIn(std::string_view log)
{
    constexpr std::string_view kFunction = "Function properties for ";
    constexpr std::string_view kSpilled = " bytes spill stores";
    std::map<std::string, int> spills;
    std::string symbol;
    while (!log.empty() && spills.size() < kMostKernels) {
        const std::size_t end = std::min(log.find('\n'), log.size());
        const std::string_view line = log.substr(0, end);
        log.remove_prefix(std::min(end + 1, log.size()));
        if (const std::size_t at = line.find(kFunction); at != std::string_view::npos) {
            symbol = line.substr(at + kFunction.size());
        } else if (line.find(kSpilled) != std::string_view::npos && !symbol.empty()) {
            spills[symbol] = numberBefore(line, kSpilled);
        }
    }
    return spills;
}

std::vector<LaunchFacts> launchFacts(const LaunchPlan& plan, const std::vector<CubinKernel>& kernels,
                                     const CudaArchitecture& architecture, const CubinReports& reports)
{
    std::vector<LaunchFacts> list;
    for (const LaunchPlan::Launch& launch : plan.launches) {
        if (const auto kernel = findKernel(kernels, launch.kernel)) {
            list.push_back(factsOf(launch, *kernel, architecture, reports));
        }
    }
    return list;
}

} // namespace espalier
