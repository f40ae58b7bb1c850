#include "core/profile/profilesummary.h"

#include "core/diagnose/figures.h"
#include "core/profile/bottleneck.h"
#include "core/profile/profileorigin.h"
#include "core/profile/stallwords.h"

#include <algorithm>
#include <iterator>
#include <span>

namespace espalier {
namespace {

using K = KernelProfile;

constexpr std::size_t kMostLines = 10;
constexpr std::size_t kMostStalls = 4;
constexpr std::size_t kLongestName = 80;

struct Part
{
    const char* name;
    K::Figure K::* figure;
    const char* unit;
};

/// "arithmetic 43 %, memory 67 %" of those that are known.
std::string listOf(const KernelProfile& kernel, std::span<const Part> parts)
{
    std::string list;
    for (const Part& part : parts) {
        if (const K::Figure& value = kernel.*part.figure) {
            list += (list.empty() ? "" : ", ") + std::string(part.name) + " " + numberText(*value) + part.unit;
        }
    }
    return list;
}

std::string stallsOf(const KernelProfile& kernel)
{
    std::string list;
    std::size_t count = 0;
    for (const StallReason& stall : kernel.stalls) {
        if (const StallWords* words = wordsOf(stall.name); words && count < kMostStalls) {
            list += (count++ == 0 ? "" : ", ") + stall.name + " " + numberText(stall.cyclesPerIssue);
        }
    }
    return list;
}

void addKernel(const KernelProfile& kernel, std::vector<std::string>& lines)
{
    static constexpr Part kBusy[]{{"arithmetic", &K::computePercent, " %"},
                                  {"memory", &K::memoryPercent, " %"},
                                  {"DRAM", &K::dramPercent, " %"},
                                  {"L2", &K::l2Percent, " %"},
                                  {"L1", &K::l1Percent, " %"},
                                  {"matrix cores", &K::tensorPercent, " %"}};
    static constexpr Part kLaunch[]{{"blocks", &K::blocks, ""},
                                    {"threads of a block", &K::blockThreads, ""},
                                    {"registers of a thread", &K::registers, ""},
                                    {"shared memory of a block", &K::sharedBytes, " bytes"},
                                    {"waves", &K::waves, ""}};
    static constexpr Part kOccupancy[]{{"achieved", &K::achievedOccupancy, " %"},
                                       {"possible", &K::theoreticalOccupancy, " %"}};
    if (const std::string busy = listOf(kernel, kBusy); !busy.empty()) {
        lines.push_back("of peak: " + busy);
    }
    if (const std::string launch = listOf(kernel, kLaunch); !launch.empty()) {
        lines.push_back("launch: " + launch);
    }
    if (const std::string occupancy = listOf(kernel, kOccupancy); !occupancy.empty()) {
        lines.push_back("occupancy: " + occupancy +
                        (kernel.occupancyLimit.empty()
                             ? ""
                             : "; more warps do not fit because " + limitWords(kernel.occupancyLimit)));
    }
    if (const std::string stalls = stallsOf(kernel); !stalls.empty()) {
        lines.push_back("cycles waited per issued instruction: " + stalls +
                        (kernel.cyclesPerIssue ? " of " + numberText(*kernel.cyclesPerIssue) : ""));
    }
}

} // namespace

std::vector<std::string> summaryLines(const ProfileReport& report, const Diagnosis& judged)
{
    std::vector<std::string> lines;
    const KernelProfile* kernel = report.dominant();
    if (kernel == nullptr && !report.timeline) {
        return lines;
    }
    std::string head = report.tool + (report.device.empty() ? "" : " on " + report.device);
    if (!report.caseName.empty()) {
        head += ", case " + report.caseName;
    }
    if (kernel != nullptr) {
        head += ": kernel " + kernel->name.substr(0, kLongestName) + ", " + percentText(report.shareOf(kernel->name)) +
                " of the kernels' time";
    }
    lines.push_back(std::move(head));
    std::ranges::copy(originOf(report, judged).notes, std::back_inserter(lines));
    if (kernel != nullptr) {
        addKernel(*kernel, lines);
    }
    for (const Bottleneck& finding : bottlenecks(report)) {
        lines.push_back(sentence(finding));
    }
    lines.resize(std::min(lines.size(), kMostLines));
    return lines;
}

} // namespace espalier
