#include "widgets/charts/rooflinechart.h"

#include "widgets/common/fonts.h"
#include "widgets/models/baselinedelta.h"

#include <QAction>
#include <QFontMetricsF>
#include <QMouseEvent>

#include <cmath>

namespace espalier {

RooflineChart::RooflineChart(QWidget* parent)
    : Plot(tr("Roofline"), QString(), parent), m_everyNode(new QAction(tr("All nodes"), this))
{
    for (QCPAxis* axis : {plot().xAxis, plot().yAxis}) {
        axis->setScaleType(QCPAxis::stLogarithmic);
        axis->setTicker(QSharedPointer<ShortTicker>::create());
    }
    plot().xAxis->setLabel(tr("operations per byte"));
    plot().yAxis->setLabel(tr("GFLOP/s"));
    m_everyNode->setCheckable(true);
    m_everyNode->setToolTip(tr("Show every correct node of the session as a faint square"));
    addTool(m_everyNode);
    connect(&plot(), &QCustomPlot::afterLayout, this, [this] {
        placeMemoryNames();
        placeRateNames();
        keepNamesApart();
    });
    connect(&plot(), &QCustomPlot::mousePress, this, [this](QMouseEvent* event) {
        if (event->button() == Qt::LeftButton) {
            press(event->position());
        }
    });
    connect(&plot(), &QCustomPlot::mouseMove, this, [this](QMouseEvent* event) { hover(event->position()); });
    applyColours();
    setData({});
}

void RooflineChart::setData(const RooflineData& found)
{
    m_plan = planRoofline(found);
    m_baseline = found.baseline ? found.baseline->label : QString();
    m_theoreticalFrom = found.roofs.theoreticalFrom;
    const MachineRoofs& roofs = found.roofs;
    if (!roofs.levels.empty() && roofs.gflops > 0) {
        const bool isTheoretical = roofs.theoreticalGflops > 0 || !roofs.theoretical.empty();
        m_source = isTheoretical ? tr("%1, measured roofs, dashed: theoretical ones").arg(roofs.machine)
                                 : tr("%1, measured roofs, theoretical ones unknown").arg(roofs.machine);
    } else if (!roofs.machine.isEmpty()) {
        m_source = tr("judged on %1, whose roofs are not here").arg(roofs.machine);
    } else {
        m_source = tr("the machine's roofs are not measured yet");
    }
    if (m_isolated && std::ranges::none_of(m_plan.roofs, [this](const RoofLine& roof) { return isIsolated(roof); })) {
        m_isolated.reset();
    }
    setEmptyText(m_plan.points.empty()
                     ? tr("Select a correct node to see how near it comes to what the machine can do.")
                     : QString());
    sortPoints();
    updateCaption();
    applyColours();
}

void RooflineChart::updateCaption()
{
    if (m_isolated) {
        setCaption(tr("only what is bound by %1; click the roof again for all").arg(nameOf(m_plan, *m_isolated)));
        return;
    }
    const QString points = tr("%1; points: lineage; rings: this node on each memory level").arg(m_source);
    const QString more = m_plan.marked ? tr("%1; diamond: %2").arg(points, m_plan.marked->label) : points;
    setCaption(m_plan.baseline ? tr("%1; hollow: baseline %2").arg(more, m_baseline) : more);
}

void RooflineChart::isolate(std::optional<std::size_t> roof)
{
    const bool isSame = roof && isIsolated(m_plan.roofs[*roof]);
    m_isolated = roof && !isSame ? std::optional(m_plan.roofs[*roof]) : std::nullopt;
    updateCaption();
    applyColours();
}

void RooflineChart::colour(const Theme& theme)
{
    // Lines, labels and points carry colours of their own, so a new theme draws them anew; there are three dozen at
    // most, and one graph for all other nodes.
    m_names.clear();
    m_pointNames.clear();
    m_ring = nullptr;
    plot().clearItems();
    plot().clearPlottables();
    if (m_plan.points.empty()) {
        return;
    }
    plot().xAxis->setRange(m_plan.intensity.low, m_plan.intensity.high);
    plot().yAxis->setRange(m_plan.gflops.low, m_plan.gflops.high);
    drawOthers(theme);
    drawRoofs(theme);
    drawLineage(theme);
    drawDots(theme);
    drawBaselines(theme);
    drawRing(theme);
}

void RooflineChart::drawOthers(const Theme& theme)
{
    const auto draw = [this](const QColor& colour, bool dimmed) {
        QCPGraph* graph = plot().addGraph();
        graph->setLineStyle(QCPGraph::lsNone);
        // Squares without a pen: half the time of discs.
        graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssSquare, Qt::NoPen, QBrush(colour), 4));
        QVector<double> intensities;
        QVector<double> rates;
        for (const RooflinePoint& point : m_plan.others) {
            if (passesRoof(point) && isDimmed(point) == dimmed) {
                intensities << point.intensity;
                rates << point.gflops;
            }
        }
        graph->setData(intensities, rates);
    };
    QColor grey = theme.color(Role::Dim);
    grey.setAlphaF(0.45F);
    draw(theme.color(Role::Line), true);
    draw(grey, false);
}

void RooflineChart::drawRoofs(const Theme& theme)
{
    const QColor dim = theme.color(Role::Dim);
    const auto memories = std::ranges::count_if(
        m_plan.roofs, [](const RoofLine& roof) { return roof.kind == RoofLine::Memory && !roof.theoretical; });
    for (std::size_t i = 0; i < m_plan.roofs.size(); ++i) {
        const RoofLine& roof = m_plan.roofs[i];
        // The roofs that no kernel can leave are drawn heavier: main memory and the highest rate.
        const bool isOuter =
            !roof.theoretical && (roof.kind == RoofLine::Vector || static_cast<std::ptrdiff_t>(i) + 1 == memories);
        QPen pen(dim, isOuter ? 1.5 : 1, roof.theoretical ? Qt::DashLine : Qt::SolidLine);
        if (isIsolated(roof)) {
            pen = QPen(theme.color(Role::Accent), 2.5, pen.style());
        } else if (!isOuter && !roof.theoretical) {
            QColor faint = dim;
            faint.setAlphaF(0.6F);
            pen.setColor(faint);
        }
        line(roof.from, roof.to, pen);
    }
    for (const RoofLine& roof : m_plan.roofs) {
        if (roof.kind == RoofLine::Memory) {
            QCPItemText* name = label(tr("%1  %L2 GB/s").arg(nameOf(m_plan, roof)).arg(roof.rate, 0, 'f', 0), roof.from,
                                      Qt::AlignLeft | Qt::AlignBottom, dim);
            name->setBrush(theme.color(Role::Background)); // other lines pass behind it
            m_names.push_back({name, roof, name->text()});
        } else {
            QCPItemText* name = label(tr("%1  %L2 GFLOP/s").arg(nameOf(m_plan, roof)).arg(roof.rate, 0, 'f', 0),
                                      roof.to, Qt::AlignRight | Qt::AlignBottom, dim);
            m_names.push_back({name, roof, name->text()});
        }
    }
}

QPointF RooflineChart::pixel(QPointF at) const
{
    return {plot().xAxis->coordToPixel(at.x()), plot().yAxis->coordToPixel(at.y())};
}

QCPItemLine* RooflineChart::line(QPointF from, QPointF to, const QPen& pen)
{
    auto* item = new QCPItemLine(&plot());
    item->setPen(pen);
    item->start->setCoords(from);
    item->end->setCoords(to);
    return item;
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

void RooflineChart::drawLineage(const Theme& theme)
{
    const QPen pen(theme.color(Role::Accent), 1.5);
    for (std::size_t i = 1; i < m_plan.points.size(); ++i) {
        const RooflinePoint& parent = m_plan.points[i - 1];
        const RooflinePoint& child = m_plan.points[i];
        const QPointF from(parent.intensity, parent.gflops);
        const QPointF to(child.intensity, child.gflops);
        // The head stands half way: at the end the child's point would cover it.
        const QPointF middle(std::sqrt(from.x() * to.x()), std::sqrt(from.y() * to.y()));
        line(from, middle, pen)->setHead(QCPLineEnding(QCPLineEnding::esFlatArrow, 6, 7));
        line(middle, to, pen);
    }
    for (const RooflinePoint& point : m_plan.points) {
        drawPoint(point, theme);
    }
}

void RooflineChart::drawPoint(const RooflinePoint& point, const Theme& theme)
{
    const QPointF at(point.intensity, point.gflops);
    if (!isShown(point)) {
        dot(at, QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(theme.color(Role::Line)),
                                QBrush(theme.color(Role::Panel)), 8));
        return;
    }
    const QPen ring(theme.color(point.selected ? Role::Accent : Role::Dim), point.selected ? 2 : 1);
    dot(at,
        QCPScatterStyle(QCPScatterStyle::ssCircle, ring, QBrush(theme.ramp(point.speedup)), point.selected ? 11 : 8));
    if (point.selected) {
        const QString delta = m_plan.marked && point.node != m_plan.marked->node
                                  ? baseline::ofSpeedup(point.interval, m_plan.marked->interval).text
                                  : QString();
        QCPItemText* name = label(QStringLiteral("%1  %2").arg(point.label, delta).trimmed(), at,
                                  Qt::AlignLeft | Qt::AlignVCenter, theme.color(Role::Text));
        name->setPadding(QMargins(12, 0, 0, 0));
        name->setBrush(theme.color(Role::Background));
        name->setFont(fonts::bold(fonts::small(font())));
        m_pointNames.push_back(name);
    }
}

void RooflineChart::drawBaselines(const Theme& theme)
{
    if (m_plan.baseline) {
        dot({m_plan.baseline->intensity, m_plan.baseline->gflops},
            QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(theme.color(Role::Text), 1.5), QBrush(Qt::NoBrush), 9));
    }
    if (m_plan.marked) {
        dot({m_plan.marked->intensity, m_plan.marked->gflops},
            QCPScatterStyle(QCPScatterStyle::ssDiamond, QPen(theme.color(Role::Text), 1.5), QBrush(Qt::NoBrush), 15));
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
        m_pointNames.push_back(name);
    }
}

} // namespace espalier
