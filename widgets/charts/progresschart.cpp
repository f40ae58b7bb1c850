#include "widgets/charts/progresschart.h"

#include <algorithm>
#include <cmath>

namespace espalier {

ProgressChart::ProgressChart(const LiveGraph& live, Selection& selection, QWidget* parent)
    : Plot(tr("Best so far"), tr("speedup over the fastest baseline, log; points: every correct node"), parent),
      m_live(live), m_selection(selection), m_points(plot().addGraph()), m_line(plot().addGraph()),
      m_marked(plot().addGraph()), m_even(new QCPItemStraightLine(&plot()))
{
    plot().yAxis->setScaleType(QCPAxis::stLogarithmic);
    plot().yAxis->setTicker(QSharedPointer<SpeedupTicker>::create());
    plot().xAxis->setLabel(tr("step"));
    m_points->setLineStyle(QCPGraph::lsNone);
    m_marked->setLineStyle(QCPGraph::lsNone);
    m_line->setLineStyle(QCPGraph::lsStepLeft);
    m_even->point1->setCoords(0, 1);
    m_even->point2->setCoords(1, 1);
    m_later.setSingleShot(true);
    m_later.setInterval(250);
    connect(&m_later, &QTimer::timeout, this, &ProgressChart::refresh);
    connect(&live, &LiveGraph::batchTaken, this, [this] {
        if (!m_later.isActive()) {
            m_later.start();
        }
    });
    connect(&live, &LiveGraph::wasReset, this, &ProgressChart::refresh);
    connect(&selection, &Selection::changed, this, &ProgressChart::markSelected);
    connect(&plot(), &QCustomPlot::mousePress, this, [this](QMouseEvent* event) { clicked(event->position()); });
    applyColours();
    refresh();
}

std::vector<std::pair<int, double>> ProgressChart::bestSoFar(const SearchGraph& graph)
{
    std::vector<std::pair<int, double>> line;
    double best = 0;
    for (NodeNumber n = 0; n < graph.size(); ++n) {
        const Node& node = graph.node(n);
        if (vouched(node) > best) {
            best = vouched(node);
            line.emplace_back(node.step, node.fitness);
        }
    }
    return line;
}

void ProgressChart::refresh()
{
    const SearchGraph& graph = m_live.graph();
    QVector<double> steps;
    QVector<double> values;
    double low = 0.9;
    double high = 1.2;
    int last = 1;
    for (NodeNumber n = 0; n < graph.size(); ++n) {
        const Node& node = graph.node(n);
        last = std::max(last, node.step);
        if (node.fitness > 0) {
            steps << node.step;
            values << node.fitness;
            low = std::min(low, node.fitness);
            high = std::max(high, node.fitness);
        }
    }
    setEmptyText(values.isEmpty() ? tr("The first correct node starts this chart.") : QString());
    m_points->setData(steps, values, true);
    QVector<double> x;
    QVector<double> y;
    for (const auto& [step, best] : bestSoFar(graph)) {
        x << step;
        y << best;
    }
    if (!x.isEmpty()) {
        x << std::max(last, m_live.step());
        y << y.last();
    }
    m_line->setData(x, y, true);
    const int limit = m_live.session().steps;
    plot().xAxis->setRange(0, std::max({last, limit, 10}) * 1.02);
    plot().yAxis->setRange(std::max(low, high / 64) / 1.15, high * 1.25);
    markSelected();
}

void ProgressChart::markSelected()
{
    const std::optional<NodeNumber> node = m_selection.node();
    m_marked->data()->clear();
    if (node && *node < m_live.graph().size() && m_live.graph().node(*node).fitness > 0) {
        m_marked->addData(m_live.graph().node(*node).step, m_live.graph().node(*node).fitness);
    }
    plot().replot(QCustomPlot::rpQueuedReplot);
}

void ProgressChart::clicked(QPointF position)
{
    std::optional<NodeNumber> nearest;
    double distance = 12;
    for (NodeNumber n = 0; n < m_live.graph().size(); ++n) {
        const Node& node = m_live.graph().node(n);
        if (node.fitness <= 0) {
            continue;
        }
        const double dx = plot().xAxis->coordToPixel(node.step) - position.x();
        const double dy = plot().yAxis->coordToPixel(node.fitness) - position.y();
        if (std::hypot(dx, dy) < distance) {
            distance = std::hypot(dx, dy);
            nearest = n;
        }
    }
    if (nearest) {
        m_selection.select(nearest);
    }
}

void ProgressChart::colour(const Theme& theme)
{
    QColor grey = theme.color(Role::Dim);
    grey.setAlphaF(0.5F);
    m_points->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(grey), QBrush(grey), 4));
    m_line->setPen(QPen(theme.color(Role::Good), 2));
    m_marked->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(theme.color(Role::Accent), 2), QBrush(Qt::NoBrush), 10));
    m_even->setPen(QPen(theme.color(Role::Dim), 1, Qt::DotLine));
}

} // namespace espalier
