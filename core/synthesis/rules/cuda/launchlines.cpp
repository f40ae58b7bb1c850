#include "core/synthesis/rules/cuda/launchlines.h"

#include "core/opencl/manifest.h"
#include "core/synthesis/rules/tunables.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <sstream>

namespace espalier::rules {

namespace {

constexpr std::string_view kBlanks = " \t\r";

LaunchLine::Part partOf(const std::string& source, std::size_t begin, std::size_t end)
{
    while (begin < end && kBlanks.find(source[begin]) != std::string_view::npos) {
        ++begin;
    }
    while (end > begin && kBlanks.find(source[end - 1]) != std::string_view::npos) {
        --end;
    }
    return {source.substr(begin, end - begin), static_cast<unsigned>(begin), static_cast<unsigned>(end)};
}

/// What stands between the commas of `word(…)`, from `at` on; `at` moves behind the bracket. Empty where there is none.
std::vector<LaunchLine::Part> listAfter(const std::string& source, const char* word, std::size_t& at, std::size_t end)
{
    std::vector<LaunchLine::Part> parts;
    const std::size_t found = source.find(std::string(word) + "(", at);
    if (found == std::string::npos || found >= end) {
        return parts;
    }
    std::size_t begin = source.find('(', found) + 1;
    int depth = 1;
    for (std::size_t i = begin; i < end; ++i) {
        depth += source[i] == '(' || source[i] == '[' ? 1 : source[i] == ')' || source[i] == ']' ? -1 : 0;
        if (depth == 0 || (depth == 1 && source[i] == ',')) {
            parts.push_back(partOf(source, begin, i));
            begin = i + 1;
        }
        if (depth == 0) {
            at = i + 1;
            return parts;
        }
    }
    return {};
}

std::optional<LaunchLine> lineAt(const std::string& source, std::size_t begin, std::size_t end)
{
    LaunchLine line;
    line.begin = static_cast<unsigned>(begin);
    line.end = static_cast<unsigned>(end);
    std::istringstream words(source.substr(begin, end - begin));
    std::string slashes;
    std::string launch;
    if (!(words >> slashes >> launch >> line.kernel) || slashes != "//" || launch != "launch:") {
        return std::nullopt;
    }
    std::size_t at = source.find("launch:", begin) + 7;
    at = source.find(line.kernel, at) + line.kernel.size();
    line.global = listAfter(source, "global", at, end);
    line.local = listAfter(source, "local", at, end);
    line.arguments = listAfter(source, "args", at, end);
    line.argumentsEnd = static_cast<unsigned>(at) - 1;
    const bool whole = !line.global.empty() && line.global.size() == line.local.size() && !line.arguments.empty();
    return whole ? std::optional(line) : std::nullopt;
}

} // namespace

std::vector<LaunchLine> launchLines(const std::string& source)
{
    std::vector<LaunchLine> lines;
    const std::size_t head = sourceHead(source).size();
    for (std::size_t at = 0; at < head;) {
        const std::size_t end = std::min(source.find('\n', at), source.size());
        if (auto line = lineAt(source, at, end)) {
            lines.push_back(*std::move(line));
        }
        at = end + 1;
    }
    return lines;
}

std::optional<LaunchLine> onlyLaunchOf(const std::string& source, const std::string& kernel)
{
    std::optional<LaunchLine> only;
    for (LaunchLine& line : launchLines(source)) {
        if (line.kernel == kernel) {
            if (only) {
                return std::nullopt;
            }
            only = std::move(line);
        }
    }
    return only;
}

std::string withoutBlanks(const std::string& text)
{
    std::string packed = text;
    std::erase_if(packed, [](char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; });
    return packed;
}

std::vector<std::int64_t> valuesOf(const Kernel& kernel, const std::string& size)
{
    std::int64_t value = 0;
    const auto [end, failed] = std::from_chars(size.data(), size.data() + size.size(), value);
    if (failed == std::errc() && end == size.data() + size.size()) {
        return {value};
    }
    for (const Tunable& tunable : tunablesIn(kernel)) {
        if (tunable.name == size) {
            std::vector<std::int64_t> values = tunable.choices;
            values.push_back(tunable.value);
            return values;
        }
    }
    std::istringstream lines{std::string(sourceHead(kernel.source))};
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string define;
        std::string name;
        if (words >> define >> name >> value && define == "#define" && name == size) {
            return {value};
        }
    }
    return {};
}

unsigned behindLaunchLines(const std::string& source)
{
    const std::vector<LaunchLine> lines = launchLines(source);
    const std::size_t end = lines.empty() ? 0 : lines.back().end + 1;
    return static_cast<unsigned>(std::min(end, source.size()));
}

std::string tunedDefine(const std::string& name, int value, const std::string& values)
{
    return "#define " + name + " " + std::to_string(value) + " // tune: " + values + "\n";
}

unsigned behindHead(const std::string& source)
{
    return static_cast<unsigned>(sourceHead(source).size());
}

} // namespace espalier::rules
