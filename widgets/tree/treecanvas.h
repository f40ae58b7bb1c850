#pragma once

#include "widgets/models/livegraph.h"
#include "widgets/models/nodebits.h"
#include "widgets/models/selection.h"
#include "widgets/tree/compacting.h"
#include "widgets/tree/treegeometry.h"
#include "widgets/tree/treelayout.h"
#include "widgets/tree/treepainter.h"

#include <QAbstractScrollArea>

#include <functional>
#include <set>

namespace espalier {

/// The search tree, whole, in one custom-painted scroll area (a scene of items needs a hundred times as long at 100,000
/// nodes). Follows a LiveGraph and shares a Selection; asks for folding and menus itself, changes nothing else. GUI
/// thread.
///
/// Positions are stable: new rows above what is looked at move the scroll bar, not the picture.
class TreeCanvas : public QAbstractScrollArea
{
    Q_OBJECT
public:
    TreeCanvas(LiveGraph& live, Selection& selection, QWidget* parent = nullptr);

    const TreeLayout& layoutOfTree() const { return m_layout; }
    TreeGeometry geometryOfTree() const { return {m_layout, m_row, m_column, m_compacting.places()}; }
    /// Rows [first, end) in sight.
    std::pair<double, double> rowsInSight() const;
    /// What lies at a viewport position.
    std::optional<TreeItem> itemAt(QPoint position) const;
    /// Where a node is in the viewport.
    QRect viewportRect(NodeNumber node) const;
    bool isFollowingBest() const { return m_follow == Follow::Best; }
    bool isFollowingNewest() const { return m_follow == Follow::Newest; }
    bool isCompact() const { return m_compacting.isCompact(); }
    /// The filter leaves it out.
    bool isDimmed(NodeNumber node) const { return m_marks.isDimmed(node); }
    /// Whether things glide to new places.
    void setMotion(bool motion) { m_compacting.setMotion(motion); }
    double zoom() const { return m_row / fullRow(); }

public Q_SLOTS:
    void fit();
    /// Zooms to the selected node's subtree.
    void focusSelected();
    void zoomIn() { zoomBy(1, viewport()->rect().center()); }
    void zoomOut() { zoomBy(-1, viewport()->rect().center()); }
    void zoomReset();
    void selectBest();
    void setFollowBest(bool follow);
    /// Selects every new node as it comes, until somebody pans or selects another.
    void setFollowNewest(bool follow);
    /// As few rows as a tidy drawing needs, in the place of one row a leaf.
    void setCompact(bool compact);
    void setFilter(const TreeFilter& filter);
    /// Chooses everything that was found, or without a search everything that is shown.
    void selectMatches();
    /// `searching`: whatever is not among the matches is dimmed.
    void setMatches(const NodeBits& matches, bool searching);
    void toggleFold();
    void openAll();
    /// Scrolls so that this row is in the middle.
    void centreOnRow(double row);
    void reveal(NodeNumber node);

Q_SIGNALS:
    /// Rows, zoom, scroll position or colours changed: for the overview strip and the caption.
    void viewChanged();
    void followBestChanged(bool follow);
    void followNewestChanged(bool follow);
    void menuRequested(NodeNumber node, QPoint globalPosition);
    void activated(NodeNumber node);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    enum class Follow { Nothing, Best, Newest };

    void setFollow(Follow follow);
    /// Shows how long candidates have been on their way.
    void tick();
    void selectNewest();
    /// After the layout was told: other rows, in the compact layout other places.
    void placeAnew();
    /// Row and column at zoom 1: as TreeGeometry says, more where text is larger than usual.
    double fullRow() const { return TreeGeometry::kRow * textScale(); }
    double fullColumn() const { return TreeGeometry::kColumn * textScale(); }
    double textScale() const;
    QPointF contentAt(QPointF viewportPosition) const;
    QPoint contentOffset() const;
    void syncBatch();
    void afterLayout();
    void updateScrollBars();
    /// Runs a change of the layout and scrolls so that the anchor (selected, else topmost in sight) stays put.
    void anchored(const std::function<void()>& change);
    std::optional<NodeNumber> anchor() const;
    void zoomBy(int steps, QPoint fixed);
    void setScale(double row, double column);
    void scaleToFit(double leastRow, double leastColumn);
    /// Scales anew where the size of the tree decides, then repaints.
    void arrange();
    void leaveFit() { m_fitted = m_automatic = false; }
    void setHovered(std::optional<TreeItem> item);
    void updateItem(const TreeItem& item);
    void describeSelected();
    void selectionChanged();
    QString toolTipFor(const TreeItem& item) const;
    bool handleKey(int key);
    // Several at once, in treecanvaschoosing.cpp.
    std::set<NodeNumber> nodesIn(const QRectF& content) const;
    void extendTo(NodeNumber node);
    void beginBand(QPoint at);
    void moveBand(QPoint at);
    void endBand();
    QRectF bandRect() const;
    void paintBand(QPainter& painter, const Theme& theme) const;
    void chosenChanged();

    LiveGraph& m_live;
    Selection& m_selection;
    TreeLayout m_layout;
    TreeMarks m_marks;
    std::vector<NodeNumber> m_touched;
    double m_row = TreeGeometry::kRow;
    double m_column = TreeGeometry::kColumn;
    QPoint m_dragFrom;
    std::optional<QPointF> m_bandFrom; ///< in content coordinates, while a band is drawn
    QPointF m_bandTo;
    bool m_dragging = false;
    Follow m_follow = Follow::Nothing;
    bool m_fitted = false;   ///< keep the whole tree in sight until somebody zooms or scrolls
    bool m_automatic = true; ///< nobody zoomed yet: as much as fits with readable labels
    bool m_moving = false;   ///< scroll bars are being moved by us
    Compacting m_compacting;
    QTimer m_tick; ///< while something is in flight
};

} // namespace espalier
