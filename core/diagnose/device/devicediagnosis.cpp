#include "core/diagnose/device/devicediagnosis.h"

#include "core/diagnose/boundrule.h"
#include "core/diagnose/device/devicefindings.h"
#include "core/diagnose/statistics.h"

namespace espalier {
namespace {

Bound boundOf(const DeviceKernel& kernel)
{
    const CaseOnDevice& largest = kernel.largest();
    if (largest.timing->ms < kLaunchFactor * kernel.launchMs()) {
        return Bound::Launch;
    }
    if (largest.bestShare >= kLeaning) {
        return largest.memoryBound() ? Bound::Memory : Bound::Compute;
    }
    const LaunchFacts* launch = kernel.mainLaunch();
    const bool isSmall = kernel.waves() > 0 && kernel.waves() < 1;
    const bool isLow = launch && launch->residentBlocks > 0 && launch->occupancy < kLowOccupancy;
    return isSmall || isLow ? Bound::Occupancy : Bound::Latency;
}

void judgeConfidence(const DeviceKernel& kernel, Diagnosis& diagnosis)
{
    const auto is = [&](Confidence confidence, const char* reason) {
        diagnosis.confidence = confidence;
        diagnosis.confidenceReason = reason;
    };
    const bool isAtRoof = kernel.largest().bestShare >= kLeaning;
    const bool isMeasured = diagnosis.bound == Bound::Launch || isAtRoof;
    if (diagnosis.bound != Bound::Launch && !kernel.beaten().empty()) {
        diagnosis.confidence = isAtRoof ? Confidence::Medium : Confidence::Low;
        diagnosis.confidenceReason =
            "it gets past a roof that was measured on this device, so not all that may limit it "
            "is known";
    } else if (isMeasured) {
        is(Confidence::High, "both the time and what it stands against are measured on this device");
    } else if (kernel.launches().size() > 1) {
        is(Confidence::Low, "which of its launches takes the time is not known without a trace");
    } else if (diagnosis.bound == Bound::Occupancy) {
        is(Confidence::Medium, "the sizes of the launch and the compiler's figures say so, without hardware counters");
    } else {
        is(Confidence::Low, "what remains when everything that was measured is ruled out, without hardware counters");
    }
}

void sayLaunches(Diagnosis& diagnosis)
{
    constexpr std::size_t kMost = 4;
    for (std::size_t i = 0; i < std::min(diagnosis.launches.size(), kMost); ++i) {
        diagnosis.facts.push_back(sentenceOf(diagnosis.launches[i]) + ".");
    }
}

Diagnosis withoutRoofs(const DeviceEvidence& evidence)
{
    Diagnosis diagnosis = describeBuild(evidence.cases);
    diagnosis.facts.insert(diagnosis.facts.begin(), "The roofs of this device could not be measured, so no bound is "
                                                    "named: " +
                                                        evidence.whyNoRoofs + ".");
    return diagnosis;
}

/// Nothing where there was nothing to hold against a roof.
Diagnosis withoutRoofThatHolds(const DeviceKernel& kernel, const DeviceEvidence& evidence, Diagnosis diagnosis)
{
    if (kernel.beaten().empty()) {
        return diagnosis;
    }
    diagnosis.launches = largestLaunches(evidence.cases);
    for (const BeatenRoof& roof : kernel.beaten()) {
        diagnosis.facts.push_back(beatenSentence(kernel, roof));
    }
    sayLaunches(diagnosis);
    return diagnosis;
}

} // namespace

Diagnosis describeBuild(const std::vector<CaseLaunches>& cases)
{
    Diagnosis diagnosis;
    diagnosis.launches = largestLaunches(cases);
    sayLaunches(diagnosis);
    return diagnosis;
}

Diagnosis diagnoseOnDevice(const Task& task, const std::vector<CaseTiming>& cases, const DeviceEvidence& evidence)
{
    if (!evidence.roofs) {
        return withoutRoofs(evidence);
    }
    const DeviceKernel kernel(task, cases, *evidence.roofs, evidence.cases);
    Diagnosis diagnosis;
    diagnosis.device = evidence.roofs;
    if (!kernel.isTimed()) {
        return withoutRoofThatHolds(kernel, evidence, std::move(diagnosis));
    }
    std::vector<double> shares;
    for (const CaseOnDevice& one : kernel.cases()) {
        shares.push_back(one.share);
    }
    const CaseOnDevice& largest = kernel.largest();
    diagnosis.bound = boundOf(kernel);
    judgeConfidence(kernel, diagnosis);
    diagnosis.roofShare = geometricMean(shares);
    diagnosis.intensity = kernel.intensity();
    diagnosis.gflops = kernel.gflops();
    diagnosis.gbytes = kernel.gbytes();
    diagnosis.peak = kernel.peak();
    if (largest.bytes > 0) {
        diagnosis.levels = {
            {"DRAM", largest.bytes, kernel.intensity(), kernel.gflops(), kernel.gbytes(), "compulsory"}};
    }
    diagnosis.launches = kernel.launches();
    addDeviceFindings(kernel, diagnosis);
    diagnosis.lever = deviceLever(kernel, diagnosis.bound);
    return diagnosis;
}

} // namespace espalier
