#include "widgets/charts/progresschart.h"

#include "widgets/charts/follower.h"
#include "widgets/common/fonts.h"
#include "widgets/common/format.h"
#include "widgets/models/baselinedelta.h"

#include <QAction>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace espalier {

namespace {

/// "#12  4.12× [4.05, 4.19]".
QString valueText(const Node& node)
{
    return QStringLiteral("#%1  %2 %3")
        .arg(node.number)
        .arg(format::speedup(node.fitness), format::interval(node.speedup))
        .trimmed();
}

/// When the first node was begun; every node's time is counted from here.
double beginOf(const SearchGraph& graph)
{
    return graph.size() > 0 ? graph.node(0).time - graph.node(0).seconds : 0;
}

double minutesOf(const SearchGraph& graph, const Node& node)
{
    return std::max(0.0, (node.time - beginOf(graph)) / 60);
}

} // namespace

ProgressChart::ProgressChart(const LiveGraph& live, Selection& selection, QWidget* parent)
    : Plot(tr("Best so far, low end of the 99 % interval"),
           tr("speedup over the fastest baseline, log; band: the interval; points: every correct node"), parent),
      m_live(live), m_selection(selection), m_minutes(new QAction(tr("Minutes"), this)), m_points(plot().addGraph()),
      m_line(plot().addGraph()), m_high(plot().addGraph()), m_marked(plot().addGraph()),
      m_even(new QCPItemStraightLine(&plot())), m_value(new QCPItemText(&plot()))
{
    plot().yAxis->setScaleType(QCPAxis::stLogarithmic);
    plot().yAxis->setTicker(QSharedPointer<SpeedupTicker>::create());
    plot().xAxis->setLabel(tr("step"));
    m_points->setLineStyle(QCPGraph::lsNone);
    m_marked->setLineStyle(QCPGraph::lsNone);
    m_line->setLineStyle(QCPGraph::lsStepLeft);
    m_high->setLineStyle(QCPGraph::lsStepLeft);
    m_high->setPen(Qt::NoPen);
    m_high->setChannelFillGraph(m_line);
    m_value->setPadding(QMargins(2, 0, 2, 8));
    m_value->setClipToAxisRect(false);
    m_even->point1->setCoords(0, 1);
    m_even->point2->setCoords(1, 1);
    m_minutes->setCheckable(true);
    m_minutes->setToolTip(tr("Against minutes since the search began, pauses included, instead of steps"));
    addTool(m_minutes);
    connect(m_minutes, &QAction::toggled, this, &ProgressChart::setAgainstMinutes);
    new Follower(live, this, [this] { refresh(); });
    connect(&selection, &Selection::changed, this, &ProgressChart::markSelected);
    connect(&plot(), &QCustomPlot::mousePress, this, [this](QMouseEvent* event) {
        const std::optional<NodeNumber> node = nearest(event->position());
        if (node && event->button() == Qt::LeftButton) {
            m_selection.select(node);
        }
    });
    connect(&plot(), &QCustomPlot::mouseMove, this,
            [this](QMouseEvent* event) { tell(event->position(), textAt(event->position())); });
    applyColours();
    refresh();
}

std::vector<BestStep> ProgressChart::bestSoFar(const SearchGraph& graph, bool byTime)
{
    // Nodes are numbered in the order in which they were recorded, which with several workers is not that of the steps.
    std::vector<NodeNumber> order(graph.size());
    std::iota(order.begin(), order.end(), NodeNumber{0});
    std::ranges::stable_sort(
        order, {}, [&](NodeNumber n) { return byTime ? graph.node(n).time : static_cast<double>(graph.node(n).step); });
    std::vector<BestStep> line;
    for (const NodeNumber n : order) {
        const Node& node = graph.node(n);
        const double low = vouched(node);
        if (low > (line.empty() ? 0 : line.back().low)) {
            line.push_back({node.step, minutesOf(graph, node), n, low, std::max(low, node.speedup.high)});
        }
    }
    return line;
}

double ProgressChart::at(const Node& node) const
{
    return at(node.step, minutesOf(m_live.graph(), node));
}

void ProgressChart::setAgainstMinutes(bool minutes)
{
    m_againstMinutes = minutes;
    m_minutes->setChecked(minutes);
    plot().xAxis->setLabel(minutes ? tr("minutes") : tr("step"));
    refresh();
}

void ProgressChart::refresh()
{
    const SearchGraph& graph = m_live.graph();
    m_places.clear();
    double low = 0.9;
    double high = 1.2;
    double last = m_againstMinutes ? 0.1 : 1;
    for (NodeNumber n = 0; n < graph.size(); ++n) {
        const Node& node = graph.node(n);
        last = std::max(last, at(node));
        if (node.fitness > 0) {
            m_places.push_back({at(node), node.fitness, n});
            low = std::min(low, node.fitness);
            high = std::max(high, node.fitness);
        }
    }
    std::ranges::stable_sort(m_places, {}, &Place::at);
    QVector<double> steps;
    QVector<double> values;
    for (const Place& place : m_places) {
        steps << place.at;
        values << place.speedup;
    }
    setEmptyText(m_places.empty() ? tr("The first correct node starts this chart.") : QString());
    m_points->setData(steps, values, true);
    const SessionSummary& session = m_live.session();
    const double limit = m_againstMinutes ? session.minutes : std::max(session.steps, 10);
    plot().xAxis->setRange(0, std::max(last, limit) * 1.02);
    m_best = bestSoFar(graph, m_againstMinutes);
    for (const BestStep& best : m_best) {
        low = std::min(low, best.low);
        high = std::max(high, best.high);
    }
    low = std::max(low, high / 64) / 1.15;
    // A quarter of the height is left over the band for the value's text.
    plot().yAxis->setRange(low, high * std::pow(high / low, 0.25));
    drawBest(m_againstMinutes ? last : std::max<double>(last, m_live.step()));
    markSelected();
}

void ProgressChart::drawBest(double last)
{
    m_walked.reset();
    QVector<double> steps;
    QVector<double> low;
    QVector<double> high;
    for (const BestStep& best : m_best) {
        steps << at(best.step, best.minutes);
        low << best.low;
        high << best.high;
    }
    m_value->setVisible(!m_best.empty());
    if (!m_best.empty()) {
        steps << last;
        low << low.last();
        high << high.last();
        m_value->setText(valueText(m_live.graph().node(m_best.back().node)));
        // Over the end of the line, and inside the plot at both ends of the search.
        const double share = last / plot().xAxis->range().upper;
        m_value->setPositionAlignment(Qt::AlignBottom | (share > 0.7   ? Qt::AlignRight
                                                         : share < 0.3 ? Qt::AlignLeft
                                                                       : Qt::AlignHCenter));
        m_value->position->setCoords(last, std::max(high.last(), m_live.graph().node(m_best.back().node).fitness));
    }
    m_line->setData(steps, low);
    m_high->setData(steps, high);
}

void ProgressChart::markSelected()
{
    const std::optional<NodeNumber> node = m_selection.node();
    m_marked->data()->clear();
    if (node && *node < m_live.graph().size() && m_live.graph().node(*node).fitness > 0) {
        m_marked->addData(at(m_live.graph().node(*node)), m_live.graph().node(*node).fitness);
    }
    plot().replot(QCustomPlot::rpQueuedReplot);
}

std::optional<NodeNumber> ProgressChart::nearest(QPointF position) const
{
    constexpr double kReach = 12; // pixels
    std::optional<NodeNumber> nearest;
    double distance = kReach;
    const double end = plot().xAxis->pixelToCoord(position.x() + kReach);
    auto place = std::ranges::lower_bound(m_places, plot().xAxis->pixelToCoord(position.x() - kReach), {}, &Place::at);
    for (; place != m_places.end() && place->at <= end; ++place) {
        const double dx = plot().xAxis->coordToPixel(place->at) - position.x();
        const double dy = plot().yAxis->coordToPixel(place->speedup) - position.y();
        if (std::hypot(dx, dy) < distance) {
            distance = std::hypot(dx, dy);
            nearest = place->node;
        }
    }
    return nearest;
}

/// Value and interval, and below them the delta to the marked baseline.
QString ProgressChart::textOf(NodeNumber node) const
{
    const QString delta = baseline::ofNode(m_live, m_selection, node);
    const QString value = valueText(m_live.graph().node(node));
    return delta.isEmpty() ? value : value + QLatin1Char('\n') + delta;
}

QString ProgressChart::textAt(QPointF position) const
{
    if (const std::optional<NodeNumber> node = nearest(position)) {
        return textOf(*node);
    }
    const double here = plot().xAxis->pixelToCoord(position.x());
    const auto after =
        std::ranges::upper_bound(m_best, here, {}, [this](const BestStep& b) { return at(b.step, b.minutes); });
    if (after == m_best.begin()) {
        return {};
    }
    const double known = std::min(here, (m_line->data()->constEnd() - 1)->key);
    const QString best = textOf(std::prev(after)->node);
    return m_againstMinutes ? tr("Best after %L1 min: %2").arg(known, 0, 'f', 1).arg(best)
                            : tr("Best at step %1: %2").arg(static_cast<int>(known)).arg(best);
}

void ProgressChart::walk(int by)
{
    if (m_best.empty()) {
        return;
    }
    m_walked = walkedTo(m_walked, by, m_best.size());
    const BestStep& best = m_best[*m_walked];
    tell({plot().xAxis->coordToPixel(at(best.step, best.minutes)), plot().yAxis->coordToPixel(best.low)},
         textOf(best.node));
}

void ProgressChart::takeWalked()
{
    if (m_walked) {
        m_selection.select(m_best[*m_walked].node);
    }
}

ChartTable ProgressChart::table() const
{
    ChartTable table{{tr("node"), tr("step"), tr("minutes"), tr("speedup"), tr("interval low"), tr("interval high"),
                      tr("best so far, low end")},
                     {}};
    const SearchGraph& graph = m_live.graph();
    const std::vector<BestStep> line = bestSoFar(graph);
    for (NodeNumber n = 0; n < graph.size(); ++n) {
        const Node& node = graph.node(n);
        if (node.fitness <= 0) {
            continue;
        }
        const auto after = std::ranges::upper_bound(line, node.step, {}, &BestStep::step);
        table.rows.push_back({QString::number(n), QString::number(node.step),
                              ChartTable::figure(minutesOf(graph, node)), ChartTable::figure(node.fitness),
                              ChartTable::figure(node.speedup.low), ChartTable::figure(node.speedup.high),
                              after == line.begin() ? QString() : ChartTable::figure(std::prev(after)->low)});
    }
    return table;
}

void ProgressChart::colour(const Theme& theme)
{
    QColor grey = theme.color(Role::Dim);
    grey.setAlphaF(0.5F);
    m_points->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(grey), QBrush(grey), 4));
    QColor band = theme.color(Role::Good);
    m_line->setPen(QPen(band, 2));
    m_value->setColor(theme.color(Role::Text));
    m_value->setFont(fonts::bold(fonts::small(font()))); // letters may have grown
    band.setAlphaF(0.18F);
    m_high->setBrush(band);
    m_marked->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(theme.color(Role::Accent), 2), QBrush(Qt::NoBrush), 10));
    m_even->setPen(QPen(theme.color(Role::Dim), 1, Qt::DotLine));
}

} // namespace espalier
