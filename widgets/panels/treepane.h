#pragma once

#include "widgets/common/actions.h"
#include "widgets/models/livegraph.h"
#include "widgets/models/outlinemodel.h"
#include "widgets/models/selection.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QTreeView;

namespace espalier {

class NodeMatches;
class OverviewStrip;
class TreeCanvas;

/// The tree with its caption, the overview strip and the sentence that says why the selected node was grown. The
/// outline takes the canvas's place on demand, with the same selection.
class TreePane : public QWidget
{
    Q_OBJECT
public:
    TreePane(LiveGraph& live, Selection& selection, Actions& actions, QWidget* parent = nullptr);

    TreeCanvas& canvas() { return *m_canvas; }
    QTreeView& outline() { return *m_outline; }
    void setOutline(bool outline);
    /// What these leave out is dimmed here from now on; they must outlive the pane.
    void setMatches(const NodeMatches& matches);

private:
    QWidget* makeFollow(Actions& actions);
    QWidget* makeHeader(Actions& actions);
    void updateCaption();
    void updateWhy();

    LiveGraph& m_live;
    Selection& m_selection;
    OutlineModel m_model;
    const NodeMatches* m_matches = nullptr;
    QLabel* m_caption;
    QLabel* m_why;
    QStackedWidget* m_views;
    TreeCanvas* m_canvas;
    OverviewStrip* m_strip;
    QTreeView* m_outline;
};

} // namespace espalier
