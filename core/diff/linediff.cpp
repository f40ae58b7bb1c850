#include "core/diff/linediff.h"

#include "core/diff/githunks.h"
#include "core/diff/pairing.h"
#include "core/diff/tokens.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace espalier {
namespace {

/// Bytes that pairing may compare and that marking may tokenise, for one diff: about half a second in a debug build at
/// worst.
constexpr std::size_t kPairingBudget = 8'000'000;
constexpr std::size_t kMarkingBudget = 1'000'000;

/// Builds the rows from the two texts and the places where they differ.
class RowBuilder
{
public:
    RowBuilder(std::string_view left, std::string_view right) : m_left(splitLines(left)), m_right(splitLines(right)) {}

    LineDiff build(const std::vector<Hunk>& hunks)
    {
        for (const Hunk& hunk : hunks) {
            sameUntil(hunk.leftBegin);
            replace(hunk);
        }
        sameUntil(static_cast<int>(m_left.size()));
        return std::move(m_diff);
    }

private:
    DiffRow& row(DiffRow::Kind kind)
    {
        DiffRow& added = m_diff.rows.emplace_back();
        added.kind = kind;
        return added;
    }

    void takeLeft(DiffRow& into)
    {
        into.left = m_left[static_cast<std::size_t>(m_nextLeft++)];
        into.leftLine = m_nextLeft;
    }

    void takeRight(DiffRow& into)
    {
        into.right = m_right[static_cast<std::size_t>(m_nextRight++)];
        into.rightLine = m_nextRight;
    }

    void sameUntil(int leftEnd)
    {
        while (m_nextLeft < leftEnd) {
            DiffRow& same = row(DiffRow::Same);
            takeLeft(same);
            takeRight(same);
        }
    }

    void replaceUntil(int leftEnd, int rightEnd)
    {
        while (m_nextLeft < leftEnd) {
            takeLeft(row(DiffRow::Removed));
            ++m_diff.removed;
        }
        while (m_nextRight < rightEnd) {
            takeRight(row(DiffRow::Added));
            ++m_diff.added;
        }
    }

    void change()
    {
        DiffRow& changed = row(DiffRow::Changed);
        takeLeft(changed);
        takeRight(changed);
        ++m_diff.removed;
        ++m_diff.added;
        const std::size_t price = markingPrice(changed.left, changed.right);
        if (price <= m_marking) {
            m_marking -= price;
            std::tie(changed.leftSpans, changed.rightSpans) = differingSpans(changed.left, changed.right);
        }
    }

    void replace(const Hunk& hunk)
    {
        const std::vector<std::string_view> removed(m_left.begin() + hunk.leftBegin, m_left.begin() + hunk.leftEnd);
        const std::vector<std::string_view> added(m_right.begin() + hunk.rightBegin, m_right.begin() + hunk.rightEnd);
        for (const auto& [left, right] : pairLines(removed, added, m_pairing)) {
            replaceUntil(hunk.leftBegin + left, hunk.rightBegin + right);
            change();
        }
        replaceUntil(hunk.leftEnd, hunk.rightEnd);
    }

    std::vector<std::string_view> m_left;
    std::vector<std::string_view> m_right;
    int m_nextLeft = 0;
    int m_nextRight = 0;
    std::size_t m_pairing = kPairingBudget;
    std::size_t m_marking = kMarkingBudget;
    LineDiff m_diff;
};

/// A name that stands in a patch header without quoting.
std::string headerName(std::string_view name)
{
    std::string safe(name.substr(0, 200));
    for (char& c : safe) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
                           c == '_' || c == '-' || c == '+' || c == '/';
        c = plain ? c : '_';
    }
    return safe.empty() ? "source" : safe;
}

} // namespace

LineDiff diffLines(std::string_view left, std::string_view right, const DiffOptions& options)
{
    const std::vector<Hunk> hunks =
        left == right ? std::vector<Hunk>() : changedHunks(left, right, options.ignoreWhitespace);
    return RowBuilder(left, right).build(hunks);
}

std::vector<RowRun> foldUnchanged(const std::vector<DiffRow>& rows, int context)
{
    std::vector<RowRun> runs;
    const int count = static_cast<int>(rows.size());
    const auto append = [&runs](int begin, int end, bool folded) {
        if (begin >= end) {
            return;
        }
        const bool tooSmall = folded && end - begin == 1;
        if (!runs.empty() && runs.back().folded == (folded && !tooSmall)) {
            runs.back().end = end;
        } else {
            runs.push_back({begin, end, folded && !tooSmall});
        }
    };
    const auto isSame = [&rows](int i) { return rows[static_cast<std::size_t>(i)].kind == DiffRow::Same; };
    for (int begin = 0; begin < count;) {
        int end = begin;
        while (end < count && isSame(end) == isSame(begin)) {
            ++end;
        }
        const int shownBefore = isSame(begin) && begin > 0 ? std::max(context, 0) : 0;
        const int shownAfter = isSame(begin) && end < count ? std::max(context, 0) : 0;
        const bool folds = isSame(begin) && end - begin > shownBefore + shownAfter;
        const int foldBegin = folds ? begin + shownBefore : end;
        const int foldEnd = folds ? end - shownAfter : end;
        append(begin, foldBegin, false);
        append(foldBegin, foldEnd, true);
        append(foldEnd, end, false);
        begin = end;
    }
    return runs;
}

std::string unifiedPatch(std::string_view left, std::string_view right, std::string_view leftName,
                         std::string_view rightName)
{
    const std::string hunks = left == right ? std::string() : hunksText(left, right);
    if (hunks.empty()) {
        return {};
    }
    const std::string from = headerName(leftName);
    const std::string to = headerName(rightName);
    std::string patch = "diff --git a/" + from + " b/" + to + "\n";
    if (from != to) {
        patch += "rename from " + from + "\nrename to " + to + "\n";
    }
    return patch + "--- a/" + from + "\n+++ b/" + to + "\n" + hunks;
}

} // namespace espalier
