// How the main window's commands reach the comparison and the baseline.
#include "widgets/diff/diffpane.h"
#include "widgets/diff/diffview.h"
#include "widgets/mainwindow.h"
#include "widgets/panels/inspector.h"

#include <QApplication>
#include <QClipboard>

#include <utility>

namespace espalier {

void MainWindow::connectComparing()
{
    DiffPane* pane = &m_inspector->diffPane();
    DiffView* view = &pane->view();
    connect(m_actions[Do::NextChange], &QAction::triggered, view, &DiffView::nextChange);
    connect(m_actions[Do::PreviousChange], &QAction::triggered, view, &DiffView::previousChange);
    connect(m_actions[Do::SwapSides], &QAction::triggered, pane, &DiffPane::swapSides);
    connect(m_actions[Do::SideBySide], &QAction::toggled, pane, &DiffPane::setSideBySide);
    connect(pane, &DiffPane::sideBySideChanged, m_actions[Do::SideBySide], &QAction::setChecked);
    connect(m_actions[Do::IgnoreWhitespace], &QAction::toggled, pane, &DiffPane::setIgnoreWhitespace);
    connect(m_actions[Do::ShowUnchanged], &QAction::toggled, view, &DiffView::setUnfolded);
    connect(m_actions[Do::CopyPatch], &QAction::triggered, this,
            [pane] { QApplication::clipboard()->setText(pane->patch()); });
    connect(m_actions[Do::CopyHunk], &QAction::triggered, this,
            [pane] { QApplication::clipboard()->setText(pane->hunk()); });
    connect(m_actions[Do::CodeOfLine], &QAction::triggered, m_inspector, &Inspector::showCodeOfLine);
    connect(m_actions[Do::SaveDifference], &QAction::triggered, pane, &DiffPane::exportPatch);
    QList<QAction*> menu;
    for (const Do id : {Do::NextChange, Do::PreviousChange, Do::SwapSides, Do::SideBySide, Do::IgnoreWhitespace,
                        Do::ShowUnchanged, Do::CodeOfLine, Do::CopyHunk, Do::CopyPatch, Do::SaveDifference}) {
        menu << m_actions[id];
    }
    pane->setMenuActions(menu);

    connect(m_actions[Do::MarkBaseline], &QAction::triggered, this, [this] {
        const std::optional<NodeNumber> node = selectedNode();
        m_selection.setBaseline(node == m_selection.baseline() ? std::nullopt : node);
    });
    // Going back in the session starts it anew too, and its baseline stays.
    connect(&m_live, &LiveGraph::wasReset, this, [this, shown = std::int64_t{0}]() mutable {
        if (std::exchange(shown, m_live.session().id) != m_live.session().id) {
            m_selection.setBaseline(std::nullopt);
        }
    });
    connect(&m_selection, &Selection::baselineChanged, this, [this](std::optional<NodeNumber> node) {
        updateActions();
        showProblem(node ? tr("Every number is now set against #%1; Ctrl+B on it ends that.").arg(*node)
                         : tr("No baseline is marked."));
    });
}

} // namespace espalier
