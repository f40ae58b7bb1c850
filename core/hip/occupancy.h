#pragma once

#include "core/hip/codeobject.h"
#include "core/opencl/occupancy.h"

#include <optional>

namespace espalier {

/// The theoretical occupancy of a compute unit of gfx90a and gfx940 to gfx942, of which LLVM's AMDGPUBaseInfo.cpp has
/// the rules: four SIMD units with 8 waves each at most, 512 vector registers a lane handed out by 8, 800 scalar
/// registers (a wave of up to 80 leaves room for ten, of up to 100 for eight, of more for seven), 64 KiB of LDS handed
/// out by 512, and 16 blocks of more than one wave. `sharedBytes`: static and dynamic together. Nothing for another
/// architecture, for waves of other than 64 lanes, and for a block that fits nowhere.
std::optional<Occupancy> hipOccupancy(std::string_view architecture, const CodeObjectKernel& kernel, int threads,
                                      std::size_t sharedBytes);

} // namespace espalier
