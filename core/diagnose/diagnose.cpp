#include "core/diagnose/diagnose.h"

#include "core/diagnose/boundrule.h"
#include "core/diagnose/findings.h"
#include "core/diagnose/leveltraffic.h"
#include "core/diagnose/statistics.h"

namespace espalier {
namespace {

/// Below this share of DRAM's roof memory would have to give a third of its best to be the limit.
constexpr double kFarFromMemory = 0.2;

void judgeConfidence(const MeasuredKernel& kernel, Diagnosis& diagnosis)
{
    const auto is = [&](Confidence confidence, const char* reason) {
        diagnosis.confidence = confidence;
        diagnosis.confidenceReason = reason;
    };
    if (kernel.largest().bestShare >= kLeaning || diagnosis.bound == Bound::Launch) {
        is(Confidence::High, "both the time and the roof it stands against are measured");
    } else if (diagnosis.bound == Bound::Occupancy && kernel.largest().timing->coresUsed > 0 &&
               kernel.coresUsed() > 0) {
        is(Confidence::High, "the cores in use are measured");
    } else if (diagnosis.bound == Bound::Latency && kernel.isSeenWaiting()) {
        is(Confidence::High, "hardware counters show that it waits");
    } else if (kernel.build().known && kernel.counters()) {
        is(Confidence::Medium, "deduced from timings, instructions and hardware counters");
    } else if (kernel.build().known) {
        is(Confidence::Medium, "deduced from timings and instructions, without hardware counters");
    } else {
        is(Confidence::Low, "deduced from timings alone: the instructions could not be read");
    }
}

} // namespace

bool hangsOnMemory(const Task& task, const std::vector<CaseTiming>& cases, const Roofs& roofs)
{
    const BuildFacts unknown;
    const MeasuredKernel kernel(task, cases, roofs, unknown);
    return kernel.isTimed() && kernel.largest().fromMemory && kernel.largest().bestShare >= kFarFromMemory &&
           kernel.largest().bestShare < kLeaning;
}

Diagnosis diagnose(const Task& task, const std::vector<CaseTiming>& cases, const Roofs& roofs, const BuildFacts& build,
                   double memoryNow, std::string_view spillingLoop)
{
    const MeasuredKernel kernel(task, cases, roofs, build, memoryNow);
    Diagnosis diagnosis;
    if (!kernel.isTimed()) {
        return diagnosis;
    }
    std::vector<double> shares;
    for (const CaseAtRoof& one : kernel.cases()) {
        shares.push_back(one.share);
    }
    diagnosis.bound = findBound(kernel);
    diagnosis.tier = kernel.counters() ? "counters" : "analytic";
    judgeConfidence(kernel, diagnosis);
    diagnosis.roofShare = geometricMean(shares);
    diagnosis.intensity = kernel.intensity();
    diagnosis.gflops = kernel.gflops();
    diagnosis.gbytes = kernel.gbytes();
    diagnosis.peak = kernel.peak();
    diagnosis.coresUsed = kernel.largest().timing->coresUsed;
    diagnosis.levels = levelTraffic(kernel);
    addFindings(kernel, spillingLoop, diagnosis);
    diagnosis.lever = findLever(kernel, diagnosis.bound);
    diagnosis.build = build;
    return diagnosis;
}

} // namespace espalier
