#include "core/profile/profilereport.h"

#include "core/graph/jsonreader.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace espalier {
namespace {

using nlohmann::json;

constexpr std::size_t kMostKernels = 4096;
constexpr std::size_t kMostMetrics = 256;

struct TimeName
{
    const char* key;
    double TraceTimeline::* time;
};
constexpr std::array kTimes{
    TimeName{"span_us", &TraceTimeline::spanUs},
    TimeName{"kernel_us", &TraceTimeline::kernelUs},
    TimeName{"copy_us", &TraceTimeline::copyUs},
    TimeName{"gap_us", &TraceTimeline::gapUs},
    TimeName{"longest_gap_us", &TraceTimeline::longestGapUs},
    TimeName{"launch_us", &TraceTimeline::launchUs},
    TimeName{"synchronize_us", &TraceTimeline::synchronizeUs},
    TimeName{"triton_us", &TraceTimeline::tritonUs},
};

double microseconds(const KernelProfile& kernel)
{
    return kernel.durationUs.value_or(0) * static_cast<double>(kernel.launches);
}

json toJson(const TraceTimeline& timeline)
{
    json document{{"launches", timeline.launches}, {"synchronizations", timeline.synchronizations}};
    for (const TimeName& name : kTimes) {
        document[name.key] = timeline.*name.time;
    }
    return document;
}

bool readTimeline(const json& document, TraceTimeline& timeline)
{
    JsonReader reader(document);
    int launches = 0;
    int synchronizations = 0;
    reader.read("launches", launches);
    reader.read("synchronizations", synchronizations);
    for (const TimeName& name : kTimes) {
        reader.read(name.key, timeline.*name.time);
        if (!std::isfinite(timeline.*name.time)) {
            return false;
        }
    }
    timeline.launches = launches;
    timeline.synchronizations = synchronizations;
    return reader.ok();
}

bool readKernels(const json& list, std::vector<KernelProfile>& kernels)
{
    if (!list.is_array() || list.size() > kMostKernels) {
        return false;
    }
    return std::ranges::all_of(list, [&](const json& item) { return readJson(item, kernels.emplace_back()); });
}

bool readMetrics(const json& document, std::map<std::string, std::string>& metrics)
{
    if (!document.is_object() || document.size() > kMostMetrics) {
        return false;
    }
    for (const auto& [key, value] : document.items()) {
        if (!value.is_string()) {
            return false;
        }
        metrics[key] = value.get<std::string>();
    }
    return true;
}

} // namespace

std::string ProfileReport::metricOf(KernelProfile::Figure KernelProfile::* figure) const
{
    const auto found = metrics.find(keyOf(figure));
    return found == metrics.end() ? keyOf(figure) : found->second;
}

double ProfileReport::shareOf(std::string_view name) const
{
    double all = 0;
    double own = 0;
    for (const KernelProfile& kernel : kernels) {
        all += microseconds(kernel);
        own += kernel.name == name ? microseconds(kernel) : 0;
    }
    return all > 0 ? own / all : 0;
}

const KernelProfile* ProfileReport::dominant() const
{
    std::map<std::string_view, double> totals;
    for (const KernelProfile& kernel : kernels) {
        totals[kernel.name] += microseconds(kernel);
    }
    const KernelProfile* found = nullptr;
    for (const KernelProfile& kernel : kernels) {
        const auto rank = [&](const KernelProfile& k) { return std::pair(totals[k.name], k.durationUs.value_or(0)); };
        if (!found || rank(kernel) > rank(*found)) {
            found = &kernel;
        }
    }
    return found;
}

json toJson(const ProfileReport& report)
{
    json kernels = json::array();
    for (const KernelProfile& kernel : report.kernels) {
        kernels.push_back(toJson(kernel));
    }
    json document{{"tool", report.tool},      {"device", report.device},
                  {"case", report.caseName},  {"useful_operations", report.usefulOperations},
                  {"calls", report.calls},    {"kernels", std::move(kernels)},
                  {"metrics", report.metrics}};
    if (report.timeline) {
        document["timeline"] = toJson(*report.timeline);
    }
    return document;
}

std::optional<ProfileReport> profileFromJson(const json& document)
{
    ProfileReport report;
    JsonReader reader(document);
    reader.read("tool", report.tool);
    reader.read("device", report.device);
    reader.read("case", report.caseName);
    reader.read("useful_operations", report.usefulOperations);
    reader.read("calls", report.calls);
    const json* kernels = reader.child("kernels");
    const json* metrics = reader.child("metrics");
    const json* timeline = reader.child("timeline");
    if (!reader.ok() || (kernels && !readKernels(*kernels, report.kernels)) ||
        (metrics && !readMetrics(*metrics, report.metrics)) ||
        (timeline && !readTimeline(*timeline, report.timeline.emplace()))) {
        return std::nullopt;
    }
    return report;
}

} // namespace espalier
