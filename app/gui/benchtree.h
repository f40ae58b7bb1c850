#pragma once

#include "widgets/models/feed.h"
#include "widgets/models/livegraph.h"
#include "widgets/models/selection.h"
#include "widgets/tree/treecanvas.h"

#include <QGraphicsScene>
#include <QGraphicsView>

namespace espalier {

/// A widget that shows a tree, as a benchmark drives it: the canvas of the window, or a scene of items to compare it
/// with.
class BenchTree
{
public:
    virtual ~BenchTree() = default;
    virtual QAbstractScrollArea& view() = 0;
    /// Takes a session's nodes, or more of them.
    virtual void take(const FeedBatch& batch) = 0;
    /// Every fold open.
    virtual void openAll() = 0;
    /// Scales the whole tree to the view.
    virtual void fit() = 0;
    /// Full size, the middle of the tree in the middle of the view.
    virtual void zoomReset() = 0;
    /// In quarters of an octave.
    virtual void zoom(int steps) = 0;
};

/// The canvas of the window.
class BenchCanvas final : public BenchTree
{
public:
    QAbstractScrollArea& view() override { return m_canvas; }
    void take(const FeedBatch& batch) override { m_live.take(batch); }
    void openAll() override { m_canvas.openAll(); }
    void fit() override { m_canvas.fit(); }
    void zoomReset() override;
    void zoom(int steps) override;

private:
    LiveGraph m_live;
    Selection m_selection;
    TreeCanvas m_canvas{m_live, m_selection};
};

/// A QGraphicsScene of the same tree at the same places with the settings it comes with: a rectangle and a straight
/// line to the parent a node, without labels, elbows and stubs, which makes it cheaper than what the canvas draws.
class BenchScene final : public BenchTree
{
public:
    BenchScene();
    QAbstractScrollArea& view() override { return m_view; }
    void take(const FeedBatch& batch) override;
    void openAll() override { m_layout.openAll(); }
    void fit() override;
    void zoomReset() override;
    void zoom(int steps) override;

private:
    void addItem(NodeNumber number);
    /// Moves what has another place by now.
    void place();

    SearchGraph m_graph;
    TreeLayout m_layout{m_graph};
    QGraphicsScene m_scene;
    QGraphicsView m_view{&m_scene};
    std::vector<QGraphicsRectItem*> m_boxes; ///< by node; the scene's
    std::vector<QGraphicsLineItem*> m_edges; ///< the same, none for the root
};

} // namespace espalier
