#include "core/evaluate/judge/vendorlibrary.h"

#include <algorithm>
#include <array>

namespace espalier {
namespace {

/// What a name begins with, up to what tells versions and parts of a library apart.
constexpr std::array<std::string_view, 13> kVendors{
    "libcublas", "libcudnn", "libcusparse", "libcusolver", "libcufft", "libcurand",     "libcutensor",
    "libnccl",   "libnpp",   "libnvinfer",  "libnvrtc",    "libtorch", "libonnxruntime"};
constexpr std::size_t kLongestName = 80;

} // namespace

std::optional<std::string> vendorLibraryIn(std::string_view maps)
{
    while (!maps.empty()) {
        const std::string_view line = maps.substr(0, maps.find('\n'));
        maps.remove_prefix(std::min(line.size() + 1, maps.size()));
        const std::size_t slash = line.rfind('/');
        if (slash == std::string_view::npos) {
            continue;
        }
        const std::string_view name = line.substr(slash + 1);
        if (std::ranges::any_of(kVendors, [&](std::string_view vendor) { return name.starts_with(vendor); })) {
            std::string shown(name.substr(0, kLongestName));
            std::erase_if(shown, [](unsigned char c) { return c <= ' ' || c >= 127; });
            return shown;
        }
    }
    return std::nullopt;
}

} // namespace espalier
