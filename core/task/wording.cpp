#include "core/task/wording.h"

#include <algorithm>

namespace espalier {

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
