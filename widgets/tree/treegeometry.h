#pragma once

#include "widgets/tree/treeplaces.h"

#include <QPointF>
#include <QRectF>
#include <QSizeF>

namespace espalier {

/// One thing on the canvas.
struct TreeItem
{
    enum class Kind { Node, Stub, InFlight };

    Kind kind = Kind::Node;
    NodeNumber node = 0; ///< the node, or the parent that the stub or the candidates hang from
    QRectF rect;         ///< content coordinates, logical pixels

    bool operator==(const TreeItem&) const = default;
};

/// How much a row of a given height can show.
enum class Detail {
    Cells,  ///< below 3 device pixels: one cell for what falls together, the best speedup wins
    Bars,   ///< colour bars and edges
    Labels, ///< number and speedup
    Lines,  ///< and what was changed
};

/// From rows and columns to pixels and back. A value made anew when the zoom changes; asks the layout, keeps no
/// positions.
class TreeGeometry
{
public:
    static constexpr double kRow = 34; ///< logical pixels at zoom 1, as kColumn
    static constexpr double kColumn = 146;
    static constexpr double kMargin = 16;
    static constexpr double kLastColumn = 1.3; ///< columns for the deepest nodes: a stub is wider than a node

    /// `places`: the rows where they are stored; null: one row a leaf.
    TreeGeometry(const TreeLayout& layout, double row, double column, const TreePlaces* places = nullptr)
        : m_layout(&layout), m_places(places), m_row(row), m_column(column)
    {
    }

    double row() const { return m_row; }
    double column() const { return m_column; }
    Detail detail(double devicePixelRatio) const;
    QSizeF contentSize() const;
    double rows() const { return m_places != nullptr ? m_places->rows() : m_layout->rows().rows(); }
    /// The row of a node, whose top in LeafRows is given where it is known; halves and, in the compact layout, any
    /// fraction occur.
    double rowOf(NodeNumber node, int itsTop) const
    {
        return m_places != nullptr ? m_places->row(m_layout->rows(), node) : m_layout->rows().centre(node, itsTop);
    }
    double rowOf(NodeNumber node) const;
    /// Of its stub or its candidates: the first (0) or second (1) row that it has beside its children's.
    double extraRow(NodeNumber node, int itsTop, int index) const;
    /// The rows [first, end) of a node and everything below it.
    std::pair<double, double> span(NodeNumber node) const;
    /// LeafRows::visit, in whatever layout this is.
    template <class Visit>
    void visit(int first, int end, Visit&& visit) const
    {
        m_places != nullptr ? m_places->visit(m_layout->rows(), first, end, visit)
                            : m_layout->rows().visit(first, end, visit);
    }
    QRectF nodeRect(NodeNumber node) const;
    QRectF nodeRect(NodeNumber node, int itsTop) const;
    QRectF stubRect(NodeNumber node, int itsTop) const;
    QRectF inFlightRect(NodeNumber node, int itsTop) const;
    /// The rows [first, end) that meet a strip of content.
    std::pair<int, int> rowsBetween(double top, double bottom) const;
    /// What lies under a content position; by descending into the spans of its row, no list is searched.
    std::optional<TreeItem> itemAt(QPointF position) const;
    double columnX(int depth) const { return kMargin + depth * m_column; }
    double rowY(double row) const { return kMargin + (row + 0.5) * m_row; }
    double nodeWidth() const { return m_column * 112 / kColumn; }
    double nodeHeight() const { return m_row * 26 / kRow; }

private:
    QRectF rectAt(int depth, double row, double width, double height) const;

    const TreeLayout* m_layout;
    const TreePlaces* m_places;
    double m_row;
    double m_column;
};

} // namespace espalier
