#include "widgets/window/fuzzy.h"

#include <algorithm>
#include <vector>

namespace espalier {
namespace {

constexpr int kLetter = 1;
constexpr int kNeighbour = 4; ///< the letter before it matched too
constexpr int kWordStart = 6;
constexpr int kTextStart = 3;
constexpr int kNoMatch = -1;

int gain(const QString& text, qsizetype at)
{
    if (at == 0) {
        return kLetter + kWordStart + kTextStart;
    }
    return text[at - 1].isLetterOrNumber() ? kLetter : kLetter + kWordStart;
}

} // namespace

std::optional<int> fuzzyScore(const QString& pattern, const QString& text)
{
    QString letters = pattern.toCaseFolded();
    letters.removeIf([](QChar c) { return c.isSpace(); });
    const QString folded = text.left(200).toCaseFolded();
    if (letters.isEmpty()) {
        return 0;
    }
    if (letters.size() > folded.size()) {
        return std::nullopt; // whatever somebody pasted
    }
    // best[i]: the most that the letters so far can earn when the last of them stands at i. Titles are short, so the
    // product of lengths is a few thousand steps.
    const auto size = static_cast<std::size_t>(folded.size());
    std::vector<int> before(size, kNoMatch);
    for (qsizetype l = 0; l < letters.size(); ++l) {
        std::vector<int> now(size, kNoMatch);
        int earlier = l == 0 ? 0 : kNoMatch; // the best that ends anywhere before the last place
        for (std::size_t i = 0; i < size; ++i) {
            const auto at = static_cast<qsizetype>(i);
            if (folded[at] == letters[l]) {
                const int apart = earlier == kNoMatch ? kNoMatch : earlier + gain(folded, at);
                const int joined =
                    l == 0 || i == 0 || before[i - 1] == kNoMatch ? kNoMatch : before[i - 1] + kLetter + kNeighbour;
                now[i] = std::max(apart, joined);
            }
            if (l > 0) {
                earlier = std::max(earlier, before[i]);
            }
        }
        before = now;
    }
    const auto best = std::ranges::max_element(before);
    // Of two texts that match alike the shorter one was meant.
    return best == before.end() || *best == kNoMatch ? std::nullopt
                                                     : std::optional(*best * 100 - static_cast<int>(folded.size()));
}

} // namespace espalier
