#include "core/evaluate/toolchain/sourceguard.h"

#include "core/base/words.h"

#include <algorithm>
#include <cctype>

namespace espalier {
namespace {

constexpr std::size_t kSourceCap = std::size_t{1} << 20;

bool isIdentifier(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// Lines joined where they end in a backslash, comments replaced by a space; strings are kept.
std::string withoutComments(std::string_view source)
{
    std::string joined;
    for (std::size_t i = 0; i < source.size(); ++i) {
        std::size_t end = i + 1;
        while (source[i] == '\\' && end < source.size() &&
               (source[end] == ' ' || source[end] == '\t' || source[end] == '\r')) {
            ++end;
        }
        if (source[i] == '\\' && end < source.size() && source[end] == '\n') {
            i = end;
        } else {
            joined += source[i];
        }
    }
    std::string out;
    char quote = 0;
    for (std::size_t i = 0; i < joined.size(); ++i) {
        const char c = joined[i];
        const char next = i + 1 < joined.size() ? joined[i + 1] : '\0';
        if (quote != 0) {
            out += c;
            if (c == '\\' && next != '\0') {
                out += next;
                ++i;
            } else if (c == quote || c == '\n') {
                quote = 0;
            }
        } else if (c == '/' && next == '/') {
            i = joined.find('\n', i);
            if (i == std::string::npos) {
                break;
            }
            out += '\n';
        } else if (c == '/' && next == '*') {
            const std::size_t end = joined.find("*/", i + 2);
            if (end == std::string::npos) {
                break;
            }
            out += ' ';
            i = end + 1;
        } else {
            const bool digitSeparator = c == '\'' && !out.empty() && isIdentifier(out.back());
            quote = (c == '"' || c == '\'') && !digitSeparator ? c : '\0';
            out += c;
        }
    }
    return out;
}

/// What a name after #include, #embed or __has_include( must look like.
std::optional<std::string> refusedName(std::string_view what, std::string_view argument)
{
    argument = trimmed(argument);
    const char open = argument.empty() ? '\0' : argument.front();
    const char close = open == '<' ? '>' : open == '"' ? '"' : '\0';
    const std::size_t end = close == '\0' ? std::string_view::npos : argument.find(close, 1);
    if (end == std::string_view::npos) {
        return std::string(what) + " needs a plain <header>: a name made by a macro is not allowed";
    }
    const std::string name(argument.substr(1, end - 1));
    if (name.empty() || name.front() == '/' || name.find("..") != std::string::npos) {
        return std::string(what) + " of \"" + name.substr(0, 80) + "\" would read a file of this machine";
    }
    if (open == '"' && name != "task.h") {
        return std::string(what) + " of \"" + name.substr(0, 80) +
               "\": only \"task.h\" and system headers in <> exist here";
    }
    return std::nullopt;
}

std::optional<std::string> refusedDirective(std::string_view line)
{
    line = trimmed(line);
    const std::size_t skip = line.substr(0, 1) == "#" ? 1 : line.substr(0, 2) == "%:" ? 2 : 0;
    if (skip == 0) {
        return std::nullopt;
    }
    line = trimmed(line.substr(skip));
    for (const std::string_view name : {"include_next", "include", "import", "embed"}) {
        if (line.substr(0, name.size()) == name && (line.size() == name.size() || !isIdentifier(line[name.size()]))) {
            if (name == "embed") {
                return "#embed would read a file of this machine";
            }
            return refusedName("#" + std::string(name), line.substr(name.size()));
        }
    }
    return std::nullopt;
}

std::optional<std::string> refusedLine(std::string_view text)
{
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        if (auto refused = refusedDirective(text.substr(start, end - start))) {
            return refused;
        }
        start = end + 1;
    }
    return std::nullopt;
}

} // namespace

std::optional<std::string> refusedSource(std::string_view source)
{
    if (source.size() > kSourceCap || source.find('\0') != std::string_view::npos) {
        return "the source is larger than 1 MiB or not text";
    }
    const std::string text = withoutComments(source);
    if (auto refused = refusedLine(text)) {
        return refused;
    }
    // A raw string may hold what looks like the start of a comment, so with one present comments hide nothing.
    if (auto refused = source.find("R\"") != std::string_view::npos ? refusedLine(source) : std::nullopt) {
        return refused;
    }
    if (text.find(".incbin") != std::string::npos) {
        return ".incbin would read a file of this machine";
    }
    for (const std::string_view query : {"__has_include_next", "__has_include", "__has_embed"}) {
        for (std::size_t at = text.find(query); at != std::string::npos; at = text.find(query, at + 1)) {
            std::string_view rest = trimmed(std::string_view(text).substr(at + query.size()));
            if (rest.substr(0, 5) == "_next" || rest.substr(0, 1) != "(") {
                continue;
            }
            if (auto refused = refusedName(query, rest.substr(1))) {
                return refused;
            }
        }
    }
    return std::nullopt;
}

} // namespace espalier
