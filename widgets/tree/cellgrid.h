#pragma once

#include <QImage>

#include <array>
#include <cstdint>
#include <vector>

namespace espalier {

class Theme;

/// The colour of a node, as one byte: 0 where there is nothing, 1 for one that the filter leaves out, 2 for a failed
/// one, above that the steps of the ramp from slow to fast. A better node never has a smaller one, so the greatest of
/// several stands for the best. 65 steps of the ramp are more than the eye tells apart.
using Shade = std::uint8_t;
constexpr Shade kNoShade = 0;
constexpr Shade kDimmedShade = 1;
constexpr Shade kFailedShade = 2;
constexpr std::size_t kShades = 68;

/// Of a fitness; 0 and what is no number is a failed one.
Shade shadeOf(double fitness);
/// The colour of each; that of kNoShade is the background.
std::array<QRgb, kShades> shadeColours(const Theme& theme);

/// The tree from far away: cells of two by two device pixels. Where several nodes fall into one cell the best gives
/// the colour, so a single good node among thousands never disappears.
class CellGrid
{
public:
    /// `device`: size in device pixels.
    explicit CellGrid(QSize device);

    /// Columns of cells that a bar covers, both ends included; last < first where it is out of sight.
    struct Reach
    {
        int first = 0;
        int last = -1;
    };
    /// Of a bar between two places in device pixels: at least one cell, where it is in sight.
    Reach reach(double left, double right) const;
    /// Adds one node's bar at a height in device pixels.
    void add(Reach reach, double y, Shade shade)
    {
        // Compared as numbers: what is far outside does not fit into an int.
        if (!(y >= 0 && y < m_rows * kCell)) {
            return;
        }
        Shade* line = m_cells.data() + static_cast<std::ptrdiff_t>(static_cast<int>(y) / kCell) * m_columns;
        for (int column = reach.first; column <= reach.last; ++column) {
            line[column] = line[column] < shade ? shade : line[column];
        }
    }
    Shade at(int column, int row) const { return m_cells[static_cast<std::size_t>(row * m_columns + column)]; }
    int columns() const { return m_columns; }
    int rows() const { return m_rows; }
    /// One pixel a cell, without transparency.
    QImage image(const Theme& theme) const;

    static constexpr int kCell = 2;

private:
    int m_columns;
    int m_rows;
    std::vector<Shade> m_cells;
};

} // namespace espalier
