#include "widgets/diff/difflines.h"

namespace espalier {
namespace {

bool isChange(const DiffLine& line)
{
    return line.kind == DiffLine::Removed || line.kind == DiffLine::Added || line.kind == DiffLine::Pair;
}

/// Calls `same(row)` for unchanged rows, `changed(begin, end)` for runs of changes and `fold(begin, end)`.
template <class Same, class Changed, class Fold>
void walk(const LineDiff& diff, const std::set<int>& opened, Same&& same, Changed&& changed, Fold&& fold)
{
    for (const RowRun& run : foldUnchanged(diff.rows)) {
        if (run.folded && !opened.contains(run.begin)) {
            fold(run.begin, run.end);
            continue;
        }
        for (int row = run.begin; row < run.end;) {
            int end = row;
            while (end < run.end && diff.rows[static_cast<std::size_t>(end)].kind != DiffRow::Same) {
                ++end;
            }
            if (end > row) {
                changed(row, end);
                row = end;
            } else {
                same(row++);
            }
        }
    }
}

} // namespace

std::vector<DiffLine> unifiedLines(const LineDiff& diff, const std::set<int>& opened)
{
    std::vector<DiffLine> lines;
    walk(
        diff, opened, [&](int row) { lines.push_back({DiffLine::Same, row, 0}); },
        [&](int begin, int end) {
            for (int row = begin; row < end; ++row) {
                if (diff.rows[static_cast<std::size_t>(row)].kind != DiffRow::Added) {
                    lines.push_back({DiffLine::Removed, row, 0});
                }
            }
            for (int row = begin; row < end; ++row) {
                if (diff.rows[static_cast<std::size_t>(row)].kind != DiffRow::Removed) {
                    lines.push_back({DiffLine::Added, row, 0});
                }
            }
        },
        [&](int begin, int end) { lines.push_back({DiffLine::Fold, begin, end - begin}); });
    return lines;
}

std::vector<DiffLine> pairedLines(const LineDiff& diff, const std::set<int>& opened)
{
    std::vector<DiffLine> lines;
    walk(
        diff, opened, [&](int row) { lines.push_back({DiffLine::Same, row, 0}); },
        [&](int begin, int end) {
            for (int row = begin; row < end; ++row) {
                lines.push_back({DiffLine::Pair, row, 0});
            }
        },
        [&](int begin, int end) { lines.push_back({DiffLine::Fold, begin, end - begin}); });
    return lines;
}

int nextChange(const std::vector<DiffLine>& lines, int line, bool forward)
{
    const int count = static_cast<int>(lines.size());
    const auto startsChange = [&](int i) {
        const auto at = static_cast<std::size_t>(i);
        return isChange(lines[at]) && (i == 0 || !isChange(lines[at - 1]));
    };
    for (int i = line + (forward ? 1 : -1); i >= 0 && i < count; i += forward ? 1 : -1) {
        if (startsChange(i)) {
            return i;
        }
    }
    return -1;
}

} // namespace espalier
