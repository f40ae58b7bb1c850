#include "core/profile/torchtrace.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <unordered_map>

namespace espalier {
namespace {

using nlohmann::json;

constexpr std::size_t kMostKernels = 512;
constexpr std::size_t kLongestName = 1000;
constexpr double kMostUs = 1e15; ///< thirty years, so that sums stay exact enough

/// One event with a duration, as far as it is used here.
struct Event
{
    std::string category;
    std::string name;
    double start = 0; ///< microseconds
    double end = 0;
    double correlation = -1;
    const json* arguments = nullptr;
};

std::optional<double> number(const json& object, const char* key)
{
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number()) {
        return std::nullopt;
    }
    const double value = found->get<double>();
    return std::isfinite(value) && std::abs(value) < kMostUs ? std::optional(value) : std::nullopt;
}

std::string stringOf(const json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>().substr(0, kLongestName) : "";
}

std::optional<Event> readEvent(const json& item)
{
    if (!item.is_object() || stringOf(item, "ph") != "X") {
        return std::nullopt;
    }
    const auto start = number(item, "ts");
    const auto length = number(item, "dur");
    if (!start || !length || *length < 0) {
        return std::nullopt;
    }
    Event event{stringOf(item, "cat"), stringOf(item, "name"), *start, *start + *length, -1, nullptr};
    std::ranges::transform(event.category, event.category.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (const auto found = item.find("args"); found != item.end() && found->is_object()) {
        event.arguments = &*found;
        event.correlation = number(*found, "correlation").value_or(-1);
    }
    return event;
}

bool isKernel(const Event& event)
{
    return event.category == "kernel";
}

bool isOfDevice(const Event& event)
{
    return isKernel(event) || event.category == "gpu_memcpy" || event.category == "gpu_memset";
}

bool isOfHost(const Event& event)
{
    return event.category == "cuda_runtime" || event.category == "cuda_driver" || event.category == "hip_runtime";
}

/// Time covered by any of the intervals, and the gaps between them.
struct Covered
{
    double us = 0;
    double longestGap = 0;
};

Covered cover(std::vector<std::pair<double, double>> intervals)
{
    std::ranges::sort(intervals);
    Covered covered;
    double end = intervals.empty() ? 0 : intervals.front().first;
    for (const auto& [from, to] : intervals) {
        covered.longestGap = std::max(covered.longestGap, from - end);
        covered.us += std::max(0.0, to - std::max(from, end));
        end = std::max(end, to);
    }
    return covered;
}

/// A plain name, launched through the driver, that no library of NVIDIA's has: Triton's own kernels and those that
/// PyTorch's compiler makes with it. PyTorch's others carry their namespaces and are launched through the runtime.
bool looksLikeTriton(const Event& kernel, const std::set<double>& driverLaunches)
{
    constexpr std::array<std::string_view, 6> kLibraries{"sm", "cutlass", "nvjet", "cudnn", "ampere_", "_Z"};
    const std::string_view name = kernel.name;
    const bool isPlain =
        !name.empty() && std::ranges::all_of(name, [](unsigned char c) { return std::isalnum(c) || c == '_'; });
    const auto ofLibrary = [&](std::string_view library) {
        return name.starts_with(library) && (library != "sm" || (name.size() > 2 && std::isdigit(name[2])));
    };
    return isPlain && driverLaunches.contains(kernel.correlation) && std::ranges::none_of(kLibraries, ofLibrary);
}

void addKernel(const Event& event, std::vector<KernelProfile>& kernels,
               std::unordered_map<std::string, std::size_t>& known)
{
    const auto [place, isNew] = known.emplace(event.name, kernels.size());
    if (isNew && kernels.size() == kMostKernels) {
        known.erase(place);
        return;
    }
    if (isNew) {
        KernelProfile& kernel = kernels.emplace_back();
        kernel.name = event.name;
        kernel.launches = 0;
        if (event.arguments) {
            kernel.registers = number(*event.arguments, "registers per thread");
            kernel.sharedBytes = number(*event.arguments, "shared memory");
        }
    }
    KernelProfile& kernel = kernels[place->second];
    const double all = kernel.durationUs.value_or(0) * static_cast<double>(kernel.launches) + event.end - event.start;
    ++kernel.launches;
    kernel.durationUs = all / static_cast<double>(kernel.launches);
}

bool isLaunch(const Event& event)
{
    return isOfHost(event) && event.name.find("Launch") != std::string::npos;
}

bool isWait(const Event& event)
{
    return isOfHost(event) && (event.name.find("Synchronize") != std::string::npos || event.name == "cudaMemcpy");
}

/// torch.profiler waits for the device itself, when all is launched; that holds nothing up.
double startOfLastLaunch(const std::vector<Event>& events)
{
    double last = -kMostUs;
    for (const Event& event : events) {
        last = isLaunch(event) ? std::max(last, event.start) : last;
    }
    return last;
}

TraceTimeline timelineOf(const std::vector<Event>& events)
{
    std::vector<std::pair<double, double>> device;
    std::vector<std::pair<double, double>> kernels;
    std::set<double> driverLaunches;
    TraceTimeline timeline;
    const double lastLaunch = startOfLastLaunch(events);
    for (const Event& event : events) {
        const double us = event.end - event.start;
        if (isOfDevice(event)) {
            device.emplace_back(event.start, event.end);
        }
        if (isKernel(event)) {
            kernels.emplace_back(event.start, event.end);
            ++timeline.launches;
        } else if (isLaunch(event)) {
            timeline.launchUs += us;
            if (event.category == "cuda_driver") {
                driverLaunches.insert(event.correlation);
            }
        } else if (isWait(event) && event.start < lastLaunch) {
            timeline.synchronizeUs += us;
            ++timeline.synchronizations;
        }
    }
    for (const Event& event : events) {
        if (isKernel(event) && looksLikeTriton(event, driverLaunches)) {
            timeline.tritonUs += event.end - event.start;
        }
    }
    const Covered work = cover(device);
    timeline.kernelUs = cover(kernels).us;
    timeline.copyUs = std::max(0.0, work.us - timeline.kernelUs);
    timeline.longestGapUs = work.longestGap;
    if (!device.empty()) {
        timeline.spanUs = std::ranges::max(device, {}, &std::pair<double, double>::second).second -
                          std::ranges::min(device, {}, &std::pair<double, double>::first).first;
    }
    timeline.gapUs = std::max(0.0, timeline.spanUs - work.us);
    return timeline;
}

Error noTrace(const char* why)
{
    return {ErrorKind::Usage, "the trace holds no kernel", why,
            "record it with torch.profiler, activities CPU and CUDA, and export_chrome_trace()"};
}

} // namespace

Result<ProfileReport> readTorchTrace(std::string_view text)
{
    const json document = json::parse(text, nullptr, false);
    const json* list = &document;
    if (document.is_object() && document.contains("traceEvents")) {
        list = &document["traceEvents"];
    }
    if (!list->is_array()) {
        return noTrace("it is no Chrome trace");
    }
    std::vector<Event> events;
    for (const json& item : *list) {
        if (auto event = readEvent(item); event && (isOfDevice(*event) || isOfHost(*event))) {
            events.push_back(*std::move(event));
        }
    }
    ProfileReport report;
    report.tool = "torch";
    if (document.is_object() && document.contains("deviceProperties")) {
        const json& devices = document["deviceProperties"];
        if (devices.is_array() && !devices.empty() && devices.front().is_object()) {
            report.device = stringOf(devices.front(), "name");
        }
    }
    std::unordered_map<std::string, std::size_t> known;
    for (const Event& event : events) {
        if (isKernel(event)) {
            addKernel(event, report.kernels, known);
        }
    }
    if (report.kernels.empty()) {
        return noTrace("no device was recorded in it");
    }
    report.timeline = timelineOf(events);
    return report;
}

} // namespace espalier
