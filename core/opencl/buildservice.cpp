#include "core/opencl/buildservice.h"

#include <algorithm>
#include <cstdio>

namespace espalier {
namespace {

constexpr std::string_view kPrefix = "build-";
constexpr std::string_view kEnded = "\nended ";

} // namespace

std::string buildRequestLine(int number)
{
    return std::string(kPrefix) + std::to_string(number) + "\n";
}

std::optional<std::string> folderAskedFor(std::string_view line)
{
    if (!line.starts_with(kPrefix) || !line.ends_with('\n')) {
        return std::nullopt;
    }
    const std::string_view number = line.substr(kPrefix.size(), line.size() - kPrefix.size() - 1);
    const bool sound = !number.empty() && number.size() < 10 &&
                       std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; });
    return sound ? std::optional(std::string(kPrefix) + std::string(number)) : std::nullopt;
}

std::string buildEndLine(const BuildEnd& end)
{
    return std::string(kEnded) + std::to_string(end.exitCode) + " " + std::to_string(end.signal) + "\n";
}

std::optional<BuildEnd> takeBuildEnd(std::string& answer)
{
    const std::size_t at = answer.rfind(kEnded);
    BuildEnd end;
    int used = 0;
    if (at == std::string::npos ||
        std::sscanf(answer.c_str() + at + kEnded.size(), "%d %d\n%n", &end.exitCode, &end.signal, &used) != 2 ||
        at + kEnded.size() + static_cast<std::size_t>(used) != answer.size()) {
        return std::nullopt;
    }
    answer.resize(at);
    return end;
}

} // namespace espalier
