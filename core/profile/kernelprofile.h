#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace espalier {

/// Why warps waited: cycles that a warp spent so for each instruction it issued.
struct StallReason
{
    std::string name; ///< as NVIDIA's profiler calls it: "long_scoreboard", "barrier", "mio_throttle"
    double cyclesPerIssue = 0;

    bool operator==(const StallReason&) const = default;
};

/// What a profiler said of one launch of a kernel, or on average of several. What it did not say is absent; percentages
/// are 0 to 100, of the peak where nothing else is said. A value.
struct KernelProfile
{
    using Figure = std::optional<double>;

    std::string name;  ///< as the profiler wrote it, cut to 1,000 bytes
    std::string scope; ///< the frames round it, "candidate/epilogue"; empty where the profiler knows none
    std::int64_t launches = 1;
    std::string occupancyLimit; ///< registers, shared_mem, warps, blocks or barriers: what keeps more blocks out

    Figure durationUs; ///< of one launch under the profiler, with its clocks: never a time that counts

    Figure blocks;       ///< of the grid
    Figure blockThreads; ///< of a block
    Figure warps;        ///< or wavefronts, of the grid
    Figure cycles;       ///< of the device
    Figure waves;        ///< blocks over those the device holds at once
    Figure registers;    ///< of a thread; vector registers on AMD
    Figure scalarRegisters;
    Figure sharedBytes;  ///< of a block, LDS on AMD
    Figure scratchBytes; ///< of a thread, in device memory: spilled registers and indexed arrays

    Figure theoreticalOccupancy; ///< % of the warps that a multiprocessor could hold
    Figure achievedOccupancy;    ///< %

    Figure computePercent; ///< multiprocessors, the busiest part
    Figure memoryPercent;  ///< memory system, the busiest part
    Figure dramBytes;
    Figure dramPercent;
    Figure l2Bytes;
    Figure l2Percent;
    Figure l1Bytes;
    Figure l1Percent;

    Figure tensorPercent; ///< matrix cores
    Figure fmaPercent;
    Figure aluPercent;
    Figure fp64Percent;
    Figure specialPercent; ///< exponentials, roots, conversions
    Figure loadStorePercent;

    Figure issuedPerCycle; ///< instructions a scheduler issues each cycle, 0 to 1
    Figure cyclesPerIssue; ///< cycles of a warp from one of its instructions to the next
    Figure instructions;   ///< of warps
    Figure localLoads;     ///< instructions of warps
    Figure localStores;
    Figure threadsPerInstruction; ///< of 32
    Figure bankConflictPercent;   ///< of the accesses to shared memory, those that came again because of conflicts
    Figure sectorUsePercent;      ///< of the bytes that global loads fetched, those that were asked for
    Figure
        operations; ///< floating-point, a multiply-add as two; absent where matrix cores worked, which are not counted

    std::vector<StallReason> stalls; ///< longest first

    bool operator==(const KernelProfile&) const = default;
};

/// A figure by its name in documents, which ends with its unit.
struct FigureName
{
    const char* key;
    KernelProfile::Figure KernelProfile::* figure;
};
std::span<const FigureName> figureNames();
/// "dram_bytes" of &KernelProfile::dramBytes.
const char* keyOf(KernelProfile::Figure KernelProfile::* figure);

/// Absent figures are left out.
nlohmann::json toJson(const KernelProfile& kernel);
/// False for what toJson() does not write; figures that are not finite are refused.
bool readJson(const nlohmann::json& document, KernelProfile& kernel);

} // namespace espalier
