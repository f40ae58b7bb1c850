#include "core/profile/kernelprofile.h"

#include "core/graph/jsonreader.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace espalier {
namespace {

using nlohmann::json;
using K = KernelProfile;

constexpr std::size_t kMostStalls = 64;
constexpr double kMostLaunches = 1e12;

constexpr std::array kNames{
    FigureName{"duration_us", &K::durationUs},
    FigureName{"blocks", &K::blocks},
    FigureName{"block_threads", &K::blockThreads},
    FigureName{"warps", &K::warps},
    FigureName{"device_cycles", &K::cycles},
    FigureName{"waves_per_multiprocessor", &K::waves},
    FigureName{"registers_per_thread", &K::registers},
    FigureName{"scalar_registers", &K::scalarRegisters},
    FigureName{"shared_bytes_per_block", &K::sharedBytes},
    FigureName{"scratch_bytes_per_thread", &K::scratchBytes},
    FigureName{"theoretical_occupancy_percent", &K::theoreticalOccupancy},
    FigureName{"achieved_occupancy_percent", &K::achievedOccupancy},
    FigureName{"compute_percent", &K::computePercent},
    FigureName{"memory_percent", &K::memoryPercent},
    FigureName{"dram_bytes", &K::dramBytes},
    FigureName{"dram_percent", &K::dramPercent},
    FigureName{"l2_bytes", &K::l2Bytes},
    FigureName{"l2_percent", &K::l2Percent},
    FigureName{"l1_bytes", &K::l1Bytes},
    FigureName{"l1_percent", &K::l1Percent},
    FigureName{"tensor_percent", &K::tensorPercent},
    FigureName{"fma_percent", &K::fmaPercent},
    FigureName{"alu_percent", &K::aluPercent},
    FigureName{"fp64_percent", &K::fp64Percent},
    FigureName{"special_percent", &K::specialPercent},
    FigureName{"load_store_percent", &K::loadStorePercent},
    FigureName{"issued_per_cycle", &K::issuedPerCycle},
    FigureName{"cycles_per_issue", &K::cyclesPerIssue},
    FigureName{"warp_instructions", &K::instructions},
    FigureName{"local_load_instructions", &K::localLoads},
    FigureName{"local_store_instructions", &K::localStores},
    FigureName{"threads_per_instruction", &K::threadsPerInstruction},
    FigureName{"bank_conflict_percent", &K::bankConflictPercent},
    FigureName{"sector_use_percent", &K::sectorUsePercent},
    FigureName{"float_operations", &K::operations},
};

bool readFigure(const json& document, const FigureName& name, KernelProfile& kernel)
{
    const auto found = document.find(name.key);
    if (found == document.end()) {
        return true;
    }
    if (!found->is_number() || !std::isfinite(found->get<double>())) {
        return false;
    }
    kernel.*name.figure = found->get<double>();
    return true;
}

bool readStalls(const json& list, std::vector<StallReason>& stalls)
{
    if (!list.is_array() || list.size() > kMostStalls) {
        return false;
    }
    for (const json& item : list) {
        StallReason& stall = stalls.emplace_back();
        JsonReader reader(item);
        reader.read("reason", stall.name);
        reader.read("cycles_per_issue", stall.cyclesPerIssue);
        if (!reader.ok() || !std::isfinite(stall.cyclesPerIssue)) {
            return false;
        }
    }
    return true;
}

} // namespace

std::span<const FigureName> figureNames()
{
    return kNames;
}

const char* keyOf(KernelProfile::Figure KernelProfile::* figure)
{
    const auto found = std::ranges::find(kNames, figure, &FigureName::figure);
    return found == kNames.end() ? "" : found->key;
}

json toJson(const KernelProfile& kernel)
{
    json document{{"name", kernel.name}, {"launches", kernel.launches}};
    if (!kernel.scope.empty()) {
        document["scope"] = kernel.scope;
    }
    if (!kernel.occupancyLimit.empty()) {
        document["occupancy_limit"] = kernel.occupancyLimit;
    }
    for (const FigureName& name : kNames) {
        if (const auto& value = kernel.*name.figure) {
            document[name.key] = *value;
        }
    }
    for (const StallReason& stall : kernel.stalls) {
        document["stalls"].push_back({{"reason", stall.name}, {"cycles_per_issue", stall.cyclesPerIssue}});
    }
    return document;
}

bool readJson(const json& document, KernelProfile& kernel)
{
    JsonReader reader(document);
    double launches = 1;
    reader.read("name", kernel.name);
    reader.read("scope", kernel.scope);
    reader.read("occupancy_limit", kernel.occupancyLimit);
    reader.read("launches", launches);
    if (!reader.ok() || !(launches >= 0 && launches <= kMostLaunches)) {
        return false;
    }
    kernel.launches = static_cast<std::int64_t>(launches);
    const json* stalls = reader.child("stalls");
    return std::ranges::all_of(kNames, [&](const FigureName& name) { return readFigure(document, name, kernel); }) &&
           (!stalls || readStalls(*stalls, kernel.stalls));
}

} // namespace espalier
