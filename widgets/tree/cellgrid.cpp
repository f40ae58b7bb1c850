#include "widgets/tree/cellgrid.h"

#include "widgets/common/theme.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace espalier {

CellGrid::CellGrid(QSize device)
    : m_columns(std::max(1, device.width() / kCell + 1)), m_rows(std::max(1, device.height() / kCell + 1)),
      m_cells(static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows),
              std::numeric_limits<float>::quiet_NaN())
{
}

void CellGrid::add(const QRectF& bar, double fitness)
{
    const auto cell = [](double pixel, int count) {
        return static_cast<int>(std::clamp(std::floor(pixel / kCell), -1.0, double(count)));
    };
    const int row = cell(bar.center().y(), m_rows);
    const int first = std::max(0, cell(bar.left(), m_columns));
    const int last = std::min(m_columns - 1, std::max(first, cell(bar.right(), m_columns)));
    if (row < 0 || row >= m_rows) {
        return;
    }
    const auto value = static_cast<float>(fitness);
    for (int column = first; column <= last; ++column) {
        float& now = m_cells[static_cast<std::size_t>(row * m_columns + column)];
        // NaN compares false, so an empty cell takes anything.
        if (!(now >= value)) {
            now = value;
        }
    }
}

QImage CellGrid::image(const Theme& theme) const
{
    // 64 steps of the ramp are more than the eye tells apart and save a logarithm and a mix per cell.
    std::array<QRgb, 65> ramp{};
    for (std::size_t i = 0; i < ramp.size(); ++i) {
        ramp[i] = theme.ramp(std::exp2((double(i) / 64 - 0.5) * 4)).rgb();
    }
    const QRgb failed = theme.color(Role::Bad).rgb();
    QImage image(m_columns, m_rows, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    for (int row = 0; row < m_rows; ++row) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(row));
        for (int column = 0; column < m_columns; ++column) {
            const float value = at(column, row);
            if (value > 0) {
                const double t = std::clamp(std::log2(double(value)) / 4 + 0.5, 0.0, 1.0);
                line[column] = ramp[static_cast<std::size_t>(t * 64)];
            } else if (value == 0) {
                line[column] = failed;
            }
        }
    }
    return image;
}

} // namespace espalier
