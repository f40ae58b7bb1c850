#include "core/cuda/occupancy.h"

#include <algorithm>
#include <iterator>

namespace espalier {
namespace {

constexpr int kWarp = 32;           ///< threads
constexpr int kRegisters = 65536;   ///< of a multiprocessor
constexpr int kPartitions = 4;      ///< that share them
constexpr int kRegisterUnit = 256;  ///< handed to a warp at a time
constexpr int kMostRegisters = 255; ///< of a thread
constexpr int kMostThreads = 1024;  ///< of a block

struct Multiprocessor
{
    int major;
    int minor;
    int warps;
    int blocks;
    int sharedKibibytes;
};

constexpr Multiprocessor kTable[] = {{7, 0, 64, 32, 96},  {7, 5, 32, 16, 64},   {8, 0, 64, 32, 164},
                                     {8, 6, 48, 16, 100}, {8, 7, 48, 16, 164},  {8, 9, 48, 24, 100},
                                     {9, 0, 64, 32, 228}, {10, 0, 64, 32, 228}, {12, 0, 48, 24, 100}};

int blocksByRegisters(int registers, int warps, int none)
{
    const int perWarp = roundedUp(registers * kWarp, kRegisterUnit);
    if (perWarp == 0) {
        return none;
    }
    // The check of a launch takes a block's warps as spread over all partitions.
    if (perWarp * roundedUp(warps, kPartitions) > kRegisters) {
        return 0;
    }
    return kRegisters / kPartitions / perWarp * kPartitions / warps;
}

int blocksByShared(const Multiprocessor& sm, std::size_t bytes)
{
    const bool isOld = sm.major < 8;
    const int unit = isOld ? 256 : 128;
    const int reserved = isOld ? 0 : 1024;
    const int total = sm.sharedKibibytes * 1024;
    if (bytes > static_cast<std::size_t>(total)) {
        return 0;
    }
    const int taken = roundedUp(static_cast<int>(bytes) + reserved, unit);
    return taken > 0 ? total / taken : sm.blocks;
}

} // namespace

std::optional<Occupancy> occupancyOf(const CudaArchitecture& architecture, const BlockNeeds& block)
{
    const auto* sm = std::ranges::find_if(kTable, [&](const Multiprocessor& one) {
        return one.major == architecture.major && one.minor == architecture.minor;
    });
    if (sm == std::end(kTable) || block.threads < 1 || block.threads > kMostThreads || block.registers < 0 ||
        block.registers > kMostRegisters) {
        return std::nullopt;
    }
    const int warps = (block.threads + kWarp - 1) / kWarp;
    // Of equal limits the first is named: where the device is full, no change of the kernel makes room for more.
    const Occupancy occupancy = leastOf({{"threads", sm->warps / warps},
                                         {"blocks", sm->blocks},
                                         {"registers", blocksByRegisters(block.registers, warps, sm->blocks)},
                                         {"shared memory", blocksByShared(*sm, block.sharedBytes)}},
                                        warps, sm->warps);
    return occupancy.blocks > 0 ? std::optional(occupancy) : std::nullopt;
}

} // namespace espalier
