#include "widgets/tree/cellgrid.h"

#include "widgets/common/theme.h"

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

constexpr int kSteps = static_cast<int>(kShades) - 2 - kFailedShade; ///< from the slowest shade to the fastest

} // namespace

Shade shadeOf(double fitness)
{
    if (!(fitness > 0)) {
        return kFailedShade;
    }
    const double share = std::clamp(std::log2(fitness) / 4 + 0.5, 0.0, 1.0);
    return static_cast<Shade>(kFailedShade + 1 + static_cast<int>(share * kSteps));
}

std::array<QRgb, kShades> shadeColours(const Theme& theme)
{
    std::array<QRgb, kShades> colours{};
    colours[kNoShade] = theme.color(Role::Background).rgb();
    colours[kDimmedShade] = theme.color(Role::Line).rgb();
    colours[kFailedShade] = theme.color(Role::Bad).rgb();
    for (int i = 0; i <= kSteps; ++i) {
        colours[static_cast<std::size_t>(kFailedShade + 1 + i)] =
            theme.ramp(std::exp2((double(i) / kSteps - 0.5) * 4)).rgb();
    }
    return colours;
}

CellGrid::CellGrid(QSize device)
    : m_columns(std::max(1, device.width() / kCell + 1)), m_rows(std::max(1, device.height() / kCell + 1)),
      m_cells(static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows), kNoShade)
{
}

CellGrid::Reach CellGrid::reach(double left, double right) const
{
    const auto cell = [](double pixel, int count) {
        return static_cast<int>(std::clamp(std::floor(pixel / kCell), -1.0, double(count)));
    };
    const int first = std::max(0, cell(left, m_columns));
    return {first, right < 0 ? -1 : std::min(m_columns - 1, std::max(first, cell(right, m_columns)))};
}

QImage CellGrid::image(const Theme& theme) const
{
    const std::array<QRgb, kShades> colours = shadeColours(theme);
    QImage image(m_columns, m_rows, QImage::Format_RGB32);
    const Shade* from = m_cells.data();
    for (int row = 0; row < m_rows; ++row) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(row));
        for (int column = 0; column < m_columns; ++column) {
            line[column] = colours[*from++];
        }
    }
    return image;
}

} // namespace espalier
