#include "core/profile/bottleneck.h"

#include "core/diagnose/figures.h"
#include "core/profile/kernelrules.h"

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

namespace espalier {
namespace {

constexpr std::size_t kMost = 8;
constexpr double kWorthSaying = 0.1; ///< of the span
constexpr double kNearlyAll = 0.9;

std::string us(double value)
{
    return numberText(value) + " µs";
}

void addTimeline(const TraceTimeline& t, std::vector<Bottleneck>& found)
{
    if (t.spanUs <= 0) {
        return;
    }
    if (t.gapUs > kWorthSaying * t.spanUs) {
        const double busy = t.spanUs - t.gapUs;
        found.push_back({Bound::Launch,
                         "The device has nothing to do in " + percentText(t.gapUs / t.spanUs) +
                             " of the time between its first and its last work.",
                         "gaps = " + us(t.gapUs) + " of " + us(t.spanUs) + ", the longest " + us(t.longestGapUs),
                         busy > 0 ? std::optional(t.spanUs / busy) : std::nullopt, "fuse-loops", true});
    }
    if (t.synchronizeUs > kWorthSaying * t.spanUs) {
        found.push_back(
            {Bound::Launch, "The host waits for the device again and again.",
             "synchronisation = " + us(t.synchronizeUs) + " in " + std::to_string(t.synchronizations) + " calls",
             std::nullopt, ""});
    }
}

void addTritonShare(const ProfileReport& report, std::vector<Bottleneck>& found)
{
    double all = 0;
    for (const KernelProfile& kernel : report.kernels) {
        all += kernel.durationUs.value_or(0) * static_cast<double>(kernel.launches);
    }
    const double triton = report.timeline ? report.timeline->tritonUs : 0;
    if (all > 0 && triton > 0 && triton < kNearlyAll * all) {
        found.push_back(
            {Bound::Unknown,
             "Triton's kernels take " + percentText(triton / all) + " of the kernels' time; the rest is the library's.",
             "Triton = " + us(triton) + " of " + us(all), all / (all - triton), ""});
    }
}

void addShare(const ProfileReport& report, std::vector<Bottleneck>& found)
{
    const KernelProfile* kernel = report.dominant();
    if (kernel == nullptr) {
        return;
    }
    const double share = report.shareOf(kernel->name);
    if (share > 0 && share < kNearlyAll) {
        found.push_back({Bound::Unknown,
                         kernel->name.substr(0, 80) + " takes " + percentText(share) + " of the kernels' time.",
                         "duration = " + us(kernel->durationUs.value_or(0)) + " in each of " +
                             std::to_string(kernel->launches) + " launches",
                         1 / (1 - share), ""});
    }
}

} // namespace

std::vector<Bottleneck> bottlenecks(const ProfileReport& report)
{
    std::vector<Bottleneck> found;
    if (const KernelProfile* kernel = report.dominant()) {
        found = KernelRules(report, *kernel).run();
    }
    if (report.timeline) {
        addTimeline(*report.timeline, found);
        addTritonShare(report, found);
    } else if (found.empty()) {
        addShare(report, found);
    }
    std::ranges::stable_sort(found, std::ranges::greater(), [](const Bottleneck& finding) {
        return std::pair(finding.isLimit, finding.gain.value_or(0));
    });
    found.resize(std::min(found.size(), kMost));
    return found;
}

std::string sentence(const Bottleneck& finding)
{
    const std::string_view what = finding.what;
    return std::string(what.ends_with('.') ? what.substr(0, what.size() - 1) : what) + " (" + finding.evidence +
           (finding.gain && *finding.gain > 1.005 ? "; at most " + ratioText(*finding.gain) + " faster by this" : "") +
           ").";
}

nlohmann::json toJson(const Bottleneck& finding)
{
    nlohmann::json document{{"bound", toText(finding.bound)},
                            {"what", finding.what},
                            {"evidence", finding.evidence},
                            {"lever", finding.lever},
                            {"is_limit", finding.isLimit}};
    if (finding.gain) {
        document["most_gain"] = *finding.gain;
    }
    return document;
}

} // namespace espalier
