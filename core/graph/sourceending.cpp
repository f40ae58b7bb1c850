#include "core/graph/sourceending.h"

#include <algorithm>
#include <array>

namespace espalier {
namespace {

struct Ending
{
    std::string_view language;
    std::string_view text;
};

/// A language's own ending stands before those that are only read.
constexpr std::array<Ending, 8> kEndings{{{"cpp", ".cpp"},
                                          {"cpp", ".cc"},
                                          {"cpp", ".cxx"},
                                          {"opencl", ".cl"},
                                          {"cuda", ".cu"},
                                          {"hip", ".hip"},
                                          {"triton", ".py"},
                                          {"torch", ".py"}}};

} // namespace

std::string sourceEnding(std::string_view language)
{
    const auto found = std::ranges::find(kEndings, language, &Ending::language);
    return std::string(found == kEndings.end() ? ".txt" : found->text);
}

std::optional<std::string> languageOfEnding(std::string_view ending)
{
    const auto found = std::ranges::find(kEndings, ending, &Ending::text);
    return found == kEndings.end() ? std::nullopt : std::optional(std::string(found->language));
}

} // namespace espalier
