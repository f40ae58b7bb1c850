#include "app/cli/nodeprofiles.h"

#include "app/cli/output.h"
#include "core/diagnose/figures.h"
#include "core/profile/fusion.h"
#include "core/profile/profileorigin.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

constexpr std::size_t kMostRows = 8;
constexpr std::size_t kLongestName = 48; ///< a column of the table

std::string cell(const std::optional<double>& value, const char* unit = " %")
{
    return value ? numberText(*value) + unit : "–";
}

void printKernels(const ProfileReport& report)
{
    std::vector<const KernelProfile*> kernels;
    for (const KernelProfile& kernel : report.kernels) {
        kernels.push_back(&kernel);
    }
    std::ranges::stable_sort(kernels, std::ranges::greater(), [](const KernelProfile* kernel) {
        return kernel->durationUs.value_or(0) * static_cast<double>(kernel->launches);
    });
    std::vector<std::vector<std::string>> rows{
        {"  kernel", "launches", "each", "occupancy", "compute", "memory", "DRAM", "L2", "L1", "registers"}};
    for (std::size_t i = 0; i < std::min(kernels.size(), kMostRows); ++i) {
        const KernelProfile& k = *kernels[i];
        rows.push_back({"  " + k.name.substr(0, kLongestName), std::to_string(k.launches),
                        k.durationUs ? msText(*k.durationUs * 1e-3) : "–", cell(k.achievedOccupancy),
                        cell(k.computePercent), cell(k.memoryPercent), cell(k.dramPercent), cell(k.l2Percent),
                        cell(k.l1Percent), k.registers ? std::to_string(std::lround(*k.registers)) : "–"});
    }
    printTable(rows, {1, 2, 3, 4, 5, 6, 7, 8, 9});
    if (kernels.size() > kMostRows) {
        printLine("  and " + std::to_string(kernels.size() - kMostRows) + " more with --json");
    }
}

void printTimeline(const TraceTimeline& t)
{
    const auto text = [](double us) { return us > 0 ? msText(us * 1e-3) : std::string("0"); };
    printLine("  of " + text(t.spanUs) + ": kernels " + text(t.kernelUs) + ", copies " + text(t.copyUs) + ", nothing " +
              text(t.gapUs) + "; the host launched for " + text(t.launchUs) + " and waited for " +
              text(t.synchronizeUs) + " in " + std::to_string(t.synchronizations) + " calls");
}

} // namespace

nlohmann::json profileDocument(const ProfileReport& report, const Diagnosis& judged)
{
    nlohmann::json findings = nlohmann::json::array();
    for (const Bottleneck& finding : bottlenecks(report)) {
        findings.push_back(toJson(finding));
    }
    Diagnosis dots;
    dots.levels = rooflineDots(report, judged);
    nlohmann::json document{
        {"report", toJson(report)}, {"findings", std::move(findings)}, {"roofline", toJson(dots).at("levels")}};
    if (const ProfileOrigin origin = originOf(report, judged); !origin.notes.empty()) {
        document["notes"] = origin.notes;
    }
    return document;
}

void printProfile(const ProfileReport& report, const Diagnosis& judged)
{
    printLine("profile by " + report.tool + (report.device.empty() ? "" : " · " + report.device) +
              (report.caseName.empty() ? "" : " · case " + report.caseName) +
              " · a run of its own, no time in it counts");
    for (const std::string& note : originOf(report, judged).notes) {
        printLine("  " + note);
    }
    printKernels(report);
    if (report.timeline) {
        printTimeline(*report.timeline);
    }
    for (const Bottleneck& finding : bottlenecks(report)) {
        printLine("  " + sentence(finding) + (finding.lever.empty() ? "" : " → " + finding.lever));
    }
}

} // namespace espalier::cli
