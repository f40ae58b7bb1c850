#include "core/diagnose/leveltraffic.h"

#include <algorithm>

namespace espalier {
namespace {

LevelTraffic dot(const MeasuredKernel& kernel, const std::string& level, double bytes, const char* source)
{
    const double flops = kernel.largest().work.flops;
    return {level, bytes, bytes > 0 ? flops / bytes : 0, kernel.gflops(), bytes / kernel.largest().timing->ms * 1e-6,
            source};
}

} // namespace

std::vector<LevelTraffic> levelTraffic(const MeasuredKernel& kernel)
{
    const CaseAtRoof& largest = kernel.largest();
    const std::vector<MemoryLevel>& levels = kernel.roofs().levels;
    std::vector<LevelTraffic> dots;
    if (levels.empty()) {
        return dots;
    }
    const double touched = largest.work.flops * kernel.build().bytesPerOperation;
    if (touched > 0 && levels.front().name != largest.roof.level) {
        dots.push_back(dot(kernel, levels.front().name, std::max(touched, largest.work.bytes), "instructions"));
    }
    if (largest.work.bytes > 0) {
        dots.push_back(dot(kernel, largest.roof.level, largest.work.bytes, "compulsory"));
    }
    return dots;
}

} // namespace espalier
