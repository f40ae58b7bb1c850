#include "core/import/kernelbench/problemlicence.h"

#include "core/base/file.h"

#include <algorithm>

namespace espalier {
namespace {

constexpr std::size_t kLongest = 60;
constexpr int kHighest = 2; ///< folders above: levels lie in a folder of a repository

/// The identifier behind the mark: letters, digits and what SPDX expressions have between them.
std::string spdxOf(std::string_view source)
{
    constexpr std::string_view kMark = "SPDX-License-Identifier:";
    const std::size_t mark = source.find(kMark);
    if (mark == std::string_view::npos) {
        return {};
    }
    const std::string_view rest = source.substr(mark + kMark.size());
    std::string identifier;
    for (const char c : rest.substr(0, std::min(rest.find('\n'), kLongest))) {
        const bool kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                          c == '.' || c == '+' || (c == ' ' && !identifier.empty());
        identifier += kept ? std::string(1, c) : std::string();
    }
    return identifier.substr(0, identifier.find_last_not_of(' ') + 1);
}

std::string byText(std::string_view text)
{
    if (text.find("MIT License") != std::string_view::npos) {
        return "MIT";
    }
    const bool apache =
        text.find("Apache License") != std::string_view::npos && text.find("Version 2.0") != std::string_view::npos;
    return apache ? "Apache-2.0" : "";
}

} // namespace

std::string problemLicence(std::string_view source, const std::filesystem::path& imported)
{
    if (std::string identifier = spdxOf(source); !identifier.empty()) {
        return identifier;
    }
    std::filesystem::path place = std::filesystem::absolute(imported).lexically_normal();
    place = place.has_filename() ? place : place.parent_path();
    for (int up = 0; up <= kHighest; ++up, place = place.parent_path()) {
        std::error_code ignored;
        if (std::filesystem::is_regular_file(place / "LICENSE", ignored)) {
            const auto text = readFile(place / "LICENSE");
            return text ? byText(*text) : "";
        }
    }
    return {};
}

} // namespace espalier
