// Which part of the tree TreeCanvas shows and how large; what it shows is in treecanvas.cpp.
#include "widgets/tree/treecanvas.h"

#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

// A session opens with labels one can read, however large it is; F shows it whole.
constexpr double kLeastLabelledRow = 26;
constexpr double kUsualText = 17; ///< pixels of a line of text for which rows and columns were made

} // namespace

double TreeCanvas::textScale() const
{
    return std::max(1.0, fontMetrics().height() / kUsualText);
}

void TreeCanvas::updateScrollBars()
{
    const QSizeF content = geometryOfTree().contentSize();
    m_moving = true;
    horizontalScrollBar()->setRange(0, std::max(0, static_cast<int>(content.width()) - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(static_cast<int>(fullColumn() / 4));
    verticalScrollBar()->setRange(0, std::max(0, static_cast<int>(content.height()) - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(static_cast<int>(fullRow()));
    m_moving = false;
}

void TreeCanvas::setScale(double row, double column)
{
    m_row = std::clamp(row, 0.002, 2.0 * fullRow());
    m_column = std::clamp(column, 4.0, 2.0 * fullColumn());
    updateScrollBars();
}

void TreeCanvas::fit()
{
    scaleToFit(0, 0);
    m_fitted = true;
    m_automatic = false;
    afterLayout();
}

void TreeCanvas::scaleToFit(double leastRow, double leastColumn)
{
    const double rows = std::max(1.0, geometryOfTree().rows());
    const double height = viewport()->height() - 2 * TreeGeometry::kMargin;
    const double width = viewport()->width() - 2 * TreeGeometry::kMargin;
    const double columns = m_layout.maxDepth() + TreeGeometry::kLastColumn;
    setScale(std::clamp(height / rows, leastRow, fullRow()), std::clamp(width / columns, leastColumn, fullColumn()));
}

void TreeCanvas::arrange()
{
    if (m_fitted) {
        scaleToFit(0, 0);
    } else if (m_automatic) {
        scaleToFit(kLeastLabelledRow * textScale(), fullColumn());
        if (m_selection.node()) {
            reveal(*m_selection.node());
        }
    }
    afterLayout();
}

void TreeCanvas::zoomReset()
{
    leaveFit();
    const double factor = fullRow() / m_row;
    zoomBy(static_cast<int>(std::lround(std::log2(factor) * 4)), viewport()->rect().center());
    setScale(fullRow(), fullColumn());
    if (m_selection.node()) {
        reveal(*m_selection.node());
    }
    afterLayout();
}

void TreeCanvas::focusSelected()
{
    const NodeNumber node = m_selection.node().value_or(0);
    if (node >= m_layout.rows().size()) {
        return;
    }
    leaveFit();
    const auto [first, end] = geometryOfTree().span(m_layout.shownAncestor(node));
    setScale(std::min(fullRow(), (viewport()->height() - 2 * TreeGeometry::kMargin) / (end - first)), fullColumn());
    centreOnRow((first + end - 1) / 2);
    horizontalScrollBar()->setValue(static_cast<int>(geometryOfTree().nodeRect(node).left() - TreeGeometry::kMargin));
    afterLayout();
}

void TreeCanvas::zoomBy(int steps, QPoint fixed)
{
    leaveFit();
    // Steps of a quarter octave: labels and cells land on the same sizes again and again.
    const double factor = std::exp2(steps / 4.0);
    const QPointF content = contentAt(fixed);
    const double rowAt = (content.y() - TreeGeometry::kMargin) / m_row;
    const double columnAt = (content.x() - TreeGeometry::kMargin) / m_column;
    setScale(m_row * factor, m_column * factor);
    m_moving = true;
    verticalScrollBar()->setValue(static_cast<int>(TreeGeometry::kMargin + rowAt * m_row - fixed.y()));
    horizontalScrollBar()->setValue(static_cast<int>(TreeGeometry::kMargin + columnAt * m_column - fixed.x()));
    m_moving = false;
    afterLayout();
}

void TreeCanvas::centreOnRow(double row)
{
    leaveFit();
    verticalScrollBar()->setValue(static_cast<int>(geometryOfTree().rowY(row) - viewport()->height() / 2.0));
}

void TreeCanvas::reveal(NodeNumber node)
{
    const QRect rect = viewportRect(node);
    const QRect sight = viewport()->rect().adjusted(16, 16, -16, -16);
    if (sight.contains(rect)) {
        return;
    }
    m_moving = true;
    if (rect.top() < sight.top() || rect.bottom() > sight.bottom()) {
        verticalScrollBar()->setValue(verticalScrollBar()->value() + rect.center().y() - sight.center().y());
    }
    if (rect.left() < sight.left() || rect.right() > sight.right()) {
        const int wanted = rect.left() < sight.left() ? rect.left() - sight.left() : rect.right() - sight.right();
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() + wanted);
    }
    m_moving = false;
}

} // namespace espalier
