// What the roofline does when it is pointed at; how it is drawn is in rooflinechart.cpp.
#include "widgets/charts/rooflinechart.h"
#include "widgets/common/format.h"

#include <QVector2D>

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

constexpr double kReach = 10;    ///< pixels from the pointer to a point
constexpr double kRoofReach = 5; ///< and to a roof
constexpr double kRing = 8;      ///< radius of the mark on the point that is pointed at

} // namespace

void RooflineChart::sortPoints()
{
    m_walked.reset();
    m_byIntensity.clear();
    for (const RooflinePoint& point : m_plan.points) {
        m_byIntensity.push_back(&point);
    }
    for (const RooflinePoint& point : m_plan.others) {
        m_byIntensity.push_back(&point);
    }
    const auto isThere = [this](const RooflinePoint& marked) {
        return std::ranges::any_of(m_byIntensity, [&](const RooflinePoint* p) { return p->node == marked.node; });
    };
    if (m_plan.marked && !isThere(*m_plan.marked)) {
        m_byIntensity.push_back(&*m_plan.marked);
    }
    if (m_plan.baseline) {
        m_byIntensity.push_back(&*m_plan.baseline);
    }
    std::ranges::stable_sort(m_byIntensity, {},
                             [](const RooflinePoint* p) { return std::pair(p->intensity, p->gflops); });
}

bool RooflineChart::isIsolated(const RoofLine& roof) const
{
    return m_isolated && m_isolated->kind == roof.kind && m_isolated->level == roof.level &&
           m_isolated->theoretical == roof.theoretical;
}

bool RooflineChart::isDimmed(const RooflinePoint& point) const
{
    return m_dimmed && point.node && m_dimmed(*point.node);
}

bool RooflineChart::passesRoof(const RooflinePoint& point) const
{
    if (!m_isolated) {
        return true;
    }
    const std::optional<std::size_t> roof = bindingRoof(m_plan, point);
    return roof && isIsolated(m_plan.roofs[*roof]);
}

QPointF RooflineChart::pixelOf(const RooflinePoint& point) const
{
    return pixel({point.intensity, point.gflops});
}

const RooflinePoint* RooflineChart::nearest(QPointF position) const
{
    const RooflinePoint* found = nullptr;
    double least = kReach;
    // The lineage lies above the others, so it also wins where both are as near.
    for (const bool isLineage : {true, false}) {
        for (const RooflinePoint& point : isLineage ? m_plan.points : m_plan.others) {
            const QPointF away = pixelOf(point) - position;
            const double distance = std::hypot(away.x(), away.y());
            if (distance < least && isShown(point)) {
                least = distance;
                found = &point;
            }
        }
    }
    for (const std::optional<RooflinePoint>* one : {&m_plan.marked, &m_plan.baseline}) {
        const QPointF away = *one ? pixelOf(**one) - position : QPointF();
        if (*one && std::hypot(away.x(), away.y()) < least) {
            least = std::hypot(away.x(), away.y());
            found = &**one;
        }
    }
    return found;
}

std::optional<std::size_t> RooflineChart::roofAt(QPointF position) const
{
    if (m_plan.points.empty() || !plot().axisRect()->rect().contains(position.toPoint())) {
        return std::nullopt;
    }
    std::optional<std::size_t> found;
    double least = kRoofReach;
    for (std::size_t i = 0; i < m_plan.roofs.size(); ++i) {
        const QVector2D from(pixel(m_plan.roofs[i].from));
        const QVector2D way = QVector2D(pixel(m_plan.roofs[i].to)) - from;
        const QVector2D to = QVector2D(position) - from;
        const float along = std::clamp(QVector2D::dotProduct(to, way) / std::max(way.lengthSquared(), 1e-6F), 0.F, 1.F);
        const double distance = (to - along * way).length();
        if (distance < least) {
            least = distance;
            found = i;
        }
    }
    return found;
}

QString RooflineChart::textAt(QPointF position) const
{
    if (const RooflinePoint* point = nearest(position)) {
        return describe(m_plan, *point);
    }
    if (const std::optional<std::size_t> roof = roofAt(position)) {
        const RoofLine& line = m_plan.roofs[*roof];
        const QString rate = line.kind == RoofLine::Memory ? tr("%1: %L2 GB/s") : tr("%1: %L2 GFLOP/s");
        QStringList said{rate.arg(nameOf(m_plan, line)).arg(line.rate, 0, 'f', 0)};
        said << m_theoreticalFrom << (line.theoretical ? QString() : tr("Click to see only what is bound by it"));
        said.removeAll(QString());
        return said.join(QLatin1Char('\n'));
    }
    return {};
}

void RooflineChart::press(QPointF position)
{
    if (const RooflinePoint* point = nearest(position)) {
        if (point->node) {
            Q_EMIT nodeChosen(*point->node);
        }
    } else if (const std::optional<std::size_t> roof = roofAt(position)) {
        if (!m_plan.roofs[*roof].theoretical) { // nothing is held against one that nobody reached
            isolate(roof);
        }
    } else if (m_isolated) {
        isolate(std::nullopt);
    }
}

void RooflineChart::hover(QPointF position)
{
    showRing(nearest(position));
    tell(position, textAt(position));
}

void RooflineChart::drawRing(const Theme& theme)
{
    m_ring = new QCPItemEllipse(&plot());
    m_ring->setLayer(QStringLiteral("overlay"));
    m_ring->setPen(QPen(theme.color(Role::Text), 1.5));
    m_ring->setBrush(Qt::NoBrush);
    m_ring->topLeft->setType(QCPItemPosition::ptAbsolute);
    m_ring->bottomRight->setType(QCPItemPosition::ptAbsolute);
    m_ring->setVisible(false);
}

/// The overlay is painted alone: under a millisecond, however many points there are.
void RooflineChart::showRing(const RooflinePoint* point)
{
    if (m_ring == nullptr || (point == nullptr && !m_ring->visible())) {
        return;
    }
    m_ring->setVisible(point != nullptr);
    if (point != nullptr) {
        m_ring->topLeft->setCoords(pixelOf(*point) - QPointF(kRing, kRing));
        m_ring->bottomRight->setCoords(pixelOf(*point) + QPointF(kRing, kRing));
    }
    plot().layer(QStringLiteral("overlay"))->replot();
}

void RooflineChart::walk(int by)
{
    std::optional<std::size_t> at = m_walked;
    if (const auto selected = std::ranges::find_if(m_byIntensity, &RooflinePoint::selected);
        !at && selected != m_byIntensity.end()) {
        at = static_cast<std::size_t>(selected - m_byIntensity.begin());
    }
    for (std::size_t tried = 0; tried < m_byIntensity.size(); ++tried) {
        at = walkedTo(at, by, m_byIntensity.size());
        const RooflinePoint& point = *m_byIntensity[*at];
        if (isShown(point)) {
            m_walked = at;
            showRing(&point);
            tell(pixelOf(point), describe(m_plan, point));
            return;
        }
    }
}

void RooflineChart::takeWalked()
{
    if (m_walked && m_byIntensity[*m_walked]->node) {
        Q_EMIT nodeChosen(*m_byIntensity[*m_walked]->node);
    }
}

ChartTable RooflineChart::table() const
{
    ChartTable table{{tr("kind"), tr("name"), tr("operations per byte"), tr("GFLOP/s"), tr("GB/s"), tr("speedup"),
                      tr("interval low"), tr("interval high"), tr("ms"), tr("bound"), tr("share of the roof"),
                      tr("against the marked baseline")},
                     {}};
    const auto figure = [](double value) { return value > 0 ? ChartTable::figure(value) : QString(); };
    const auto add = [&table](QStringList row) {
        row.resize(table.columns.size());
        table.rows.push_back(std::move(row));
    };
    for (const RoofLine& roof : m_plan.roofs) {
        const bool isMemory = roof.kind == RoofLine::Memory;
        add({tr("roof"),
             nameOf(m_plan, roof),
             {},
             isMemory ? QString() : figure(roof.rate),
             isMemory ? figure(roof.rate) : QString()});
    }
    for (const LevelDot& dot : m_plan.dots) {
        const double share = dot.roof > 0 ? dot.at.y() / dot.roof : 0;
        add({tr("level"), dot.level, figure(dot.at.x()), figure(dot.at.y()), {}, {}, {}, {}, {}, {}, figure(share)});
    }
    const auto addPoint = [&](const QString& kind, const RooflinePoint& p) {
        add({kind,
             p.label,
             figure(p.intensity),
             figure(p.gflops),
             {},
             figure(p.speedup),
             figure(p.interval.low),
             figure(p.interval.high),
             figure(p.ms),
             format::bound(p.bound),
             figure(p.roofShare),
             deltasOf(m_plan, p)});
    };
    for (const RooflinePoint& point : m_plan.points) {
        addPoint(tr("lineage"), point);
    }
    for (const RooflinePoint& point : m_plan.others) {
        addPoint(tr("node"), point);
    }
    if (m_plan.marked) {
        addPoint(tr("marked baseline"), *m_plan.marked);
    }
    if (m_plan.baseline) {
        addPoint(tr("baseline"), *m_plan.baseline);
    }
    return table;
}

} // namespace espalier
