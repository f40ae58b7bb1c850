// Lines of the diff view that something speaks of; the rest of it is in diffview.cpp.
#include "widgets/diff/diffview.h"

#include <QScrollBar>

#include <algorithm>

namespace espalier {

void DiffView::light(std::vector<int> lines, bool left)
{
    m_lit = std::move(lines);
    m_litLeft = left;
    m_selection.clear();
    m_current = -1;
    openLit();
    relayout();
    if (!m_lit.empty()) {
        setAccessibleDescription(tr("%n lines marked", nullptr, static_cast<int>(m_lit.size())));
        nextLit();
    }
}

bool DiffView::isLit(const DiffRow& row, bool left) const
{
    // A line that both texts have is drawn once where they stand above one another.
    const bool isSide = left == m_litLeft || (!m_sideBySide && row.kind == DiffRow::Same);
    const std::optional<int>& line = m_litLeft ? row.leftLine : row.rightLine;
    return isSide && line && std::ranges::binary_search(m_lit, *line);
}

void DiffView::openLit()
{
    for (const RowRun& run : foldUnchanged(m_diff.rows)) {
        const auto rows = std::ranges::subrange(m_diff.rows.begin() + run.begin, m_diff.rows.begin() + run.end);
        if (run.folded && std::ranges::any_of(rows, [this](const DiffRow& row) { return isLit(row, m_litLeft); })) {
            m_opened.insert(run.begin);
        }
    }
}

/// Of the painted lines; -1: none is lit.
int DiffView::nextLitAfter(int line) const
{
    const int count = static_cast<int>(m_lines.size());
    for (int step = 1; step <= count; ++step) {
        const int at = (line + step) % count;
        const DiffLine& one = m_lines[static_cast<std::size_t>(at)];
        const bool isSide = m_sideBySide || one.kind == DiffLine::Same || (one.kind == DiffLine::Removed) == m_litLeft;
        if (one.kind != DiffLine::Fold && isSide && isLit(m_diff.rows[static_cast<std::size_t>(one.row)], m_litLeft)) {
            return at;
        }
    }
    return -1;
}

void DiffView::nextLit()
{
    const int to = nextLitAfter(m_current);
    if (to >= 0) {
        m_current = to;
        centreOn(to);
        viewport()->update();
    }
}

} // namespace espalier
