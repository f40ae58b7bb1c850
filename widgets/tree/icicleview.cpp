#include "widgets/tree/icicleview.h"

#include "widgets/common/fonts.h"
#include "widgets/common/format.h"
#include "widgets/common/theme.h"
#include "widgets/tree/icicledust.h"

#include <QPainter>

#include <algorithm>

namespace espalier {
namespace {

constexpr double kIcicleMargin = 16;
constexpr double kWayOut = 24;   // the least that a pointer hits with ease
constexpr double kDust = 1.5;    // logical pixels; subtrees shorter than this are painted as their best
constexpr double kLabelled = 13; // a label needs as much height

} // namespace

IcicleView::IcicleView(LiveGraph& live, const NodeMatches& matches, Selection& selection, QWidget* parent)
    : QWidget(parent), m_live(live), m_matches(matches), m_selection(selection), m_sums(live.graph())
{
    setObjectName(QStringLiteral("icicle"));
    setAccessibleName(tr("Icicle of the search tree"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(120, 96);
    setAttribute(Qt::WA_OpaquePaintEvent);
    connect(&live, &LiveGraph::aboutToReset, this, [this] {
        m_sums.clear();
        m_root = 0;
        m_hovered.reset();
    });
    connect(&live, &LiveGraph::batchTaken, this, [this] {
        m_sums.sync();
        update();
    });
    connect(&matches, &NodeMatches::changed, this, qOverload<>(&QWidget::update));
    connect(&selection, &Selection::changed, this, &IcicleView::selectionChanged);
    connect(&selection, &Selection::allChanged, this, qOverload<>(&QWidget::update));
    m_sums.sync();
}

QRectF IcicleView::wayOut() const
{
    const double top = 8 + fontMetrics().height() + 4;
    return m_root == 0 ? QRectF()
                       : QRectF(kIcicleMargin, top, width() - 2 * kIcicleMargin,
                                std::max(kWayOut, fontMetrics().height() + 6.0));
}

QRectF IcicleView::area() const
{
    const double top = m_root == 0 ? 8 + fontMetrics().height() + 4 : wayOut().bottom() + 2;
    return {kIcicleMargin, top, std::max(1.0, width() - 2 * kIcicleMargin), std::max(1.0, height() - top - 8)};
}

void IcicleView::zoomTo(NodeNumber node)
{
    if (node < m_sums.size() && node != m_root) {
        m_root = node;
        m_hovered.reset();
        update();
    }
}

void IcicleView::zoomOut()
{
    if (!isEmpty()) {
        zoomTo(m_live.graph().parent(m_root).value_or(0));
    }
}

QString IcicleView::caption() const
{
    if (isEmpty()) {
        return {};
    }
    const QString what = m_root == 0 ? tr("length: nodes at and below; %n in all", nullptr, m_sums.nodes(0))
                                     : tr("#%1 and %n nodes below it", nullptr, m_sums.nodes(m_root) - 1).arg(m_root);
    const int hidden = geometryOfTree().hiddenLevels();
    return hidden > 0 ? tr("%1 · %n deeper levels have no room", nullptr, hidden).arg(what) : what;
}

void IcicleView::selectionChanged(std::optional<NodeNumber> node)
{
    if (node && *node < m_live.graph().size()) {
        // What is selected elsewhere comes into sight.
        const std::vector<NodeNumber> line = m_live.graph().lineage(*node);
        while (m_root != 0 && std::ranges::find(line, m_root) == line.end()) {
            m_root = m_live.graph().parent(m_root).value_or(0);
        }
        if (*node < m_sums.size()) {
            setAccessibleDescription(
                tr("%1, %n nodes below, best %2", nullptr, m_sums.nodes(*node) - 1)
                    .arg(format::nodeLine(m_live.graph().node(*node)), format::speedup(m_sums.best(*node))));
        }
    }
    update();
}

void IcicleView::hover(std::optional<NodeNumber> node)
{
    if (node != m_hovered) {
        m_hovered = node;
        setCursor(node ? Qt::PointingHandCursor : Qt::ArrowCursor);
        update();
    }
}

QString IcicleView::tipOf(NodeNumber number) const
{
    const Node& node = m_live.graph().node(number);
    QString text = format::nodeLine(node);
    if (node.speedup.value > 0) {
        text += QStringLiteral("  %1").arg(format::interval(node.speedup));
    }
    if (const int below = m_sums.nodes(number) - 1; below > 0) {
        text +=
            QLatin1Char('\n') + tr("%n nodes below, best %1", nullptr, below).arg(format::speedup(m_sums.best(number)));
    }
    return node.summary.empty() ? text : text + QLatin1Char('\n') + format::text(node.summary);
}

void IcicleView::paintEvent(QPaintEvent*)
{
    const Theme theme = Theme::fromPalette(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Role::Background));
    painter.setFont(fonts::small(font()));
    painter.setPen(theme.color(Role::Dim));
    const QRectF line(kIcicleMargin, 6, width() - 2 * kIcicleMargin, fontMetrics().height() + 4);
    if (isEmpty()) {
        painter.drawText(QRectF(rect()).adjusted(24, 8, -24, -8), Qt::AlignCenter | Qt::TextWordWrap,
                         tr("Every node beside its parent, as long as what grew from it. Open a session to see it."));
        return;
    }
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(caption(), Qt::ElideRight, static_cast<int>(line.width())));
    if (m_root != 0) {
        const QRectF out = wayOut();
        painter.setPen(theme.color(Role::Line));
        painter.setBrush(theme.color(Role::Raised));
        painter.drawRect(out.adjusted(0.5, 0.5, -0.5, -0.5));
        painter.setPen(theme.color(Role::Text));
        painter.drawText(out.adjusted(8, 0, -8, 0), Qt::AlignLeft | Qt::AlignVCenter,
                         tr("‹ back to #%1").arg(m_live.graph().parent(m_root).value_or(0)));
    }
    paintNodes(painter, theme);
    paintMarks(painter, theme);
}

void IcicleView::paintNodes(QPainter& painter, const Theme& theme) const
{
    const IcicleGeometry geometry = geometryOfTree();
    IcicleDust dust(geometry, area(), devicePixelRatioF());
    geometry.visit([&](NodeNumber node, int level, double start) {
        const int nodes = m_sums.nodes(node);
        if (nodes * geometry.unit() < kDust) {
            const bool dim = m_matches.isDimmed(node) && m_sums.nodes(node) == 1;
            dust.add(level, level + m_sums.height(node), start, dim ? IcicleDust::kDimmed : m_sums.best(node));
            return false;
        }
        paintNode(painter, theme, node, geometry.rect(level, start, nodes));
        return true;
    });
    dust.paint(painter, theme);
}

void IcicleView::paintNode(QPainter& painter, const Theme& theme, NodeNumber number, const QRectF& rect) const
{
    const Node& node = m_live.graph().node(number);
    const bool valid = isValid(node.verdict);
    const bool dim = m_matches.isDimmed(number);
    // A hairline of the ground between neighbours; where there is no room for one, none.
    const double gapX = rect.width() > 4 ? 1 : 0;
    const double gapY = rect.height() > 4 ? 1 : 0;
    const QRectF box = rect.adjusted(0, 0, -gapX, -gapY);
    if (dim) {
        painter.fillRect(box, theme.color(Role::Line));
    } else if (valid && m_live.graph().isPruned(number)) {
        painter.setPen(theme.color(Role::Line));
        painter.setBrush(theme.color(Role::Panel));
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5));
    } else if (valid) {
        painter.fillRect(box, theme.ramp(node.fitness));
    } else if (std::min(box.width(), box.height()) > 3) {
        painter.setPen(theme.color(Role::Bad));
        painter.setBrush(theme.color(Role::Background));
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5));
    } else {
        painter.fillRect(box, theme.color(Role::Bad));
    }
    if (box.height() >= kLabelled && box.width() >= 24) {
        painter.setPen(theme.color(valid || dim ? Role::Text : Role::Bad));
        paintLabel(painter, number, box);
    }
}

void IcicleView::paintLabel(QPainter& painter, NodeNumber number, const QRectF& rect) const
{
    const Node& node = m_live.graph().node(number);
    const QString name = QStringLiteral("#%1").arg(number);
    const QString value = isValid(node.verdict) ? format::speedup(node.fitness) : format::failureWord(node.verdict);
    const QString sign = m_live.best() == number               ? QStringLiteral(" ★")
                         : m_live.graph().isPruned(number)     ? QStringLiteral(" ⊘")
                         : m_live.graph().state(number).pinned ? QStringLiteral(" ⚑")
                                                               : QString();
    const double room = rect.width() - 8;
    const QFontMetricsF metrics(painter.font());
    // What fits: all of it, the number, or nothing; half a number would be another one.
    for (const QString& text : {name + QStringLiteral("  ") + value + sign, value + sign, name}) {
        if (metrics.horizontalAdvance(text) <= room) {
            // In a tall box the label stands where the eye comes from: at its beginning.
            const double lines = metrics.height() + 4;
            const QRectF line = rect.height() > 3 * lines ? QRectF(rect.left(), rect.top(), rect.width(), lines) : rect;
            painter.drawText(line.adjusted(4, 0, -4, 0), Qt::AlignLeft | Qt::AlignVCenter, text);
            return;
        }
    }
}

void IcicleView::paintMarks(QPainter& painter, const Theme& theme) const
{
    const IcicleGeometry geometry = geometryOfTree();
    const auto frame = [&](NodeNumber node, double width) {
        paintFrame(painter, theme, node < m_sums.size() ? geometry.rect(node) : QRectF(), width);
    };
    if (m_hovered) {
        frame(*m_hovered, 1);
    }
    if (m_selection.all().size() > 1) {
        paintChosen(painter, theme, geometry);
    }
    if (m_selection.node()) {
        frame(*m_selection.node(), hasFocus() ? 3 : 2);
    }
}

/// Everything may be chosen at once, so each node is walked to once, and of those thinner than a pixel one a pixel is
/// framed.
void IcicleView::paintChosen(QPainter& painter, const Theme& theme, const IcicleGeometry& geometry) const
{
    const std::set<NodeNumber>& chosen = m_selection.all();
    NodeBits onTheWay; // they and what is above them
    for (const NodeNumber node : chosen) {
        std::optional<NodeNumber> at = node < m_sums.size() ? std::optional(node) : std::nullopt;
        for (; at && !onTheWay.contains(*at); at = m_live.graph().parent(*at)) {
            onTheWay.insert(*at);
        }
    }
    std::vector<int> framed(static_cast<std::size_t>(geometry.levels()), -1); // the last pixel of each level
    geometry.visit([&](NodeNumber node, int level, double start) {
        if (!onTheWay.contains(node)) {
            return false;
        }
        int& last = framed[static_cast<std::size_t>(level)];
        const int pixel = static_cast<int>(start * geometry.unit());
        const bool isThin = m_sums.nodes(node) * geometry.unit() < 1;
        if (chosen.contains(node) && !(isThin && pixel == last)) {
            paintFrame(painter, theme, geometry.rect(level, start, m_sums.nodes(node)), 1.5);
            last = pixel;
        }
        return true;
    });
}

void IcicleView::paintFrame(QPainter& painter, const Theme& theme, QRectF rect, double width)
{
    if (rect.isNull()) {
        return;
    }
    // Of what is thinner than a pixel a mark that can be seen.
    const QPointF middle = rect.center();
    rect.setSize(rect.size().expandedTo(QSizeF(5, 5)));
    rect.moveCenter(middle);
    painter.setPen(QPen(theme.color(Role::Accent), width));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect.adjusted(0.5, 0.5, -1.5, -1.5));
}

} // namespace espalier
