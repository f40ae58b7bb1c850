#include "core/task/variation.h"

#include <algorithm>
#include <array>
#include <utility>

namespace espalier {
namespace {

constexpr std::array<std::pair<Variation, std::string_view>, 10> kNames{{{Variation::Large, "large"},
                                                                         {Variation::Small, "small"},
                                                                         {Variation::Offsets, "offsets"},
                                                                         {Variation::Spikes, "spikes"},
                                                                         {Variation::Huge, "huge"},
                                                                         {Variation::Zeros, "zeros"},
                                                                         {Variation::Denormals, "denormals"},
                                                                         {Variation::Integers, "integers"},
                                                                         {Variation::Nan, "nan"},
                                                                         {Variation::Infinity, "infinity"}}};

} // namespace

const std::vector<Variation>& allVariations()
{
    static const std::vector<Variation> kAll = [] {
        std::vector<Variation> all;
        for (const auto& [variation, name] : kNames) {
            all.push_back(variation);
        }
        return all;
    }();
    return kAll;
}

bool isOptIn(Variation variation)
{
    return variation == Variation::Huge || isNonFinite(variation);
}

bool isNonFinite(Variation variation)
{
    return variation == Variation::Nan || variation == Variation::Infinity;
}

std::string_view toText(Variation variation)
{
    const auto found = std::find_if(kNames.begin(), kNames.end(), [&](const auto& n) { return n.first == variation; });
    return found == kNames.end() ? std::string_view() : found->second;
}

std::optional<Variation> variationFromText(std::string_view text)
{
    const auto found = std::find_if(kNames.begin(), kNames.end(), [&](const auto& n) { return n.second == text; });
    return found == kNames.end() ? std::nullopt : std::optional(found->first);
}

} // namespace espalier
