#include "core/task/wording.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <sstream>

namespace espalier {
namespace {

// C++20's keywords and alternative tokens, then what the generated code defines or names.
constexpr const char* kTaken =
    "alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t char32_t class compl "
    "concept const consteval constexpr constinit const_cast continue co_await co_return co_yield decltype default "
    "delete do "
    "double dynamic_cast else enum explicit export extern false float for friend goto if inline int long mutable "
    "namespace "
    "new noexcept not not_eq nullptr operator or or_eq private protected public register reinterpret_cast requires "
    "return "
    "short signed sizeof static static_assert static_cast struct switch template this thread_local throw true try "
    "typedef "
    "typeid typename union unsigned using virtual void volatile wchar_t while xor xor_eq "
    "main kernel std int32_t int64_t linux unix";

const std::set<std::string, std::less<>>& takenNames()
{
    static const std::set<std::string, std::less<>> names = [] {
        std::istringstream stream(kTaken);
        return std::set<std::string, std::less<>>{std::istream_iterator<std::string>(stream), {}};
    }();
    return names;
}

} // namespace

bool isIdentifier(std::string_view text)
{
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    return !text.empty() && text.size() <= 40 && letter(text.front()) && !takenNames().contains(text) &&
           std::all_of(text.begin(), text.end(),
                       [&](char c) { return letter(c) || c == '_' || (c >= '0' && c <= '9'); });
}

std::string shortened(std::string_view text, std::size_t most)
{
    if (text.size() <= most) {
        return std::string(text);
    }
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
        --end;
    }
    return std::string(text.substr(0, end)) + "…";
}

std::string inQuotes(std::string_view text)
{
    std::string result(1, '"');
    return result.append(shortened(text)).append(1, '"');
}

std::string nearest(std::string_view typed, const std::vector<std::string>& choices)
{
    std::string best;
    std::size_t bestDistance = std::max<std::size_t>(2, typed.size() / 2) + 1;
    if (typed.size() > 60) {
        return best;
    }
    for (const std::string& choice : choices) {
        std::vector<std::size_t> row(choice.size() + 1); // Levenshtein distances of typed[0..i) to choice[0..j)
        for (std::size_t j = 0; j < row.size(); ++j) {
            row[j] = j;
        }
        for (std::size_t i = 0; i < typed.size(); ++i) {
            std::size_t diagonal = row[0]++;
            for (std::size_t j = 0; j < choice.size(); ++j) {
                const std::size_t swap = diagonal + (typed[i] == choice[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = std::min({swap, row[j] + 1, diagonal + 1});
            }
        }
        if (row.back() < bestDistance) {
            bestDistance = row.back();
            best = choice;
        }
    }
    return best;
}

} // namespace espalier
