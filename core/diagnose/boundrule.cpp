#include "core/diagnose/boundrule.h"

#include <array>
#include <cmath>

namespace espalier {
namespace {

constexpr double kBalanced = 1.25; ///< ratio of the two roofs within which neither is the limit
constexpr double kWaiting = 0.3;   ///< streaming code this far from its roof waits for its own sums

constexpr const char* kParallel = "parallel-outer-loop";
constexpr const char* kVectorise = "simd-inner";
constexpr const char* kAccumulators = "partial-accumulators";
constexpr const char* kRowBlock = "row-block";
constexpr const char* kInterchange = "interchange";
constexpr const char* kSearch = "branch-free-search";
constexpr const char* kFuse = "fuse-loops";
constexpr const char* kFlags = "compiler-flags";
constexpr const char* kTune = "tune";
constexpr std::array kLevers{kParallel, kVectorise, kAccumulators, kRowBlock, kInterchange,
                             kSearch,   kFuse,      kFlags,        kTune};

/// Idle cores and lanes are the limit when they explain more of the distance to the roof than all else together. On two
/// cores that is from a quarter of the roof on; a kernel at 1 % waits for something that a second core does not cure.
bool leavesUnitsIdle(const MeasuredKernel& kernel)
{
    const double idle = kernel.idleCores() * kernel.idleLanes();
    return idle > 1.5 && idle >= std::sqrt(1 / kernel.largest().bestShare);
}

const char* leverAtRoof(const MeasuredKernel& kernel)
{
    return kernel.largest().roof.memoryBound() ? kFuse : kTune; // only fewer bytes help where bandwidth is used up
}

const char* leverAgainstWaiting(const MeasuredKernel& kernel)
{
    const BuildFacts& build = kernel.build();
    if (kernel.mispredicts()) {
        return kSearch;
    }
    if (build.known && build.stridedAccesses > 0) {
        return kInterchange;
    }
    if (kernel.isScalar()) {
        return kernel.isInteger() && build.branches > 1 ? kSearch : kVectorise;
    }
    if (kernel.isNarrow() && !kernel.largest().roof.memoryBound()) {
        return kFlags;
    }
    if (build.spills > 0) {
        return kTune; // blocks that spill are too large
    }
    if (kernel.largest().roof.memoryBound()) {
        return kernel.largest().bestShare < kWaiting ? kAccumulators : kFuse;
    }
    return kRowBlock;
}

} // namespace

Bound findBound(const MeasuredKernel& kernel)
{
    const CaseAtRoof& largest = kernel.largest();
    const Bound roof = largest.roof.memoryBound() ? Bound::Memory : Bound::Compute;
    if (largest.timing->ms * 1e3 < kLaunchFactor * kernel.launchUs()) {
        return Bound::Launch;
    }
    if (largest.bestShare >= kLeaning) {
        return roof;
    }
    if (leavesUnitsIdle(kernel)) {
        return Bound::Occupancy;
    }
    if (roof == Bound::Memory && kernel.excessTraffic() > 1 && largest.bestShare * kernel.excessTraffic() >= kLeaning) {
        return Bound::Memory;
    }
    const double memory = largest.roof.memoryMs;
    const double compute = largest.roof.computeMs;
    const bool areNear = memory < compute * kBalanced && compute < memory * kBalanced;
    return areNear && !kernel.isScalar() ? Bound::Balanced : Bound::Latency;
}

const char* findLever(const MeasuredKernel& kernel, Bound bound)
{
    if (bound == Bound::Launch) {
        return kFlags;
    }
    if (bound == Bound::Occupancy) {
        return kernel.idleCores() >= kernel.idleLanes() ? kParallel : kVectorise;
    }
    if (kernel.isSerial()) {
        return kParallel;
    }
    return kernel.largest().bestShare >= kLeaning ? leverAtRoof(kernel) : leverAgainstWaiting(kernel);
}

std::span<const char* const> leverNames()
{
    return kLevers;
}

} // namespace espalier
