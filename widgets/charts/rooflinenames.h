#pragma once

#include <QPolygonF>
#include <QRectF>
#include <QSizeF>

#include <optional>
#include <vector>

namespace espalier {

/// Corners of a text in pixels, which stands with the side or corner named by `alignment` at `at` and is turned about
/// it by `degrees`.
QPolygonF outlineOf(QPointF at, Qt::Alignment alignment, QSizeF size, double degrees);

/// For each name, the most important first, the first of its places that lies within the plot and touches neither an
/// obstacle nor a name before it; none where it has no such place.
std::vector<std::optional<std::size_t>> placesWithRoom(const std::vector<std::vector<QPolygonF>>& names,
                                                       const QRectF& plot, std::vector<QPolygonF> obstacles);

} // namespace espalier
