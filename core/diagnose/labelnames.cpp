#include "core/diagnose/labelnames.h"

#include "core/base/words.h"

#include <cstdint>
#include <map>
#include <string_view>
#include <unordered_map>

namespace espalier {
namespace {

constexpr std::size_t kLooksAt = 3; ///< instructions; two loops that begin with the same one are common

bool isWordCharacter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' ||
           c == '.' || c == '@';
}

bool isLabel(std::string_view word)
{
    return word.starts_with('@') ? word.size() > 1 : word.starts_with("$L") || word.starts_with(".L");
}

/// The label that a line defines; empty for other lines.
std::string_view definedBy(std::string_view line)
{
    const std::string_view text = trimmed(line);
    const std::string_view word = text.ends_with(':') ? text.substr(0, text.size() - 1) : std::string_view();
    return isLabel(word) && word.find_first_of(" \t") == std::string_view::npos ? word : std::string_view();
}

/// The line with each of its labels given to `rename`.
template <class Rename>
std::string renamed(std::string_view line, Rename&& rename)
{
    std::string out;
    for (std::size_t at = 0; at < line.size();) {
        std::size_t end = at;
        while (end < line.size() && isWordCharacter(line[end])) {
            ++end;
        }
        if (end == at) {
            out += line[at++];
            continue;
        }
        const std::string_view word = line.substr(at, end - at);
        isLabel(word) ? (void)(out += rename(word)) : (void)(out += word);
        at = end;
    }
    return out;
}

/// FNV-1a, 32 bits (Fowler, Noll, Vo), as three letters.
std::string letters(std::string_view text)
{
    std::uint32_t hash = 2166136261U;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    }
    std::string name = ".";
    for (int i = 0; i < 3; ++i) {
        name += static_cast<char>('a' + hash % 26);
        hash /= 26;
    }
    return name;
}

std::string codeAt(const std::vector<std::string>& lines, std::size_t from)
{
    std::string code;
    std::size_t taken = 0;
    for (std::size_t i = from; i < lines.size() && taken < kLooksAt; ++i) {
        if (definedBy(lines[i]).empty()) {
            code += renamed(lines[i], [](std::string_view) { return std::string(1, '.'); }) + "\n";
            ++taken;
        }
    }
    return code;
}

} // namespace

void nameLabels(std::vector<std::string>& lines)
{
    std::unordered_map<std::string, std::string> names;
    std::map<std::string, int> used;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (const std::string label(definedBy(lines[i])); !label.empty()) {
            std::string name = letters(codeAt(lines, i + 1));
            const int count = ++used[name];
            names.emplace(label, count == 1 ? name : name + std::to_string(count));
        }
    }
    for (std::string& line : lines) {
        line = renamed(line, [&names](std::string_view word) {
            const auto found = names.find(std::string(word));
            return found == names.end() ? std::string(word) : found->second;
        });
    }
}

} // namespace espalier
