#include "widgets/tree/treecanvas.h"

#include "widgets/common/format.h"
#include "widgets/models/baselinedelta.h"
#include "widgets/review/reviewtext.h"

#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace espalier {
TreeCanvas::TreeCanvas(LiveGraph& live, Selection& selection, QWidget* parent)
    : QAbstractScrollArea(parent), m_live(live), m_selection(selection), m_layout(live.graph()),
      m_compacting(m_layout, [this](const std::function<void()>& change) { anchored(change); }, this)
{
    m_row = fullRow();
    m_column = fullColumn();
    setObjectName(QStringLiteral("treeCanvas"));
    setAccessibleName(tr("Search tree"));
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    m_marks.isPending = [this](NodeNumber node) { return m_live.isPending(node); };
    m_marks.said = [this](NodeNumber node) { return reviewtext::signs(m_live.reviews().of(node)); };
    connect(&live, &LiveGraph::aboutToReset, this, [this] {
        m_touched.clear();
        m_marks.selected.reset();
        m_marks.chosen.clear();
        m_marks.hovered.reset();
        m_layout.clear();
        m_compacting.layoutChanged(true);
        m_fitted = false;
        m_automatic = true;
    });
    connect(&live, &LiveGraph::marked, this, [this](const std::vector<NodeNumber>& nodes) {
        m_touched.insert(m_touched.end(), nodes.begin(), nodes.end());
    });
    connect(&live, &LiveGraph::batchTaken, this, &TreeCanvas::syncBatch);
    connect(&selection, &Selection::changed, this, &TreeCanvas::selectionChanged);
    connect(&selection, &Selection::baselineChanged, this, [this](std::optional<NodeNumber> node) {
        m_marks.baseline = node;
        viewport()->update();
    });
    connect(&selection, &Selection::allChanged, this, &TreeCanvas::chosenChanged);
    connect(&m_compacting, &Compacting::changed, this, &TreeCanvas::arrange);
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &TreeCanvas::tick);
    connect(&live, &LiveGraph::inFlightChanged, this, [this] {
        if (m_live.inFlight().empty()) {
            m_tick.stop();
        } else if (!m_tick.isActive()) {
            m_tick.start();
        }
    });
}

void TreeCanvas::syncBatch()
{
    const double rowsBefore = geometryOfTree().rows();
    const auto sizeBefore = m_layout.rows().size();
    const std::optional<NodeNumber> bestBefore = m_layout.best();
    anchored([this] { m_layout.sync(m_touched, m_live.inFlight()); });
    m_touched.clear();
    placeAnew();
    if (rowsBefore != geometryOfTree().rows() || sizeBefore == 0) {
        arrange();
    }
    if (m_follow == Follow::Best && m_layout.best() != bestBefore) {
        selectBest();
    } else if (m_follow == Follow::Newest && m_layout.rows().size() > sizeBefore) {
        selectNewest();
    }
    afterLayout();
}

void TreeCanvas::afterLayout()
{
    updateScrollBars();
    viewport()->update();
    Q_EMIT viewChanged();
}

std::optional<NodeNumber> TreeCanvas::anchor() const
{
    if (m_layout.rows().size() == 0) {
        return std::nullopt;
    }
    if (m_selection.node() && viewport()->rect().intersects(viewportRect(*m_selection.node()))) {
        return m_selection.node();
    }
    const auto [first, end] = rowsInSight();
    std::optional<NodeNumber> topmost;
    double row = end;
    // No need to look further: of any few rows one is a node's own.
    const int last = static_cast<int>(std::min(std::ceil(end), first + 8));
    const TreeGeometry geometry = geometryOfTree();
    geometry.visit(static_cast<int>(first), last, [&](LeafRows::Item item, int top) {
        const double centre = geometry.rowOf(item, top);
        if (centre >= first && centre < row) {
            row = centre;
            topmost = item;
        }
    });
    return topmost;
}

void TreeCanvas::anchored(const std::function<void()>& change)
{
    const std::optional<NodeNumber> node = anchor();
    const double before = node ? geometryOfTree().nodeRect(m_layout.shownAncestor(*node)).center().y() : 0;
    change();
    if (!node || *node >= m_layout.rows().size() || m_fitted) {
        return;
    }
    const double after = geometryOfTree().nodeRect(m_layout.shownAncestor(*node)).center().y();
    updateScrollBars();
    m_moving = true;
    verticalScrollBar()->setValue(verticalScrollBar()->value() + static_cast<int>(std::lround(after - before)));
    m_moving = false;
}

void TreeCanvas::selectionChanged()
{
    const std::optional<NodeNumber> node = m_selection.node();
    anchored([this, node] { m_layout.setSelected(node); });
    placeAnew();
    if (m_follow == Follow::Newest && node && *node + 1 != m_layout.rows().size()) {
        setFollow(Follow::Nothing);
    }
    m_marks.selected = m_layout.selected();
    afterLayout();
    if (node) {
        reveal(*node);
        describeSelected();
    }
}

QPoint TreeCanvas::contentOffset() const
{
    // Content smaller than the viewport stays at the left and in the vertical middle.
    const double slack = viewport()->height() - geometryOfTree().contentSize().height();
    const int lift = slack > 0 ? static_cast<int>(slack / 2) : 0;
    return {-horizontalScrollBar()->value(), lift - verticalScrollBar()->value()};
}

QPointF TreeCanvas::contentAt(QPointF viewportPosition) const
{
    return viewportPosition - contentOffset();
}

std::optional<TreeItem> TreeCanvas::itemAt(QPoint position) const
{
    return m_layout.rows().size() == 0 ? std::nullopt : geometryOfTree().itemAt(contentAt(position));
}

QRect TreeCanvas::viewportRect(NodeNumber node) const
{
    if (node >= m_layout.rows().size()) {
        return {};
    }
    return geometryOfTree().nodeRect(m_layout.shownAncestor(node)).translated(contentOffset()).toAlignedRect();
}

std::pair<double, double> TreeCanvas::rowsInSight() const
{
    const double top = contentAt({0, 0}).y() - TreeGeometry::kMargin;
    return {std::max(0.0, top / m_row), std::max(0.0, (top + viewport()->height()) / m_row)};
}

void TreeCanvas::selectBest()
{
    if (m_layout.best()) {
        m_selection.select(m_layout.best());
    }
}

void TreeCanvas::setFilter(const TreeFilter& filter)
{
    anchored([this, &filter] { m_layout.setFilter(filter); });
    placeAnew();
    arrange();
}

void TreeCanvas::setMatches(const NodeBits& matches, bool searching)
{
    m_marks.matches = matches;
    m_marks.searching = searching;
    viewport()->update();
    Q_EMIT viewChanged();
}

void TreeCanvas::toggleFold()
{
    if (m_selection.node() && *m_selection.node() < m_layout.rows().size()) {
        anchored([this] { m_layout.toggleFold(*m_selection.node()); });
        placeAnew();
        arrange();
    }
}

void TreeCanvas::openAll()
{
    anchored([this] { m_layout.openAll(); });
    placeAnew();
    arrange();
}

void TreeCanvas::updateItem(const TreeItem& item)
{
    const QRectF rect = item.rect.translated(contentOffset());
    viewport()->update(rect.toAlignedRect().adjusted(-4, -4, 4, 4));
}

void TreeCanvas::setHovered(std::optional<TreeItem> item)
{
    if (item == m_marks.hovered) {
        return;
    }
    if (m_marks.hovered) {
        updateItem(*m_marks.hovered);
    }
    m_marks.hovered = item;
    if (item) {
        updateItem(*item);
    }
    viewport()->setCursor(item ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void TreeCanvas::describeSelected()
{
    const NodeNumber node = *m_selection.node();
    if (node >= m_live.graph().size()) {
        return;
    }
    const int children = static_cast<int>(m_live.graph().children(node).size());
    // Setting the description also tells screen readers that it changed.
    setAccessibleDescription(tr("%1, %n children", nullptr, children).arg(format::nodeLine(m_live.graph().node(node))));
}

QString TreeCanvas::toolTipFor(const TreeItem& item) const
{
    if (item.kind == TreeItem::Kind::Stub) {
        const FoldSummary* stub = m_layout.stub(item.node);
        return stub == nullptr ? QString() : tr("%1 below #%2; click to open").arg(stub->text()).arg(item.node);
    }
    if (item.kind == TreeItem::Kind::InFlight) {
        return tr("On the way from #%1: %2").arg(item.node).arg(m_layout.inFlightText(item.node));
    }
    const Node& node = m_live.graph().node(item.node);
    QString text = format::nodeLine(node);
    if (node.speedup.value > 0) {
        text += QStringLiteral("  %1").arg(format::interval(node.speedup));
    }
    if (const QString delta = baseline::ofNode(m_live, m_selection, item.node); !delta.isEmpty()) {
        text += QLatin1Char('\n') + delta;
    }
    if (!node.summary.empty()) {
        text += QLatin1Char('\n') + format::text(node.summary);
    }
    const NodeState& state = m_live.graph().state(item.node);
    if (!state.hint.empty()) {
        text += QLatin1Char('\n') + tr("Hint: %1").arg(format::text(state.hint));
    }
    if (const QString said = reviewtext::words(m_live.reviews().of(item.node)); !said.isEmpty()) {
        text += QLatin1Char('\n') + said;
    }
    if (m_live.isPending(item.node)) {
        text += QLatin1Char('\n') + tr("A command waits for the search to take it up.");
    }
    return text;
}

void TreeCanvas::paintEvent(QPaintEvent* event)
{
    const Theme theme = Theme::fromPalette(palette());
    QPainter painter(viewport());
    painter.fillRect(event->rect(), theme.color(Role::Background));
    if (m_layout.rows().size() == 0) {
        painter.setPen(theme.color(Role::Dim));
        painter.drawText(viewport()->rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap,
                         m_live.isOpen() ? tr("The plain seed is being judged; the tree starts with it.")
                                         : tr("Choose a session on the left, or start a search with Ctrl+N."));
        return;
    }
    painter.translate(contentOffset());
    const QRectF clip = QRectF(event->rect()).translated(-contentOffset());
    painter.setClipRect(clip);
    m_marks.keyboard = hasFocus();
    m_marks.growsBelow = m_live.steered().focus;
    TreePainter(painter, m_layout, geometryOfTree(), theme, font(), m_marks).paint(clip);
    paintBand(painter, theme);
}

void TreeCanvas::resizeEvent(QResizeEvent*)
{
    arrange();
}

void TreeCanvas::scrollContentsBy(int dx, int dy)
{
    if (!m_moving) {
        leaveFit();
        setFollow(Follow::Nothing);
    }
    // Moves the pixels and repaints only the strip that came into sight.
    viewport()->scroll(dx, dy);
    Q_EMIT viewChanged();
}

} // namespace espalier
