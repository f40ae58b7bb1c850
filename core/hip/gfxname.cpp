#include "core/hip/gfxname.h"

#include <algorithm>

namespace espalier {
namespace {

constexpr std::string_view kPrefix = "gfx";

} // namespace

bool isHipArchitecture(std::string_view name)
{
    if (!name.starts_with(kPrefix) || name.size() < 6 || name.size() > 8) {
        return false;
    }
    name.remove_prefix(kPrefix.size());
    return std::ranges::all_of(name, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::optional<std::string> gfxNameIn(std::string_view properties)
{
    for (std::size_t at = properties.find(kPrefix); at != std::string_view::npos;
         at = properties.find(kPrefix, at + 1)) {
        const bool begins = at == 0 || properties[at - 1] == '\0';
        const std::size_t end = properties.find('\0', at);
        if (!begins || end == std::string_view::npos) {
            continue;
        }
        const std::string_view text = properties.substr(at, end - at);
        if (const std::string_view name = text.substr(0, text.find(':')); isHipArchitecture(name)) {
            return std::string(name);
        }
    }
    return std::nullopt;
}

} // namespace espalier
