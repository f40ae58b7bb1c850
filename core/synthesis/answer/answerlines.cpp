#include "core/synthesis/answer/answerlines.h"

#include <algorithm>

namespace espalier {
namespace {

constexpr std::string_view kBlanks = " \t";
constexpr std::size_t kDeepestIndent = 3;
constexpr std::size_t kShortestFence = 3;

std::string_view withoutTrailingBlanks(std::string_view line)
{
    return line.substr(0, line.find_last_not_of(kBlanks) + 1);
}

/// How many of the characters the text begins with.
std::size_t leading(std::string_view text, std::string_view characters)
{
    return std::min(text.find_first_not_of(characters), text.size());
}

} // namespace

std::string_view takeLine(std::string_view& rest)
{
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return line;
}

Mark markOf(std::string_view line)
{
    const std::string_view text = withoutTrailingBlanks(line);
    if (text == "<<<<<<< SEARCH") {
        return Mark::Search;
    }
    if (text == "=======") {
        return Mark::Divider;
    }
    if (text == ">>>>>>> REPLACE") {
        return Mark::Replace;
    }
    // No line of C starts so, while "<<<<<<< ORIGINAL" taken for code would only fail in the compiler.
    return text.starts_with("<<<<<<<") || text.starts_with(">>>>>>>") ? Mark::Misspelt : Mark::None;
}

Fence fenceOf(std::string_view line)
{
    Fence fence;
    fence.indent = leading(line, " ");
    const std::string_view text = line.substr(fence.indent);
    fence.length = leading(text, "`");
    fence.info = text.substr(fence.length);
    fence.info.remove_prefix(leading(fence.info, kBlanks));
    // A backquote behind the first ones makes it code within a line of prose.
    const bool inProse = fence.info.find('`') != std::string_view::npos;
    return fence.indent > kDeepestIndent || fence.length < kShortestFence || inProse ? Fence{} : fence;
}

std::string languageOf(const Fence& fence)
{
    std::string word(fence.info.substr(0, fence.info.find_first_of(kBlanks)));
    std::transform(word.begin(), word.end(), word.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return word;
}

} // namespace espalier
