#include "core/task/caserole.h"

#include <algorithm>
#include <array>
#include <utility>

namespace espalier {
namespace {

constexpr std::array<std::pair<CaseRole, std::string_view>, 4> kNames{
    {{CaseRole::Smoke, "smoke"}, {CaseRole::Cpu, "cpu"}, {CaseRole::Gpu, "gpu"}, {CaseRole::Hidden, "hidden"}}};

} // namespace

std::string_view toText(CaseRole role)
{
    return std::find_if(kNames.begin(), kNames.end(), [&](const auto& one) { return one.first == role; })->second;
}

std::optional<CaseRole> caseRoleFromText(std::string_view text)
{
    const auto named = std::find_if(kNames.begin(), kNames.end(), [&](const auto& one) { return one.second == text; });
    return named == kNames.end() ? std::nullopt : std::optional(named->first);
}

} // namespace espalier
