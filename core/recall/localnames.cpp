#include "core/recall/localnames.h"

#include "core/recall/languagenames.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace espalier {
namespace {

using Kind = SourceToken::Kind;
using Tokens = std::vector<SourceToken>;

bool isSign(const Tokens& tokens, std::size_t at, std::string_view text)
{
    return at < tokens.size() && tokens[at].kind == Kind::Sign && tokens[at].text == text;
}

template <std::size_t count>
bool isOneOf(const Tokens& tokens, std::size_t at, const std::array<std::string_view, count>& signs)
{
    return at < tokens.size() && tokens[at].kind == Kind::Sign &&
           std::ranges::find(signs, tokens[at].text) != signs.end();
}

bool seesItsOwnText(const Tokens& tokens)
{
    static constexpr std::array<std::string_view, 12> kNames{"asm",
                                                             "__asm",
                                                             "__asm__",
                                                             "_Pragma",
                                                             "__LINE__",
                                                             "__COUNTER__",
                                                             "__FILE__",
                                                             "__func__",
                                                             "__FUNCTION__",
                                                             "__PRETTY_FUNCTION__",
                                                             "source_location",
                                                             "__builtin_LINE"};
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        const SourceToken& token = tokens[at];
        const bool isExtern = token.text == "extern" && !(at + 1 < tokens.size() && tokens[at + 1].kind == Kind::Text);
        if (token.kind == Kind::Name && (isExtern || std::ranges::find(kNames, token.text) != kNames.end())) {
            return true;
        }
        if (token.kind == Kind::Directive && std::ranges::any_of(kNames, [&](std::string_view name) {
                return token.text.find(name) != std::string::npos;
            })) {
            return true;
        }
    }
    return false;
}

void addWords(const std::string& line, std::unordered_set<std::string>& words)
{
    for (std::size_t at = 0; at < line.size();) {
        std::size_t end = at;
        while (end < line.size() && isNameCharacter(line[end])) {
            ++end;
        }
        if (end > at) {
            words.insert(line.substr(at, end - at));
        }
        at = std::max(end, at + 1);
    }
}

/// Whether a type of the language stands before the name, with stars and ampersands between.
bool followsType(const Tokens& tokens, std::size_t at)
{
    static constexpr std::array<std::string_view, 3> kBetween{"*", "&", "&&"};
    while (at > 0 && isOneOf(tokens, at - 1, kBetween)) {
        --at;
    }
    return at > 0 && tokens[at - 1].kind == Kind::Name && isTypeName(tokens[at - 1].text);
}

} // namespace

std::unordered_set<std::string> localNames(const Tokens& tokens)
{
    static constexpr std::array<std::string_view, 7> kAfterDeclared{"=", ";", ",", ")", "[", "{", ":"};
    static constexpr std::array<std::string_view, 4> kMember{".", "->", "::", "->*"};
    std::unordered_set<std::string> declared;
    if (seesItsOwnText(tokens)) {
        return declared;
    }
    std::unordered_set<std::string> kept;
    int depth = 0;
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        const SourceToken& token = tokens[at];
        if (token.kind == Kind::Directive) {
            addWords(token.text, kept);
        } else if (token.kind == Kind::Sign) {
            depth += token.text == "{" || token.text == "(" ? 1 : token.text == "}" || token.text == ")" ? -1 : 0;
        } else if (token.kind == Kind::Name) {
            const bool isMember = (at > 0 && isOneOf(tokens, at - 1, kMember)) || isSign(tokens, at + 1, "::");
            if (isMember || isSign(tokens, at + 1, "(") || isLanguageName(token.text)) {
                kept.insert(token.text);
            } else if (depth > 0 && isOneOf(tokens, at + 1, kAfterDeclared) && followsType(tokens, at)) {
                declared.insert(token.text);
            }
        }
    }
    std::erase_if(declared, [&](const std::string& name) { return kept.contains(name); });
    return declared;
}

} // namespace espalier
