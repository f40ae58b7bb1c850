// How the main window finds nodes and follows a search; how it is put together is in mainwindow.cpp.
#include "widgets/charts/chartarea.h"
#include "widgets/mainwindow.h"
#include "widgets/panels/filterpanel.h"
#include "widgets/panels/topbar.h"
#include "widgets/panels/treepane.h"
#include "widgets/tree/icicleview.h"
#include "widgets/tree/treecanvas.h"

#include <QLineEdit>

namespace espalier {

void MainWindow::connectSearch()
{
    QLineEdit& box = m_top->search();
    connect(m_actions[Do::Find], &QAction::triggered, this, [&box] {
        box.setFocus();
        box.selectAll();
    });
    connect(m_filter, &FilterPanel::textAsked, m_actions[Do::Find], &QAction::trigger);
    connect(&box, &QLineEdit::textChanged, &m_matches, &NodeMatches::setText);
    connect(&box, &QLineEdit::returnPressed, m_actions[Do::NextMatch], &QAction::trigger);
    box.installEventFilter(this);
    m_tree->setMatches(m_matches);
    m_charts->setMatches(m_matches);
    connect(&m_matches, &NodeMatches::changed, this, [this] {
        m_actions[Do::NextMatch]->setEnabled(m_matches.isActive());
        m_actions[Do::PreviousMatch]->setEnabled(m_matches.isActive());
        m_actions[Do::ClearFilter]->setEnabled(m_matches.isActive());
        updateStatus();
    });
    const auto step = [this](bool forward) {
        const auto match = forward ? m_matches.after(m_selection.node()) : m_matches.before(m_selection.node());
        if (match) {
            m_selection.select(match);
        }
    };
    connect(m_actions[Do::NextMatch], &QAction::triggered, this, [step] { step(true); });
    connect(m_actions[Do::PreviousMatch], &QAction::triggered, this, [step] { step(false); });
    connect(m_actions[Do::ClearFilter], &QAction::triggered, this, [this] {
        m_top->search().clear();
        m_filter->clear();
    });
    connect(m_filter, &FilterPanel::foldingChanged, &m_tree->canvas(), &TreeCanvas::setFilter);
    for (const Do id : {Do::NextMatch, Do::PreviousMatch, Do::ClearFilter}) {
        m_actions[id]->setEnabled(false);
    }
}

void MainWindow::connectFollowing()
{
    TreeCanvas* canvas = &m_tree->canvas();
    connect(m_actions[Do::FollowBest], &QAction::toggled, canvas, &TreeCanvas::setFollowBest);
    connect(m_actions[Do::FollowNewest], &QAction::toggled, canvas, &TreeCanvas::setFollowNewest);
    connect(canvas, &TreeCanvas::followBestChanged, m_actions[Do::FollowBest], &QAction::setChecked);
    connect(canvas, &TreeCanvas::followNewestChanged, m_actions[Do::FollowNewest], &QAction::setChecked);
    connect(canvas, &TreeCanvas::followBestChanged, this, &MainWindow::updateStatus);
    connect(canvas, &TreeCanvas::followNewestChanged, this, &MainWindow::updateStatus);
    connect(m_actions[Do::Compact], &QAction::toggled, canvas, &TreeCanvas::setCompact);
    connect(m_icicle, &IcicleView::menuRequested, this, [this](NodeNumber, QPoint at) { showNodeMenu(at); });
}

QString MainWindow::followText() const
{
    const TreeCanvas& canvas = m_tree->canvas();
    return canvas.isFollowingNewest() ? tr(" · follows the newest node")
           : canvas.isFollowingBest() ? tr(" · follows the best node")
                                      : QString();
}

} // namespace espalier
