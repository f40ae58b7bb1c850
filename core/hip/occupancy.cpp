#include "core/hip/occupancy.h"

#include <algorithm>
#include <array>

namespace espalier {
namespace {

constexpr std::array<std::string_view, 4> kKnown{"gfx90a", "gfx940", "gfx941", "gfx942"};
constexpr int kLanes = 64;
constexpr int kUnits = 4; ///< SIMD units of a compute unit
constexpr int kWaves = 8; ///< of a unit
constexpr int kVectors = 512;
constexpr int kVectorUnit = 8;
constexpr int kMostThreads = 1024;
constexpr int kMostBlocks = 16; ///< that can wait at barriers
constexpr std::size_t kShared = std::size_t{64} << 10;
constexpr int kSharedUnit = 512;

int wavesByScalars(int registers)
{
    return registers <= 80 ? 10 : registers <= 88 ? 9 : registers <= 100 ? 8 : 7;
}

int wavesByVectors(int registers)
{
    return registers > 0 ? kVectors / roundedUp(registers, kVectorUnit) : kWaves;
}

} // namespace

std::optional<Occupancy> hipOccupancy(std::string_view architecture, const CodeObjectKernel& kernel, int threads,
                                      std::size_t sharedBytes)
{
    const bool isKnown = std::ranges::find(kKnown, architecture) != kKnown.end();
    if (!isKnown || kernel.waveLanes != kLanes || threads < 1 || threads > kMostThreads || sharedBytes > kShared ||
        kernel.vectorRegisters > kVectors) {
        return std::nullopt;
    }
    const int waves = (threads + kLanes - 1) / kLanes;
    const int most = kUnits * kWaves;
    const int shared = roundedUp(static_cast<int>(sharedBytes), kSharedUnit);
    const Occupancy occupancy = leastOf({{"threads", most / waves},
                                         {"blocks", waves > 1 ? kMostBlocks : most},
                                         {"registers", kUnits * wavesByVectors(kernel.vectorRegisters) / waves},
                                         {"scalar registers", kUnits * wavesByScalars(kernel.scalarRegisters) / waves},
                                         {"shared memory", shared > 0 ? static_cast<int>(kShared) / shared : most}},
                                        waves, most);
    return occupancy.blocks > 0 ? std::optional(occupancy) : std::nullopt;
}

} // namespace espalier
