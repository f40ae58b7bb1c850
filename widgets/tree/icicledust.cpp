#include "widgets/tree/icicledust.h"

#include "widgets/common/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace espalier {

IcicleDust::IcicleDust(const IcicleGeometry& geometry, const QRectF& area, double devicePixelRatio)
    : m_geometry(geometry), m_ratio(devicePixelRatio),
      m_pixels(static_cast<int>(std::ceil((geometry.inRows() ? area.width() : area.height()) * devicePixelRatio)) + 1)
{
}

void IcicleDust::add(int from, int to, double start, double best)
{
    if (m_best.empty()) { // most pictures have none
        m_best.assign(static_cast<std::size_t>(m_pixels) * static_cast<std::size_t>(m_geometry.levels()), kNothing);
    }
    const int pixel = std::clamp(static_cast<int>(start * m_geometry.unit() * m_ratio), 0, m_pixels - 1);
    for (int level = from; level <= std::min(to, m_geometry.levels() - 1); ++level) {
        float& now = m_best[static_cast<std::size_t>(level * m_pixels + pixel)];
        now = std::max(now, static_cast<float>(best));
    }
}

void IcicleDust::paint(QPainter& painter, const Theme& theme) const
{
    // A sixteenth of an octave is less than the eye tells apart, and neighbours of one colour are one rectangle.
    const auto step = [](float best) { return best > 0 ? std::lround(std::log2(double(best)) * 16) : 0L; };
    const double perNode = m_geometry.unit() * m_ratio;
    for (int level = 0; level < m_geometry.levels() && !m_best.empty(); ++level) {
        const float* line = m_best.data() + static_cast<std::size_t>(level) * static_cast<std::size_t>(m_pixels);
        for (int first = 0, end = 0; first < m_pixels; first = end) {
            end = first + 1;
            const float best = line[first];
            if (best == kNothing) {
                continue;
            }
            while (end < m_pixels && line[end] != kNothing && (line[end] > 0) == (best > 0) &&
                   (best > 0 ? step(line[end]) == step(best) : line[end] == best)) {
                ++end;
            }
            const QColor colour = best > 0    ? theme.ramp(double(best))
                                  : best == 0 ? theme.color(Role::Bad)
                                              : theme.color(Role::Line);
            const QRectF rect = m_geometry.rect(level, first / perNode, (end - first) / perNode);
            painter.fillRect(m_geometry.inRows() ? rect.adjusted(0, 0, 0, rect.height() > 4 ? -1 : 0)
                                                 : rect.adjusted(0, 0, rect.width() > 4 ? -1 : 0, 0),
                             colour);
        }
    }
}

} // namespace espalier
