#include "widgets/charts/rooflinefeed.h"

#include "core/diagnose/theoreticalroofs.h"
#include "core/profile/fusion.h"
#include "widgets/common/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <functional>
#include <set>

namespace espalier {
namespace {

/// That of the rate which the task's numbers are held against.
double theoreticalOf(const DeviceRoofs& device, double peak, const TheoreticalRoofs& theoretical)
{
    return peak == device.fp32Gflops     ? theoretical.fp32Gflops
           : peak == device.fp64Gflops   ? theoretical.fp64Gflops
           : peak == device.matrixGflops ? theoretical.matrixGflops
                                         : 0;
}

/// What the node was held against on the device that judged it, wherever that is.
MachineRoofs roofsOf(const DeviceRoofs& device, double peak)
{
    const TheoreticalRoofs theoretical = theoreticalRoofs(device);
    MachineRoofs roofs;
    roofs.levels = {{QStringLiteral("L2"), device.cacheGbytes}, {QStringLiteral("DRAM"), device.memoryGbytes}};
    roofs.gflops = peak;
    roofs.machine = format::codeLine(device.device);
    roofs.device = true;
    roofs.theoreticalGflops = theoreticalOf(device, peak, theoretical);
    if (theoretical.memoryGbytes > 0) {
        roofs.theoretical = {{QStringLiteral("DRAM"), theoretical.memoryGbytes}};
    }
    roofs.theoreticalFrom = format::codeLine(theoretical.source);
    return roofs;
}

/// Where the device's clocks are not known: the bandwidth that a profiler takes for the peak, from what it counted and
/// the percent it made of that. Of the same device only: an imported file may be of any.
void addFromProfile(const NodeDetails& details, MachineRoofs& roofs)
{
    if (!roofs.theoretical.empty()) {
        return;
    }
    constexpr double kLeastPercent = 5; // below it the percent is mostly rounding
    for (const ProfileReport& report : details.profiles) {
        const KernelProfile* kernel = report.dominant();
        if (!roofs.device || kernel == nullptr || format::codeLine(report.device) != roofs.machine) {
            continue;
        }
        const double us = kernel->durationUs.value_or(0);
        const double percent = kernel->dramPercent.value_or(0);
        if (us > 0 && percent >= kLeastPercent && kernel->dramBytes.value_or(0) > 0) {
            roofs.theoretical = {{QStringLiteral("DRAM"), *kernel->dramBytes / us * 1e-3 / (percent / 100)}};
            roofs.theoreticalFrom =
                QCoreApplication::translate("RooflineChart", "The bandwidth that %1 took for the peak.")
                    .arg(format::codeLine(report.tool));
            return;
        }
    }
}

RooflinePoint pointOf(const Node& node)
{
    RooflinePoint point;
    point.label = QStringLiteral("#%1").arg(node.number);
    point.speedup = node.fitness;
    point.node = node.number;
    point.bound = node.bound;
    point.roofShare = node.roofShare;
    point.ms = node.ms;
    point.interval = node.speedup;
    return point;
}

RooflinePoint pointOf(const Node& node, const Diagnosis& judged)
{
    RooflinePoint point = pointOf(node);
    point.intensity = judged.intensity;
    point.gflops = judged.gflops;
    point.levels = judged.levels;
    return point;
}

/// The fastest baseline did the same work on the same bytes. The diagnosis speaks of the case with the longest roof
/// time, which is taken to be the one that takes the baseline longest.
std::optional<RooflinePoint> baselineOf(const Evaluation& evaluation)
{
    const auto largest = std::ranges::max_element(evaluation.cases, {}, &CaseTiming::baselineMs);
    if (largest == evaluation.cases.end() || !(largest->speedup.value > 0) || !(evaluation.speedup.value > 0)) {
        return std::nullopt;
    }
    RooflinePoint point;
    point.label = format::codeLine(evaluation.baseline);
    point.intensity = evaluation.diagnosis.intensity;
    point.gflops = evaluation.diagnosis.gflops / largest->speedup.value;
    point.speedup = 1;
    point.ms = evaluation.ms * evaluation.speedup.value;
    return point;
}

std::vector<RooflinePoint> othersOf(const SearchGraph& graph, const std::set<NodeNumber>& lineage,
                                    std::span<const NodeFigures> figures)
{
    std::vector<NodeNumber> shown;
    const auto known = static_cast<NodeNumber>(std::min(figures.size(), graph.size()));
    for (NodeNumber n = 0; n < known; ++n) {
        if (isValid(graph.node(n).verdict) && figures[n].gflops > 0 && !lineage.contains(n)) {
            shown.push_back(n);
        }
    }
    if (shown.size() > kMostOthers) {
        std::ranges::nth_element(shown, shown.begin() + std::ptrdiff_t{kMostOthers}, std::ranges::greater(),
                                 [&graph](NodeNumber n) { return graph.node(n).fitness; });
        shown.resize(kMostOthers);
    }
    std::vector<RooflinePoint> others;
    for (const NodeNumber n : shown) {
        others.push_back(pointOf(graph.node(n)));
        others.back().intensity = figures[n].intensity;
        others.back().gflops = figures[n].gflops;
    }
    return others;
}

} // namespace

RooflineData rooflineOf(const LiveGraph& live, DetailsCache& details, NodeNumber selected, const MachineRoofs& own,
                        std::span<const NodeFigures> figures, std::optional<NodeNumber> marked)
{
    RooflineData data;
    data.roofs = own;
    std::vector<NodeNumber> line = live.graph().lineage(selected);
    // The start and the last dozen say it all; a lineage of hundreds would only be a smear, and as many reads.
    if (line.size() > 13) {
        line.erase(line.begin() + 1, line.end() - 12);
    }
    for (const NodeNumber number : line) {
        const Node& node = live.graph().node(number);
        const NodeDetailsPtr found = isValid(node.verdict) ? details.get(number) : nullptr;
        if (!found) {
            continue;
        }
        const Diagnosis& judged = found->evaluation.diagnosis;
        const auto& elsewhere = found->evaluation.takenOn;
        if (judged.device) {
            data.roofs = roofsOf(*judged.device, judged.peak);
        } else if (elsewhere && elsewhere->fingerprint != own.fingerprint) {
            data.roofs = {};
            data.roofs.machine = format::codeLine(elsewhere->host);
        }
        RooflinePoint point = pointOf(node, judged);
        point.selected = number == selected;
        if (point.selected) {
            data.baseline = baselineOf(found->evaluation);
            if (!found->profiles.empty()) {
                point.levels = fuse(judged, found->profiles).levels;
            }
            addFromProfile(*found, data.roofs);
        }
        data.lineage.push_back(std::move(point));
    }
    if (marked && *marked < live.graph().size() && isValid(live.graph().node(*marked).verdict)) {
        if (const NodeDetailsPtr found = details.get(*marked)) {
            data.marked = pointOf(live.graph().node(*marked), found->evaluation.diagnosis);
        }
    }
    data.others = othersOf(live.graph(), {line.begin(), line.end()}, figures);
    return data;
}

} // namespace espalier
