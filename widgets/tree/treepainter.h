#pragma once

#include "widgets/common/theme.h"
#include "widgets/models/nodebits.h"
#include "widgets/tree/treegeometry.h"

#include <QFont>

#include <functional>
#include <optional>
#include <set>

class QPainter;

namespace espalier {

/// What the canvas marks on top of the tree.
struct TreeMarks
{
    std::optional<NodeNumber> selected;
    std::set<NodeNumber> chosen;          ///< for a command on several; empty while one is selected
    std::optional<NodeNumber> growsBelow; ///< the search grows only here and below
    std::optional<TreeItem> hovered;
    bool keyboard = false; ///< the canvas has it
    NodeBits matches;      ///< of the filter; others are dimmed
    bool searching = false;
    std::function<bool(NodeNumber)> isPending;
    std::optional<NodeNumber> baseline;      ///< that every number is set against
    std::function<QString(NodeNumber)> said; ///< signs of what people have said of a node

    bool isDimmed(NodeNumber node) const { return searching && !matches.contains(node); }
};

/// Draws the part of the tree that meets a rectangle, at the level of detail its rows allow. Made for one paint event.
class TreePainter
{
public:
    TreePainter(QPainter& painter, const TreeLayout& layout, const TreeGeometry& geometry, const Theme& theme,
                const QFont& font, const TreeMarks& marks);

    /// `clip` in content coordinates; the painter is already translated to them.
    void paint(const QRectF& clip);

    /// The elbow from a parent's right edge to a child's left edge.
    static void drawElbow(QPainter& painter, const QRectF& from, QPointF to);

private:
    void paintCells(const QRectF& clip);
    /// `clip`: what of it is drawn; a node may have as many children as the tree has nodes.
    void paintEdges(LeafRows::Item item, int top, const QRectF& clip);
    void paintMerge(LeafRows::Item item, const QRectF& rect);
    void paintLineage();
    void paintBar(LeafRows::Item item, const QRectF& rect);
    void paintNode(LeafRows::Item item, const QRectF& rect);
    void paintNodeText(LeafRows::Item item, const QRectF& rect);
    void paintStub(const QRectF& rect, const QString& text, bool running);
    QString valueText(const Node& node) const;

    QPainter& m_painter;
    const TreeLayout& m_layout;
    const TreeGeometry& m_geometry;
    const Theme& m_theme;
    const TreeMarks& m_marks;
    Detail m_detail;
    QFont m_font;
    QFont m_small;
    QFont m_bold;
};

} // namespace espalier
