#include "core/profile/protontree.h"

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

namespace espalier {
namespace {

using nlohmann::json;

constexpr std::size_t kMostKernels = 512;
constexpr std::size_t kMostFrames = 200'000;
constexpr std::size_t kDeepest = 256;
constexpr std::size_t kLongestName = 1000;
constexpr std::size_t kLongestScope = 256;
constexpr double kMostLaunches = 1e9;

struct TimeMetric
{
    const char* name;
    double toUs;
};
constexpr std::array kTimes{TimeMetric{"time (ns)", 1e-3}, TimeMetric{"time (us)", 1}, TimeMetric{"time (ms)", 1e3},
                            TimeMetric{"time (s)", 1e6}};

struct Frame
{
    const json* node;
    std::string scope;
    std::size_t depth;
};

const json* memberOf(const json& object, const char* key)
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    return object.is_object() && found != object.end() ? &*found : nullptr;
}

double numberOf(const json& object, const char* key)
{
    const json* found = memberOf(object, key);
    const double value = found && found->is_number() ? found->get<double>() : 0;
    return std::isfinite(value) && value > 0 ? value : 0;
}

std::string nameOf(const json& node)
{
    const json* frame = memberOf(node, "frame");
    const json* name = frame ? memberOf(*frame, "name") : nullptr;
    return name && name->is_string() ? name->get<std::string>().substr(0, kLongestName) : "";
}

void addKernel(const Frame& frame, ProfileReport& report)
{
    const json* metrics = memberOf(*frame.node, "metrics");
    if (!metrics || report.kernels.size() == kMostKernels) {
        return;
    }
    double us = 0;
    for (const TimeMetric& time : kTimes) {
        us = us > 0 ? us : numberOf(*metrics, time.name) * time.toUs;
    }
    const double count = std::min(numberOf(*metrics, "count"), kMostLaunches);
    if (us <= 0 || count < 1) {
        return; // a scope, which may have metrics of the user's own
    }
    KernelProfile& kernel = report.kernels.emplace_back();
    kernel.name = nameOf(*frame.node);
    kernel.scope = frame.scope;
    kernel.launches = static_cast<std::int64_t>(count);
    kernel.durationUs = us / count;
}

Error noTree(const char* why)
{
    return {ErrorKind::Usage, "the profile holds no kernel", why,
            "record it with triton.profiler: proton.start(NAME), the kernels, proton.finalize()"};
}

/// "CUDA 90" of the last element, which describes the devices.
std::string deviceOf(const json& description)
{
    if (!description.is_object() || description.contains("frame") || description.empty()) {
        return {};
    }
    const json* first =
        description.begin()->is_object() && !description.begin()->empty() ? &*description.begin()->begin() : nullptr;
    const json* arch = first ? memberOf(*first, "arch") : nullptr;
    return description.begin().key().substr(0, kLongestName) +
           (arch && arch->is_string() ? " " + arch->get<std::string>().substr(0, 64) : "");
}

} // namespace

Result<ProfileReport> readProtonTree(std::string_view text)
{
    const json document = json::parse(text, nullptr, false);
    if (!document.is_array() || document.empty()) {
        return noTree("it is no tree of Proton's");
    }
    ProfileReport report;
    report.tool = "proton";
    report.device = deviceOf(document.back());
    std::vector<Frame> waiting;
    for (const json& root : document) {
        if (waiting.size() == kMostFrames) {
            return noTree("the tree is too large");
        }
        waiting.push_back({&root, "", 0});
    }
    while (!waiting.empty()) {
        const Frame frame = std::move(waiting.back());
        waiting.pop_back();
        if (frame.depth > kDeepest) {
            return noTree("the tree is too deep");
        }
        addKernel(frame, report);
        const json* children = memberOf(*frame.node, "children");
        if (!children || !children->is_array()) {
            continue;
        }
        const std::string name = frame.depth == 0 ? "" : nameOf(*frame.node);
        const std::string scope = (frame.scope.empty() ? name : frame.scope + "/" + name).substr(0, kLongestScope);
        if (waiting.size() + children->size() > kMostFrames) {
            return noTree("the tree is too large");
        }
        for (auto child = children->rbegin(); child != children->rend(); ++child) {
            waiting.push_back({&*child, scope, frame.depth + 1});
        }
    }
    return report.kernels.empty() ? Result<ProfileReport>(noTree("no frame in it has a time"))
                                  : Result<ProfileReport>(std::move(report));
}

} // namespace espalier
