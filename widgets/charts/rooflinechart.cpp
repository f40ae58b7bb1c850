#include "widgets/charts/rooflinechart.h"

#include "widgets/common/fonts.h"

#include <algorithm>
#include <cmath>

namespace espalier {

RooflineChart::RooflineChart(QWidget* parent)
    : Plot(tr("Roofline"), QString(), parent), m_roof(plot().addGraph()),
      m_trail(new QCPCurve(plot().xAxis, plot().yAxis))
{
    for (QCPAxis* axis : {plot().xAxis, plot().yAxis}) {
        axis->setScaleType(QCPAxis::stLogarithmic);
        axis->setTicker(QSharedPointer<ShortTicker>::create());
    }
    plot().xAxis->setLabel(tr("operations per byte"));
    plot().yAxis->setLabel(tr("GFLOP/s"));
    applyColours();
    setData({}, {});
}

void RooflineChart::setData(const MachineRoofs& roofs, const std::vector<RooflinePoint>& points)
{
    m_roofs = roofs;
    m_points = points;
    std::erase_if(m_points, [](const RooflinePoint& p) { return !(p.intensity > 0 && p.gflops > 0); });
    const bool measured = roofs.gbytes > 0 && roofs.gflops > 0;
    setCaption(measured ? tr("%1, measured roofs; lineage of the selected node").arg(roofs.machine)
                        : tr("lineage of the selected node; the machine's roofs are not measured yet"));
    setEmptyText(m_points.empty() ? tr("Select a correct node to see how near it comes to what the machine can do.")
                                  : QString());
    applyColours();
}

void RooflineChart::colour(const Theme& theme)
{
    // Labels and points carry colours of their own, so a new theme draws them anew; there are a dozen at most.
    plot().clearItems();
    m_roof->setPen(QPen(theme.color(Role::Dim), 1.5));
    m_trail->setPen(QPen(theme.color(Role::Accent), 1.5));
    if (!m_points.empty()) {
        setRanges();
        drawRoofs(theme);
        drawPoints(theme);
    }
}

void RooflineChart::setRanges()
{
    const auto [lowX, highX] = std::ranges::minmax(m_points, {}, &RooflinePoint::intensity);
    const auto [lowY, highY] = std::ranges::minmax(m_points, {}, &RooflinePoint::gflops);
    const double ridge = m_roofs.gbytes > 0 ? m_roofs.gflops / m_roofs.gbytes : lowX.intensity;
    plot().xAxis->setRange(std::min(lowX.intensity, ridge) / 8, std::max(highX.intensity, ridge) * 8);
    plot().yAxis->setRange(lowY.gflops / 3, std::max(highY.gflops, m_roofs.gflops) * 3);
}

void RooflineChart::drawRoofs(const Theme& theme)
{
    m_roof->data()->clear();
    if (!(m_roofs.gbytes > 0 && m_roofs.gflops > 0)) {
        return;
    }
    const double ridge = m_roofs.gflops / m_roofs.gbytes;
    const QCPRange x = plot().xAxis->range();
    m_roof->setData({x.lower, ridge, x.upper}, {x.lower * m_roofs.gbytes, m_roofs.gflops, m_roofs.gflops}, true);
    label(tr("%L1 GFLOP/s").arg(m_roofs.gflops, 0, 'f', 0), {x.upper / 1.1, m_roofs.gflops},
          Qt::AlignRight | Qt::AlignBottom, theme.color(Role::Dim));
    const double from = std::max(x.lower * 1.3, plot().yAxis->range().lower * 2 / m_roofs.gbytes);
    label(tr("memory %L1 GB/s").arg(m_roofs.gbytes, 0, 'f', 1), {from, from * m_roofs.gbytes},
          Qt::AlignLeft | Qt::AlignTop, theme.color(Role::Dim));
}

QCPItemText* RooflineChart::label(const QString& text, QPointF at, Qt::Alignment alignment, const QColor& colour)
{
    auto* item = new QCPItemText(&plot());
    item->setText(text);
    item->setFont(fonts::small(font()));
    item->setColor(colour);
    item->setPositionAlignment(alignment);
    item->setPadding(QMargins(8, 4, 8, 4));
    item->position->setCoords(at);
    return item;
}

void RooflineChart::drawPoints(const Theme& theme)
{
    QVector<double> x;
    QVector<double> y;
    for (const RooflinePoint& p : m_points) {
        x << p.intensity;
        y << p.gflops;
    }
    m_trail->setData(x, y);
    while (plot().graphCount() > 1) {
        plot().removeGraph(plot().graphCount() - 1);
    }
    for (const RooflinePoint& p : m_points) {
        QCPGraph* dot = plot().addGraph();
        dot->setLineStyle(QCPGraph::lsNone);
        const QPen ring(theme.color(p.selected ? Role::Accent : Role::Dim), p.selected ? 2 : 1);
        dot->setScatterStyle(
            QCPScatterStyle(QCPScatterStyle::ssCircle, ring, QBrush(theme.ramp(p.speedup)), p.selected ? 11 : 8));
        dot->addData(p.intensity, p.gflops);
        if (p.selected) {
            QCPItemText* name =
                label(p.label, {p.intensity, p.gflops}, Qt::AlignLeft | Qt::AlignVCenter, theme.color(Role::Text));
            name->setPadding(QMargins(12, 0, 0, 0));
            name->setFont(fonts::bold(fonts::small(font())));
        }
    }
}

} // namespace espalier
