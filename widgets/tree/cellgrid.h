#pragma once

#include <QImage>
#include <QRectF>

#include <vector>

namespace espalier {

class Theme;

/// The tree from far away: cells of two by two device pixels. Where several nodes fall into one cell the best speedup
/// gives the colour, so a single good node among thousands never disappears.
class CellGrid
{
public:
    /// `device`: size in device pixels.
    explicit CellGrid(QSize device);

    /// Adds one node's bar, in device pixels; fitness 0 means a failed one.
    void add(const QRectF& bar, double fitness);
    /// NaN: nothing here.
    float at(int column, int row) const { return m_cells[static_cast<std::size_t>(row * m_columns + column)]; }
    int columns() const { return m_columns; }
    int rows() const { return m_rows; }
    /// One pixel a cell, transparent where nothing is.
    QImage image(const Theme& theme) const;

    static constexpr int kCell = 2;

private:
    int m_columns;
    int m_rows;
    std::vector<float> m_cells;
};

} // namespace espalier
