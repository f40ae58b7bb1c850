#include "core/search/technique.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace espalier {
namespace {

constexpr std::array<std::string_view, 8> kNames{"parallel",  "vector", "blocking", "traffic",
                                                 "algorithm", "loops",  "settings", "other"};

/// The first word found decides: "simd-scan" is vectors, "tile-reduction" blocking, "branch-free-search" an algorithm.
constexpr std::array<std::pair<std::string_view, Technique>, 45> kWords{{
    {"parallel", Technique::Parallel}, {"thread", Technique::Parallel},      {"persistent", Technique::Parallel},
    {"vector", Technique::Vector},     {"simd", Technique::Vector},          {"accumulator", Technique::Vector},
    {"align", Technique::Vector},      {"tensor", Technique::Vector},        {"tile", Technique::Blocking},
    {"tiling", Technique::Blocking},   {"block", Technique::Blocking},       {"pack", Technique::Blocking},
    {"staging", Technique::Blocking},  {"interchange", Technique::Blocking}, {"shared", Technique::Blocking},
    {"stream", Technique::Traffic},    {"fus", Technique::Traffic},          {"restrict", Technique::Traffic},
    {"prefetch", Technique::Traffic},  {"layout", Technique::Traffic},       {"narrow", Technique::Traffic},
    {"coalesc", Technique::Traffic},   {"online", Technique::Algorithm},     {"search", Technique::Algorithm},
    {"scan", Technique::Algorithm},    {"hoist", Technique::Loops},          {"unroll", Technique::Loops},
    {"split", Technique::Loops},       {"branch", Technique::Loops},         {"flag", Technique::Settings},
    {"option", Technique::Settings},   {"tun", Technique::Settings},         {"crossover", Technique::Settings},
    {"bounds", Technique::Settings},   {"warp", Technique::Parallel},        {"wide", Technique::Vector},
    {"keep", Technique::Blocking},     {"cache", Technique::Traffic},        {"async", Technique::Traffic},
    {"mask", Technique::Loops},        {"loop", Technique::Loops},           {"stages", Technique::Traffic},
    {"product", Technique::Vector},    {"order", Technique::Traffic},        {"row", Technique::Blocking},
}};

} // namespace

std::string_view toText(Technique technique)
{
    return kNames[static_cast<std::size_t>(technique)];
}

Technique techniqueOf(const std::vector<std::string>& skills)
{
    if (skills.empty()) {
        return Technique::Other;
    }
    std::string name = skills.front();
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto known =
        std::ranges::find_if(kWords, [&](const auto& word) { return name.find(word.first) != std::string::npos; });
    return known == kWords.end() ? Technique::Other : known->second;
}

} // namespace espalier
