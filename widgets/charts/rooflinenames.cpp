// Where the names of the roofs stand.
#include "widgets/charts/rooflinenames.h"

#include "widgets/charts/rooflinechart.h"
#include "widgets/common/fonts.h"

#include <QFontMetricsF>
#include <QTransform>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace espalier {
namespace {

constexpr double kNameStep = 12; ///< pixels by which a name goes along its line to find room

bool touches(const QPolygonF& a, const QPolygonF& b)
{
    return a.boundingRect().intersects(b.boundingRect()) && a.intersects(b);
}

QSizeF sizeOf(const QCPItemText& item)
{
    const QFontMetricsF metrics(item.font());
    const QMargins padding = item.padding();
    return {metrics.horizontalAdvance(item.text()) + padding.left() + padding.right(), metrics.height()};
}

/// The corner of an outline at which its text is held: the inverse of outlineOf().
QPointF cornerOf(const QPolygonF& outline, Qt::Alignment alignment)
{
    const bool isTop = (alignment & Qt::AlignTop) != 0;
    const bool isRight = (alignment & Qt::AlignRight) != 0;
    return outline.at(isRight ? (isTop ? 1 : 2) : (isTop ? 0 : 3));
}

QPolygonF around(QPointF point, double radius)
{
    return QRectF(point.x() - radius, point.y() - radius, 2 * radius, 2 * radius);
}

} // namespace

QPolygonF outlineOf(QPointF at, Qt::Alignment alignment, QSizeF size, double degrees)
{
    const double left = (alignment & Qt::AlignRight) != 0     ? -size.width()
                        : (alignment & Qt::AlignHCenter) != 0 ? -size.width() / 2
                                                              : 0;
    const double top = (alignment & Qt::AlignBottom) != 0    ? -size.height()
                       : (alignment & Qt::AlignVCenter) != 0 ? -size.height() / 2
                                                             : 0;
    return QTransform().translate(at.x(), at.y()).rotate(degrees).map(QPolygonF(QRectF(QPointF(left, top), size)));
}

std::vector<std::optional<std::size_t>> placesWithRoom(const std::vector<std::vector<QPolygonF>>& names,
                                                       const QRectF& plot, std::vector<QPolygonF> obstacles)
{
    std::vector<std::optional<std::size_t>> found;
    for (const std::vector<QPolygonF>& places : names) {
        const auto hasRoom = [&](const QPolygonF& place) {
            return plot.contains(place.boundingRect()) &&
                   std::ranges::none_of(obstacles, [&place](const QPolygonF& other) { return touches(place, other); });
        };
        const auto place = std::ranges::find_if(places, hasRoom);
        if (place == places.end()) {
            found.emplace_back();
        } else {
            found.emplace_back(static_cast<std::size_t>(place - places.begin()));
            obstacles.push_back(*place);
        }
    }
    return found;
}

/// Names of rates stand at the right end above their line, or below it where the line above is too near.
void RooflineChart::placeRateNames()
{
    std::vector<Name*> fromTop;
    for (Name& name : m_names) {
        if (name.roof.kind != RoofLine::Memory) {
            fromTop.push_back(&name);
        }
    }
    std::ranges::stable_sort(fromTop, std::ranges::greater(), [](const Name* name) { return name->roof.rate; });
    const double height = QFontMetricsF(fonts::small(font())).height() + 2;
    double above = -1e9;
    for (const Name* name : fromTop) {
        const double y = plot().yAxis->coordToPixel(name->roof.rate);
        const Qt::Alignment side = y - above < height ? Qt::AlignTop : Qt::AlignBottom;
        name->item->setPositionAlignment(Qt::AlignRight | side);
        name->item->position->setCoords(name->roof.to);
        name->item->setText(name->full);
        name->item->setVisible(true);
        above = y;
    }
}

/// Names of memories stand along their slope.
void RooflineChart::placeMemoryNames()
{
    std::vector<Name*> fromTop;
    for (Name& name : m_names) {
        if (name.roof.kind == RoofLine::Memory) {
            fromTop.push_back(&name);
        }
    }
    std::ranges::stable_sort(fromTop, std::ranges::greater(), [](const Name* name) { return name->roof.rate; });
    std::vector<AlongLine> lines;
    double above = 0;
    for (Name* name : fromTop) {
        name->item->setText(name->full);
        lines.push_back(alongLine(*name, above));
        above = pixel(name->roof.from).y();
    }
    const std::vector<double> starts = placeNames(lines, QFontMetricsF(fonts::small(font())).height() + 2);
    constexpr double kOver = 2;     // pixels between a line and its name
    constexpr double kPastEnd = 24; // that a name may go on behind its line
    for (std::size_t i = 0; i < fromTop.size(); ++i) {
        // Below the slowest memory there is no other slope, so its name, which matters most, always has room there.
        const bool isBelow = i > 0 && i + 1 == fromTop.size() && starts[i] > lines[i].entry;
        const double start = isBelow ? lines[i].entry : starts[i];
        const auto onLine = [this, &fromTop, i](double at) {
            const double x = plot().xAxis->pixelToCoord(at);
            return pixel({x, x * fromTop[i]->roof.rate});
        };
        fromTop[i]->entry = onLine(lines[i].entry) - QPointF(0, kOver);
        QCPItemText& text = *fromTop[i]->item;
        text.setPositionAlignment(Qt::AlignLeft | (isBelow ? Qt::AlignTop : Qt::AlignBottom));
        text.position->setPixelPosition(onLine(start) + QPointF(0, isBelow ? kOver : -kOver));
        // Past its line's end a name would be cut, or stand at another's; the line itself still says it when pointed
        // at.
        const double end = plot().xAxis->coordToPixel(fromTop[i]->roof.to.x());
        text.setVisible(isBelow || start + lines[i].width < end + kPastEnd);
    }
}

/// Turns the name along its line, and says where that runs. `above`: y of the line above where it begins.
AlongLine RooflineChart::alongLine(const Name& name, double above) const
{
    const QPointF from = pixel(name.roof.from);
    const QPointF way = pixel(name.roof.to) - from;
    const double angle = std::atan2(way.y(), way.x());
    name.item->setRotation(qRadiansToDegrees(angle));
    // A line below the plot's corner enters at its lower edge.
    const double below = std::max(0.0, from.y() - QRectF(plot().axisRect()->rect()).bottom());
    const double entry = from.x() + (way.y() < 0 ? below * way.x() / -way.y() : 0) + 6;
    const double width = QFontMetricsF(name.item->font()).horizontalAdvance(name.item->text()) + 16;
    return {entry, width * std::cos(angle), (from.y() - above) * std::cos(angle)};
}

std::vector<RooflineChart::Name*> RooflineChart::byImportance()
{
    std::vector<Name*> names;
    for (Name& name : m_names) {
        names.push_back(&name);
    }
    // The slowest memory and the highest rate, which no kernel leaves, and of the others the slower and the higher.
    const auto rank = [](const Name* name) {
        const RoofLine& roof = name->roof;
        return std::tuple(roof.theoretical, roof.kind == RoofLine::Scalar,
                          roof.kind == RoofLine::Memory ? roof.rate : 0.0);
    };
    std::ranges::stable_sort(names, {}, rank);
    return names;
}

/// From where it stands along its line, a rate to the left and a memory to the upper right; a rate above or below it.
std::vector<QPolygonF> RooflineChart::placesOf(const Name& name) const
{
    const bool isMemory = name.roof.kind == RoofLine::Memory;
    if (isMemory && !name.item->visible()) {
        return {};
    }
    const QSizeF size = sizeOf(*name.item);
    const QPointF at = name.item->position->pixelPosition();
    const QPointF from = pixel(name.roof.from);
    const QPointF to = pixel(name.roof.to);
    const QPointF way = isMemory ? to - from : from - to;
    const double length = std::hypot(way.x(), way.y());
    const double left = (isMemory ? to.x() - at.x() : at.x() - from.x()) - size.width();
    const int steps = static_cast<int>(std::clamp(left / kNameStep, 0.0, 100.0));
    const Qt::Alignment usual = name.item->positionAlignment();
    const Qt::Alignment other = usual ^ (Qt::AlignTop | Qt::AlignBottom);
    const auto crossesRate = [this](const QPolygonF& place) {
        const QRectF inner = place.boundingRect().adjusted(0, 3, 0, -3);
        return std::ranges::any_of(m_names, [&](const Name& rate) {
            const double y = pixel(rate.roof.to).y();
            return rate.roof.kind != RoofLine::Memory && inner.top() < y && y < inner.bottom();
        });
    };
    std::vector<QPolygonF> places;
    for (const Qt::Alignment side : {usual, other}) {
        for (int i = 0; i <= (isMemory && side == other ? -1 : steps); ++i) {
            const QPointF moved = length > 0 ? at + way / length * (i * kNameStep) : at;
            const QPolygonF place = outlineOf(moved, side, size, name.item->rotation());
            places.push_back(isMemory || !crossesRate(place) ? place : QPolygonF());
        }
    }
    return places;
}

std::vector<QPolygonF> RooflineChart::outlinesOfPoints() const
{
    constexpr double kRing = 7; // pixels from a point's middle to past its ring
    std::vector<QPolygonF> outlines;
    for (const QCPItemText* name : m_pointNames) {
        outlines.push_back(outlineOf(name->position->pixelPosition(), name->positionAlignment(), sizeOf(*name), 0));
    }
    for (std::size_t i = 0; i < m_plan.points.size(); ++i) {
        const QPointF to = pixelOf(m_plan.points[i]);
        outlines.push_back(around(to, kRing));
        if (i > 0) {
            const QPointF from = pixelOf(m_plan.points[i - 1]);
            outlines.push_back(QPolygonF({from, to, to + QPointF(1, 1), from + QPointF(1, 1)}));
        }
    }
    for (const LevelDot& dot : m_plan.dots) {
        outlines.push_back(around(pixel(dot.at), kRing));
    }
    for (const std::optional<RooflinePoint>& one : {m_plan.baseline, m_plan.marked}) {
        if (one) {
            outlines.push_back(around(pixelOf(*one), kRing));
        }
    }
    return outlines;
}

void RooflineChart::keepNamesApart()
{
    std::vector<QPolygonF> obstacles = outlinesOfPoints();
    const std::vector<Name*> left = placeApart(byImportance(), obstacles);
    // The name alone needs half the room.
    for (const Name* name : left) {
        name->item->setText(nameOf(m_plan, name->roof));
        name->item->setVisible(true);
        if (name->roof.kind == RoofLine::Memory) {
            name->item->setPositionAlignment(Qt::AlignLeft | Qt::AlignBottom);
            name->item->position->setPixelPosition(name->entry);
        }
    }
    for (const Name* name : placeApart(left, obstacles)) {
        name->item->setVisible(false);
    }
}

std::vector<RooflineChart::Name*> RooflineChart::placeApart(const std::vector<Name*>& names,
                                                            std::vector<QPolygonF>& obstacles)
{
    std::vector<std::vector<QPolygonF>> places;
    for (const Name* name : names) {
        places.push_back(placesOf(*name));
    }
    const QRectF area = QRectF(plot().axisRect()->rect()).adjusted(-1, -1, 1, 1);
    const auto found = placesWithRoom(places, area, obstacles);
    std::vector<Name*> left;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (!found[i]) {
            left.push_back(names[i]);
            continue;
        }
        QCPItemText& item = *names[i]->item;
        const QPolygonF& place = places[i][*found[i]];
        if (names[i]->roof.kind != RoofLine::Memory && *found[i] >= places[i].size() / 2) {
            item.setPositionAlignment(item.positionAlignment() ^ (Qt::AlignTop | Qt::AlignBottom));
        }
        item.position->setPixelPosition(cornerOf(place, item.positionAlignment()));
        obstacles.push_back(place);
    }
    return left;
}

} // namespace espalier
