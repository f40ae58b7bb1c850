#include "widgets/charts/paretochart.h"

#include "widgets/charts/follower.h"
#include "widgets/common/format.h"
#include "widgets/models/baselinedelta.h"

#include <QLocale>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

/// A tenth of the least error that there is.
double leastError(const std::vector<ParetoPoint>& points)
{
    double least = 0;
    for (const ParetoPoint& point : points) {
        least = point.cost > 0 && (least == 0 || point.cost < least) ? point.cost : least;
    }
    return least > 0 ? least / 10 : 1;
}

} // namespace

ParetoChart::ParetoChart(const LiveGraph& live, FiguresCache& figures, Selection& selection, QWidget* parent)
    : Plot(tr("Pareto"), {}, parent), m_live(live), m_figures(figures), m_selection(selection),
      m_others(plot().addGraph()), m_frontLine(plot().addGraph()), m_marked(plot().addGraph())
{
    plot().yAxis->setScaleType(QCPAxis::stLogarithmic);
    plot().yAxis->setTicker(QSharedPointer<SpeedupTicker>::create());
    for (QCPGraph* graph : {m_others, m_marked}) {
        graph->setLineStyle(QCPGraph::lsNone);
    }
    m_frontLine->setLineStyle(QCPGraph::lsStepLeft);
    // In the order of Cost.
    addChoices({tr("Against error"), tr("Against registers"), tr("Against machine code"), tr("Against build time")},
               tr("What the speedup is set against"), [this](std::size_t cost) { setCost(static_cast<Cost>(cost)); });
    auto* follower = new Follower(live, this, [this] { refresh(); });
    connect(&figures, &FiguresCache::changed, follower, &Follower::touch);
    connect(&selection, &Selection::changed, this, &ParetoChart::markSelected);
    connect(&plot(), &QCustomPlot::mousePress, this, [this](QMouseEvent* event) {
        if (const ParetoPoint* point = nearest(event->position()); point && event->button() == Qt::LeftButton) {
            m_selection.select(point->node);
        }
    });
    connect(&plot(), &QCustomPlot::mouseMove, this,
            [this](QMouseEvent* event) { tell(event->position(), textAt(event->position())); });
    applyColours();
    setCost(Cost::Registers);
}

QString ParetoChart::costName() const
{
    switch (m_cost) {
    case Cost::Error:
        return tr("largest error, % of the tolerance");
    case Cost::Registers:
        return m_live.session().target == QLatin1String("cpu") ? tr("vector registers in inner loops")
                                                               : tr("registers of a thread");
    case Cost::Instructions:
        return tr("instructions in the machine code");
    default:
        return tr("seconds to build");
    }
}

QString ParetoChart::costText(double cost) const
{
    switch (m_cost) {
    case Cost::Error:
        return cost > 0 ? tr("error at most %1 % of the tolerance").arg(QLocale().toString(cost, 'g', 3))
                        : tr("no error beyond rounding to its type");
    case Cost::Registers:
        return tr("%n registers", nullptr, static_cast<int>(cost));
    case Cost::Instructions:
        return tr("%n instructions", nullptr, static_cast<int>(cost));
    default:
        return tr("built in %L1 s").arg(cost, 0, 'f', 2);
    }
}

void ParetoChart::setCost(Cost cost)
{
    m_cost = cost;
    showChoice(static_cast<std::size_t>(cost));
    const bool isError = cost == Cost::Error;
    plot().xAxis->setScaleType(isError ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    plot().xAxis->setTicker(isError ? QSharedPointer<QCPAxisTicker>(QSharedPointer<ShortTicker>::create())
                                    : QSharedPointer<QCPAxisTicker>::create());
    setCaption(tr("speedup over the fastest baseline, log; line: nobody has more speed for less"));
    refresh();
}

std::optional<double> ParetoChart::costOf(const NodeFigures& figures) const
{
    const auto known = [](double value) { return value > 0 ? std::optional(value) : std::nullopt; };
    switch (m_cost) {
    case Cost::Error:
        return figures.toleranceShare ? std::optional(100 * *figures.toleranceShare) : std::nullopt;
    case Cost::Registers:
        return known(figures.registers);
    case Cost::Instructions:
        return known(figures.instructions);
    default:
        return known(figures.buildSeconds);
    }
}

void ParetoChart::refresh()
{
    plot().xAxis->setLabel(costName());
    m_points.clear();
    const auto figures = m_figures.figures();
    const std::size_t known = std::min<std::size_t>(figures.size(), m_live.graph().size());
    for (std::size_t i = 0; i < known; ++i) {
        const Node& node = m_live.graph().node(static_cast<NodeNumber>(i));
        const std::optional<double> cost = costOf(figures[i]);
        if (isValid(node.verdict) && node.fitness > 0 && cost) {
            m_points.push_back({node.number, *cost, node.fitness});
        }
    }
    m_leastError = leastError(m_points);
    m_front = paretoFront(m_points);
    m_walked.reset();
    setEmptyText(!m_points.empty() ? QString()
                 : known == 0      ? tr("The first correct node starts this chart.")
                                   : tr("Of no correct node this is known; choose another cost above."));
    const auto fill = [this](QCPGraph* graph, const std::vector<ParetoPoint>& points) {
        QVector<double> costs;
        QVector<double> speedups;
        for (const ParetoPoint& p : points) {
            costs << placeOf(p.cost);
            speedups << p.speedup;
        }
        graph->setData(costs, speedups);
    };
    fill(m_others, m_points);
    fill(m_frontLine, m_front);
    setRanges();
    markSelected();
}

void ParetoChart::setRanges()
{
    if (m_points.empty()) {
        return;
    }
    const auto [least, most] = std::ranges::minmax_element(m_points, {}, &ParetoPoint::cost);
    const auto [low, high] = std::ranges::minmax_element(m_points, {}, &ParetoPoint::speedup);
    if (m_cost == Cost::Error) {
        plot().xAxis->setRange(placeOf(least->cost) / 2, placeOf(most->cost) * 2);
    } else {
        const double beside = std::max((most->cost - least->cost) * 0.06, most->cost * 0.05);
        plot().xAxis->setRange(std::max(0.0, least->cost - beside), most->cost + beside);
    }
    const double top = std::max(high->speedup, 1.2);
    plot().yAxis->setRange(std::max(std::min(low->speedup, 0.9), top / 64) / 1.15, top * 1.2);
}

void ParetoChart::markSelected()
{
    m_marked->data()->clear();
    const auto at =
        std::ranges::find(m_points, m_selection.node(), [](const ParetoPoint& p) { return std::optional(p.node); });
    if (at != m_points.end()) {
        m_marked->addData(placeOf(at->cost), at->speedup);
    }
    plot().replot(QCustomPlot::rpQueuedReplot);
}

QPointF ParetoChart::pixelOf(const ParetoPoint& point) const
{
    return {plot().xAxis->coordToPixel(placeOf(point.cost)), plot().yAxis->coordToPixel(point.speedup)};
}

const ParetoPoint* ParetoChart::nearest(QPointF position) const
{
    const ParetoPoint* found = nullptr;
    double least = 10;
    for (const ParetoPoint& point : m_points) {
        const QPointF away = pixelOf(point) - position;
        if (const double distance = std::hypot(away.x(), away.y()); distance < least) {
            least = distance;
            found = &point;
        }
    }
    return found;
}

QString ParetoChart::text(const ParetoPoint& point) const
{
    const QString interval = format::interval(m_live.graph().node(point.node).speedup);
    const QString isFront =
        std::ranges::find(m_front, point) != m_front.end() ? QLatin1Char('\n') + tr("on the front") : QString();
    return QStringLiteral("#%1  %2 %3").arg(point.node).arg(format::speedup(point.speedup), interval).trimmed() +
           QLatin1Char('\n') + costText(point.cost) + isFront + deltas(point);
}

QString ParetoChart::deltas(const ParetoPoint& point) const
{
    const QString speedup = baseline::ofNode(m_live, m_selection, point.node);
    const auto then =
        std::ranges::find(m_points, m_selection.baseline(), [](const ParetoPoint& p) { return std::optional(p.node); });
    const QString cost =
        speedup.isEmpty() || then == m_points.end() ? QString() : baseline::ofFigure(point.cost, then->cost).text;
    return (speedup.isEmpty() ? QString() : QLatin1Char('\n') + speedup) +
           (cost.isEmpty() ? QString() : QLatin1Char('\n') + tr("%1: %2").arg(costName(), cost));
}

QString ParetoChart::textAt(QPointF position) const
{
    const ParetoPoint* point = nearest(position);
    return point ? text(*point) : QString();
}

void ParetoChart::walk(int by)
{
    if (m_front.empty()) {
        return;
    }
    m_walked = walkedTo(m_walked, by, m_front.size());
    tell(pixelOf(m_front[*m_walked]), text(m_front[*m_walked]));
}

void ParetoChart::takeWalked()
{
    if (m_walked) {
        m_selection.select(m_front[*m_walked].node);
    }
}

void ParetoChart::showEvent(QShowEvent* event)
{
    Plot::showEvent(event);
    m_figures.setFiguresShown(this, true);
}

void ParetoChart::hideEvent(QHideEvent* event)
{
    Plot::hideEvent(event);
    m_figures.setFiguresShown(this, false);
}

ChartTable ParetoChart::table() const
{
    ChartTable table{{tr("node"), costName(), tr("speedup"), tr("front")}, {}};
    for (const ParetoPoint& point : m_points) {
        const bool isFront = std::ranges::find(m_front, point) != m_front.end();
        table.rows.push_back({QString::number(point.node), ChartTable::figure(point.cost),
                              ChartTable::figure(point.speedup), isFront ? tr("yes") : tr("no")});
    }
    return table;
}

void ParetoChart::colour(const Theme& theme)
{
    QColor grey = theme.color(Role::Dim);
    grey.setAlphaF(0.5F);
    m_others->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(grey), QBrush(grey), 4));
    const QColor good = theme.color(Role::Good);
    m_frontLine->setPen(QPen(good, 1.5));
    m_frontLine->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(good), QBrush(good), 7));
    m_marked->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(theme.color(Role::Accent), 2), QBrush(Qt::NoBrush), 11));
}

} // namespace espalier
