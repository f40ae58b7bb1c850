#include "core/profile/profileorigin.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace espalier {
namespace {

constexpr std::size_t kLongestName = 80;

bool isWord(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// "scale(const float *, long)", "void ns::scale<4>(float *)", "scale.kd" and "_Z5scalePKf" all name scale.
bool names(std::string_view profiled, std::string_view kernel)
{
    for (std::size_t at = profiled.find(kernel); at != std::string_view::npos; at = profiled.find(kernel, at + 1)) {
        const std::size_t end = at + kernel.size();
        const bool isMangled = at > 0 && std::isdigit(static_cast<unsigned char>(profiled[at - 1])) != 0;
        const bool isWhole =
            (at == 0 || !isWord(profiled[at - 1])) && (end == profiled.size() || !isWord(profiled[end]));
        if (isMangled || isWhole) {
            return true;
        }
    }
    return false;
}

bool isOneOf(const KernelProfile& profiled, const std::vector<LaunchFacts>& launches)
{
    return std::ranges::any_of(launches, [&](const LaunchFacts& launch) {
        return !launch.kernel.empty() && names(profiled.name, launch.kernel);
    });
}

} // namespace

ProfileOrigin originOf(const ProfileReport& report, const Diagnosis& judged)
{
    ProfileOrigin origin;
    const std::string device = judged.device ? judged.device->device : "";
    if (!device.empty() && !report.device.empty() && device.find(report.device) == std::string::npos &&
        report.device.find(device) == std::string::npos) {
        origin.otherDevice = true;
        origin.notes.push_back("The profile was taken on another device, " + report.device +
                               "; the node was judged on " + device + ".");
    }
    const bool isImported = report.caseName.empty();
    if (isImported && !report.kernels.empty() && !judged.launches.empty() &&
        std::ranges::none_of(report.kernels, [&](const auto& kernel) { return isOneOf(kernel, judged.launches); })) {
        origin.otherKernel = true;
        origin.notes.push_back("No kernel of the profile is one that the node launches (" +
                               judged.launches.front().kernel.substr(0, kLongestName) +
                               "), so it may be of another program.");
    }
    return origin;
}

} // namespace espalier
