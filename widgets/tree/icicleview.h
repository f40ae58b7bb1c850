#pragma once

#include "widgets/models/livegraph.h"
#include "widgets/models/nodematches.h"
#include "widgets/models/selection.h"
#include "widgets/tree/iciclelayout.h"

#include <QWidget>

namespace espalier {

class Theme;

/// The search tree as an icicle: every node beside its parent, as long as its subtree is large, in the colours of the
/// legend. It shows where the search has spent its candidates, which the tree with its rows does not. Shares the
/// selection and the filter with the other views. Double click or Enter looks into a subtree, Backspace or the strip
/// before it looks out again. Subtrees thinner than a pixel are painted as what is best in them. GUI thread.
class IcicleView : public QWidget
{
    Q_OBJECT
public:
    IcicleView(LiveGraph& live, const NodeMatches& matches, Selection& selection, QWidget* parent = nullptr);

    QSize sizeHint() const override { return {420, 240}; }
    /// What is looked at: 0 is the whole tree.
    NodeNumber root() const { return m_root; }
    IcicleGeometry geometryOfTree() const { return {m_sums, m_root, area()}; }
    void zoomTo(NodeNumber node);
    /// To the parent of what is looked at.
    void zoomOut();
    /// The sentence above the picture.
    QString caption() const;

Q_SIGNALS:
    void menuRequested(NodeNumber node, QPoint globalPosition);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    bool isEmpty() const { return m_sums.size() == 0; }
    /// The strip that leads out of what is looked at; null where that is the whole tree.
    QRectF wayOut() const;
    QRectF area() const;
    void hover(std::optional<NodeNumber> node);
    void selectionChanged(std::optional<NodeNumber> node);
    bool handleKey(int key);
    NodeNumber bestChild(NodeNumber node) const;
    QString tipOf(NodeNumber node) const;
    void paintNodes(QPainter& painter, const Theme& theme) const;
    void paintNode(QPainter& painter, const Theme& theme, NodeNumber node, const QRectF& rect) const;
    void paintLabel(QPainter& painter, NodeNumber node, const QRectF& rect) const;
    void paintMarks(QPainter& painter, const Theme& theme) const;
    void paintChosen(QPainter& painter, const Theme& theme, const IcicleGeometry& geometry) const;
    static void paintFrame(QPainter& painter, const Theme& theme, QRectF rect, double width);

    LiveGraph& m_live;
    const NodeMatches& m_matches;
    Selection& m_selection;
    IcicleSums m_sums;
    NodeNumber m_root = 0;
    std::optional<NodeNumber> m_hovered;
};

} // namespace espalier
