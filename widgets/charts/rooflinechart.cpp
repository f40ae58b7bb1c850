#include "widgets/charts/rooflinechart.h"

#include "widgets/common/fonts.h"

#include <QFontMetricsF>

#include <cmath>

namespace espalier {

RooflineChart::RooflineChart(QWidget* parent) : Plot(tr("Roofline"), QString(), parent)
{
    for (QCPAxis* axis : {plot().xAxis, plot().yAxis}) {
        axis->setScaleType(QCPAxis::stLogarithmic);
        axis->setTicker(QSharedPointer<ShortTicker>::create());
    }
    plot().xAxis->setLabel(tr("operations per byte"));
    plot().yAxis->setLabel(tr("GFLOP/s"));
    connect(&plot(), &QCustomPlot::afterLayout, this, &RooflineChart::placeRoofNames);
    applyColours();
    setData({}, {});
}

void RooflineChart::setData(const MachineRoofs& roofs, const std::vector<RooflinePoint>& points)
{
    m_plan = planRoofline(roofs, points);
    const bool measured = !roofs.levels.empty() && roofs.gflops > 0;
    if (measured) {
        setCaption(tr("%1, measured roofs; points: lineage; rings: this node on each memory level").arg(roofs.machine));
    } else if (!roofs.machine.isEmpty()) {
        setCaption(tr("lineage of the selected node, judged on %1, whose roofs are not here").arg(roofs.machine));
    } else {
        setCaption(tr("lineage of the selected node; the machine's roofs are not measured yet"));
    }
    setEmptyText(m_plan.points.empty()
                     ? tr("Select a correct node to see how near it comes to what the machine can do.")
                     : QString());
    applyColours();
}

void RooflineChart::colour(const Theme& theme)
{
    // Lines, labels and points carry colours of their own, so a new theme draws them anew; there are three dozen at
    // most.
    m_names.clear();
    plot().clearItems();
    plot().clearPlottables();
    if (m_plan.points.empty()) {
        return;
    }
    plot().xAxis->setRange(m_plan.intensity.low, m_plan.intensity.high);
    plot().yAxis->setRange(m_plan.gflops.low, m_plan.gflops.high);
    drawRoofs(theme);
    drawPoints(theme);
    drawDots(theme);
}

void RooflineChart::drawRoofs(const Theme& theme)
{
    const QColor dim = theme.color(Role::Dim);
    const auto slowest = std::ranges::count(m_plan.roofs, RoofLine::Memory, &RoofLine::kind) - 1;
    for (std::size_t i = 0; i < m_plan.roofs.size(); ++i) {
        const RoofLine& roof = m_plan.roofs[i];
        // The roofs that no kernel can leave are solid: main memory and the highest rate.
        const bool isOuter = roof.kind == RoofLine::Vector || static_cast<std::ptrdiff_t>(i) == slowest;
        line(roof.from, roof.to, QPen(dim, isOuter ? 1.5 : 1, isOuter ? Qt::SolidLine : Qt::DashLine));
    }
    for (const RoofLine& roof : m_plan.roofs) {
        if (roof.kind == RoofLine::Memory) {
            QCPItemText* name = label(tr("%1  %L2 GB/s").arg(roof.level).arg(roof.rate, 0, 'f', 0), roof.from,
                                      Qt::AlignLeft | Qt::AlignBottom, dim);
            name->setBrush(theme.color(Role::Background)); // other lines pass behind it
            m_names.push_back({name, roof});
            continue;
        }
        const QString rate = m_plan.device                   ? tr("arithmetic  %L1 GFLOP/s")
                             : roof.kind == RoofLine::Vector ? tr("fp32 vectors  %L1 GFLOP/s")
                                                             : tr("fp32 scalar  %L1 GFLOP/s");
        label(rate.arg(roof.rate, 0, 'f', 0), roof.to, Qt::AlignRight | Qt::AlignBottom, dim);
    }
}

void RooflineChart::placeRoofNames()
{
    const auto pixel = [this](QPointF at) {
        return QPointF(plot().xAxis->coordToPixel(at.x()), plot().yAxis->coordToPixel(at.y()));
    };
    const QRectF area = plot().axisRect()->rect();
    std::vector<AlongLine> lines;
    double above = 0;
    for (const Name& name : m_names) {
        const QPointF from = pixel(name.roof.from);
        const QPointF way = pixel(name.roof.to) - from;
        const double angle = std::atan2(way.y(), way.x());
        name.item->setRotation(qRadiansToDegrees(angle));
        // A line below the plot's corner enters at its lower edge.
        const double below = std::max(0.0, from.y() - area.bottom());
        const double entry = from.x() + (way.y() < 0 ? below * way.x() / -way.y() : 0) + 6;
        const double width = QFontMetricsF(name.item->font()).horizontalAdvance(name.item->text()) + 16;
        lines.push_back({entry, width * std::cos(angle), (from.y() - above) * std::cos(angle)});
        above = from.y();
    }
    const std::vector<double> starts = placeNames(lines, QFontMetricsF(fonts::small(font())).height() + 2);
    constexpr double kOver = 2; // pixels between a line and its name
    for (std::size_t i = 0; i < m_names.size(); ++i) {
        const double x = plot().xAxis->pixelToCoord(starts[i]);
        m_names[i].item->position->setPixelPosition(pixel({x, x * m_names[i].roof.rate}) - QPointF(0, kOver));
    }
}

void RooflineChart::line(QPointF from, QPointF to, const QPen& pen)
{
    auto* item = new QCPItemLine(&plot());
    item->setPen(pen);
    item->start->setCoords(from);
    item->end->setCoords(to);
}

void RooflineChart::dot(QPointF at, const QCPScatterStyle& style)
{
    QCPGraph* graph = plot().addGraph();
    graph->setLayer(QStringLiteral("axes")); // above all words
    graph->setLineStyle(QCPGraph::lsNone);
    graph->setScatterStyle(style);
    graph->addData(at.x(), at.y());
}

QCPItemText* RooflineChart::label(const QString& text, QPointF at, Qt::Alignment alignment, const QColor& colour)
{
    auto* item = new QCPItemText(&plot());
    item->setText(text);
    item->setFont(fonts::small(font()));
    item->setColor(colour);
    item->setPositionAlignment(alignment);
    item->setPadding(QMargins(8, 1, 8, 1));
    item->position->setCoords(at);
    return item;
}

void RooflineChart::drawPoints(const Theme& theme)
{
    auto* trail = new QCPCurve(plot().xAxis, plot().yAxis);
    trail->setPen(QPen(theme.color(Role::Accent), 1.5));
    for (const RooflinePoint& p : m_plan.points) {
        trail->addData(p.intensity, p.gflops);
        const QPen ring(theme.color(p.selected ? Role::Accent : Role::Dim), p.selected ? 2 : 1);
        dot({p.intensity, p.gflops},
            QCPScatterStyle(QCPScatterStyle::ssCircle, ring, QBrush(theme.ramp(p.speedup)), p.selected ? 11 : 8));
        if (p.selected) {
            QCPItemText* name =
                label(p.label, {p.intensity, p.gflops}, Qt::AlignLeft | Qt::AlignVCenter, theme.color(Role::Text));
            name->setPadding(QMargins(12, 0, 0, 0));
            name->setBrush(theme.color(Role::Background));
            name->setFont(fonts::bold(fonts::small(font())));
        }
    }
}

void RooflineChart::drawDots(const Theme& theme)
{
    const QColor accent = theme.color(Role::Accent);
    for (const LevelDot& level : m_plan.dots) {
        if (level.roof > level.at.y()) {
            line(level.at, {level.at.x(), level.roof}, QPen(accent, 1, Qt::DotLine));
        }
        dot(level.at, QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(accent, 2), QBrush(Qt::NoBrush), 11));
        QCPItemText* name = label(level.name, level.at, Qt::AlignRight | Qt::AlignVCenter, theme.color(Role::Text));
        name->setPadding(QMargins(0, 0, 11, 0));
        name->setBrush(theme.color(Role::Background));
    }
}

} // namespace espalier
