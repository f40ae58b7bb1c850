#include "widgets/tree/treepainter.h"

#include "widgets/common/format.h"
#include "widgets/tree/cellgrid.h"

#include <QPaintDevice>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace espalier {

TreePainter::TreePainter(QPainter& painter, const TreeLayout& layout, const TreeGeometry& geometry, const Theme& theme,
                         const QFont& font, const TreeMarks& marks)
    : m_painter(painter), m_layout(layout), m_geometry(geometry), m_theme(theme), m_marks(marks),
      m_detail(geometry.detail(painter.device()->devicePixelRatioF())), m_font(font), m_small(font), m_bold(font)
{
    m_small.setPointSizeF(font.pointSizeF() * 0.92);
    m_bold.setBold(true);
}

void TreePainter::paint(const QRectF& clip)
{
    if (m_detail == Detail::Cells) {
        paintCells(clip);
        paintLineage();
        return;
    }
    const auto [first, end] = m_geometry.rowsBetween(clip.top(), clip.bottom());
    std::vector<std::pair<LeafRows::Item, int>> shown;
    m_geometry.visit(first, end, [&](LeafRows::Item item, int top) { shown.emplace_back(item, top); });
    m_painter.setPen(QPen(m_theme.color(Role::Line), m_detail == Detail::Bars ? 1 : 1.25));
    for (const auto& [item, top] : shown) {
        paintEdges(item, top, clip);
    }
    paintLineage();
    if (m_detail != Detail::Bars) {
        for (const auto& [item, top] : shown) {
            paintMerge(item, m_geometry.nodeRect(item, top));
        }
    }
    for (const auto& [item, top] : shown) {
        const QRectF rect = m_geometry.nodeRect(item, top);
        if (rect.adjusted(-4, -4, 4, 4).intersects(clip)) {
            m_detail == Detail::Bars ? paintBar(item, rect) : paintNode(item, rect);
        }
        if (const FoldSummary* stub = m_layout.stub(item)) {
            paintStub(m_geometry.stubRect(item, top), stub->text(), false);
        }
        if (m_layout.rows().extraRows(item) > (m_layout.stub(item) != nullptr ? 1 : 0)) {
            paintStub(m_geometry.inFlightRect(item, top), m_layout.inFlightText(item), true);
        }
    }
}

void TreePainter::paintCells(const QRectF& clip)
{
    const double ratio = m_painter.device()->devicePixelRatioF();
    const QRect area = clip.toAlignedRect();
    CellGrid grid(QSize(static_cast<int>(area.width() * ratio), static_cast<int>(area.height() * ratio)));
    const double width = std::max(2.0, m_geometry.nodeWidth());
    std::vector<CellGrid::Reach> columns;
    for (int depth = 0; depth <= m_layout.maxDepth(); ++depth) {
        const double x = m_geometry.columnX(depth) - area.left();
        columns.push_back(grid.reach(x * ratio, (x + width) * ratio));
    }
    // A hundred thousand times: nothing is read here but the rows and one byte a node.
    const auto [first, end] = m_geometry.rowsBetween(area.top(), area.bottom());
    const LeafRows& rows = m_layout.rows();
    m_geometry.visit(first, end, [&](LeafRows::Item item, int top) {
        const double y = (m_geometry.rowY(m_geometry.rowOf(item, top)) - area.top()) * ratio;
        const Shade shade = m_marks.isDimmed(item) ? kDimmedShade : m_layout.shade(item);
        grid.add(columns[static_cast<std::size_t>(rows.depth(item))], y, shade);
    });
    m_painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    m_painter.drawImage(QRectF(area.topLeft(), QSizeF(grid.columns(), grid.rows()) * CellGrid::kCell / ratio),
                        grid.image(m_theme));
}

void TreePainter::drawElbow(QPainter& painter, const QRectF& from, QPointF to)
{
    const double middle = std::round((from.right() + to.x()) / 2) + 0.5;
    const QPointF start(from.right(), std::round(from.center().y()) + 0.5);
    const QPointF stop(to.x(), std::round(to.y()) + 0.5);
    const QPointF points[] = {start, {middle, start.y()}, {middle, stop.y()}, stop};
    painter.drawPolyline(points, 4);
}

void TreePainter::paintEdges(LeafRows::Item item, int top, const QRectF& clip)
{
    const LeafRows& rows = m_layout.rows();
    const QRectF from = m_geometry.nodeRect(item, top);
    double row = top;
    double low = from.center().y();
    double high = low;
    const double childX = m_geometry.columnX(rows.depth(item) + 1);
    const double middle = std::round((from.right() + childX) / 2) + 0.5;
    bool any = false;
    // One trunk and a short line to each child: a child out of sight still leaves its piece of the trunk.
    const auto branch = [&](double y) {
        y = std::round(y) + 0.5;
        low = std::min(low, y);
        high = std::max(high, y);
        if (y >= clip.top() - 1 && y <= clip.bottom() + 1) {
            m_painter.drawLine(QPointF(middle, y), QPointF(childX, y));
        }
        any = true;
    };
    for (const LeafRows::Item child : rows.children(item)) {
        if (!rows.isHidden(child)) {
            branch(m_geometry.rowY(m_geometry.rowOf(child, static_cast<int>(row))));
            row += rows.span(child);
        }
    }
    for (int i = 0; i < rows.extraRows(item); ++i) {
        branch(m_geometry.rowY(m_geometry.extraRow(item, top, i)));
    }
    if (any) {
        const double y = std::round(from.center().y()) + 0.5;
        m_painter.drawLine(QPointF(from.right(), y), QPointF(middle, y));
        m_painter.drawLine(QPointF(middle, low), QPointF(middle, high));
    }
}

void TreePainter::paintLineage()
{
    if (!m_marks.selected || *m_marks.selected >= m_layout.rows().size()) {
        return;
    }
    m_painter.setPen(QPen(m_theme.color(Role::Accent), 2));
    const std::vector<NodeNumber> line = m_layout.graph().lineage(m_layout.shownAncestor(*m_marks.selected));
    for (std::size_t i = 1; i < line.size(); ++i) {
        const QRectF to = m_geometry.nodeRect(line[i]);
        drawElbow(m_painter, m_geometry.nodeRect(line[i - 1]), {to.left(), to.center().y()});
    }
    if (m_detail == Detail::Cells) {
        const QRectF rect = m_geometry.nodeRect(line.back());
        m_painter.drawRect(QRectF(rect.center() - QPointF(4, 4), QSizeF(8, 8)));
    }
}

void TreePainter::paintMerge(LeafRows::Item item, const QRectF& rect)
{
    const auto& parents = m_layout.graph().node(item).parents;
    for (std::size_t i = 1; i < parents.size(); ++i) {
        const QRectF from = m_geometry.nodeRect(m_layout.shownAncestor(parents[i]));
        const bool lit = m_marks.selected == item || m_marks.selected == parents[i];
        // A line across the whole tree says nothing unless somebody looks at one of its ends.
        if (!lit && (from.center() - rect.center()).manhattanLength() > 4 * m_geometry.column()) {
            continue;
        }
        const double side = from.center().y() > rect.center().y() ? 1 : -1;
        const QPointF start(from.right(), from.center().y());
        const QPointF stop(rect.left() + 20, side > 0 ? rect.bottom() + 1 : rect.top() - 1);
        QPainterPath path(start);
        // Between near rows a flatter curve: the wide one would swing past its end and back.
        const double reach = std::min(1.0, std::abs(start.y() - stop.y()) / 100);
        path.cubicTo(start + QPointF(40, -side * 24 * reach), stop + QPointF(-36 * reach, side * 56 * reach), stop);
        QPen pen(m_theme.color(lit ? Role::Accent : Role::Dim), lit ? 1.5 : 1);
        pen.setDashPattern({4, 3});
        m_painter.setRenderHint(QPainter::Antialiasing, true);
        m_painter.strokePath(path, pen);
        m_painter.setRenderHint(QPainter::Antialiasing, false);
    }
}

void TreePainter::paintBar(LeafRows::Item item, const QRectF& rect)
{
    const Node& node = m_layout.graph().node(item);
    const bool valid = isValid(node.verdict);
    if (m_marks.isDimmed(item)) {
        m_painter.fillRect(rect, m_theme.color(Role::Line));
    } else if (valid) {
        m_painter.fillRect(rect, m_theme.ramp(node.fitness));
    } else {
        m_painter.setPen(m_theme.color(Role::Bad));
        m_painter.setBrush(m_theme.color(Role::Background));
        m_painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5));
    }
    if (m_marks.selected == item || m_marks.chosen.contains(item)) {
        m_painter.setPen(QPen(m_theme.color(Role::Accent), 2));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRect(rect.adjusted(-2, -2, 2, 2));
    }
}

void TreePainter::paintNode(LeafRows::Item item, const QRectF& rect)
{
    const Node& node = m_layout.graph().node(item);
    const bool valid = isValid(node.verdict);
    const bool selected = m_marks.selected == item || m_marks.chosen.contains(item);
    const bool hovered =
        m_marks.hovered && m_marks.hovered->kind == TreeItem::Kind::Node && m_marks.hovered->node == item;
    const bool pruned = m_layout.graph().isPruned(item);
    m_painter.setRenderHint(QPainter::Antialiasing, true);
    m_painter.setOpacity(m_marks.isDimmed(item) ? 0.3 : 1);
    QPen pen(m_theme.color(valid ? Role::Line : Role::Bad), 1);
    if (selected || hovered) {
        pen = QPen(m_theme.color(Role::Accent), selected ? 2.5 : 1.5);
    } else if (m_marks.isPending && m_marks.isPending(item)) {
        pen = QPen(m_theme.color(Role::Accent), 1.5);
        pen.setDashPattern({1, 2});
    }
    m_painter.setPen(pen);
    m_painter.setBrush(valid && !pruned ? m_theme.ramp(node.fitness) : m_theme.color(Role::Panel));
    m_painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    if (m_marks.selected == item && m_marks.keyboard) {
        QPen ring(m_theme.color(Role::Accent), 1);
        ring.setDashPattern({2, 2});
        m_painter.setPen(ring);
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRoundedRect(rect.adjusted(-3, -3, 3, 3), 7, 7);
    }
    paintNodeText(item, rect);
    m_painter.setOpacity(1);
    m_painter.setRenderHint(QPainter::Antialiasing, false);
}

QString TreePainter::valueText(const Node& node) const
{
    const NodeState& state = m_layout.graph().state(node.number);
    QString value = isValid(node.verdict) ? format::speedup(node.fitness) : format::failureWord(node.verdict);
    if (state.pruned) {
        value += QStringLiteral(" ⊘");
    }
    if (state.pinned) {
        value += QStringLiteral(" ⚑");
    }
    if (m_marks.growsBelow == node.number) {
        value += QStringLiteral(" ◎");
    }
    if (m_layout.best() == node.number) {
        value += QStringLiteral(" ★");
    }
    if (m_marks.baseline == node.number) {
        value += QStringLiteral(" ◆");
    }
    if (m_marks.said) {
        value += m_marks.said(node.number);
    }
    return value;
}

void TreePainter::paintNodeText(LeafRows::Item item, const QRectF& rect)
{
    const Node& node = m_layout.graph().node(item);
    const bool valid = isValid(node.verdict);
    const bool best = m_layout.best() == item;
    const bool two = m_detail == Detail::Lines;
    QRectF line = rect.adjusted(8, 0, -8, 0);
    if (two) {
        line.setHeight(rect.height() * 0.52);
    }
    m_painter.setFont(m_small);
    m_painter.setPen(m_theme.color(best || valid ? Role::Text : Role::Dim));
    const QString number = QStringLiteral("#%1").arg(node.number);
    m_painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, number);
    QString value = valueText(node);
    const QFontMetricsF metrics(best ? m_bold : m_font);
    const double room = line.width() - QFontMetricsF(m_small).horizontalAdvance(number) - 4;
    while (value.contains(QLatin1Char(' ')) && metrics.horizontalAdvance(value) > room) {
        value.truncate(value.lastIndexOf(QLatin1Char(' '))); // the marks go first; legend and inspector name them too
    }
    m_painter.setFont(best ? m_bold : m_font);
    m_painter.setPen(m_theme.color(valid ? Role::Text : Role::Bad));
    m_painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, value);
    if (two) {
        const QRectF second(line.left(), line.bottom() - 2, line.width(), rect.bottom() - line.bottom() - 2);
        m_painter.setFont(m_small);
        m_painter.setPen(m_theme.color(Role::Text));
        m_painter.drawText(
            second, Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetricsF(m_small).elidedText(format::text(node.summary), Qt::ElideRight, second.width()));
    }
}

void TreePainter::paintStub(const QRectF& rect, const QString& text, bool running)
{
    if (m_detail == Detail::Bars) {
        // Hundreds of these at a time: a dashed round outline costs twenty times as much and is not seen at this size.
        m_painter.fillRect(QRectF(rect.left(), rect.center().y() - 1, rect.width(), 2),
                           m_theme.color(running ? Role::Accent : Role::Line));
        return;
    }
    QPen pen(m_theme.color(running ? Role::Accent : Role::Dim), 1);
    pen.setDashPattern({2, 2});
    m_painter.setRenderHint(QPainter::Antialiasing, true);
    m_painter.setPen(pen);
    m_painter.setBrush(m_theme.color(Role::Background));
    QRectF box = rect;
    box.setWidth(std::max(64.0, QFontMetricsF(m_small).horizontalAdvance(text) + 20));
    const double radius = std::min(10.0, box.height() / 2);
    m_painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    m_painter.setFont(m_small);
    m_painter.setPen(m_theme.color(running ? Role::Accent : Role::Dim));
    m_painter.drawText(box, Qt::AlignCenter, text);
    m_painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace espalier
