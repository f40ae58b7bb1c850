// What the main window does when told to; how it is put together is in mainwindow.cpp.
#include "widgets/common/format.h"
#include "widgets/common/helppage.h"
#include "widgets/mainwindow.h"
#include "widgets/panels/editdialog.h"
#include "widgets/panels/inspector.h"
#include "widgets/panels/newsearchdialog.h"
#include "widgets/panels/sessionlist.h"
#include "widgets/panels/steerdesk.h"
#include "widgets/panels/topbar.h"
#include "widgets/panels/treepane.h"
#include "widgets/review/reviewpage.h"
#include "widgets/review/reviewsteps.h"
#include "widgets/tree/treecanvas.h"
#include "widgets/window/dockarea.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>

namespace espalier {

void MainWindow::connectTransport()
{
    connect(m_list, &SessionList::chosen, this, &MainWindow::sessionChosen);
    connect(m_actions[Do::NewSearch], &QAction::triggered, this, [this] { newSearch({}); });
    connect(m_actions[Do::Open], &QAction::triggered, this, &MainWindow::openAsked);
    connect(m_actions[Do::Quit], &QAction::triggered, this, &QWidget::close);
    for (const Do form : {Do::ExportPatch, Do::ExportBundle, Do::ExportReport}) {
        connect(m_actions[form], &QAction::triggered, this, [this, form] { Q_EMIT exportAsked(form); });
    }
    const auto resume = [this](int steps) { Q_EMIT resumeRequested(m_live.session().id, steps); };
    const auto held = [this] { return !m_live.session().holder.isEmpty(); };
    connect(m_actions[Do::ResumeSession], &QAction::triggered, this, [resume] { resume(0); });
    connect(m_actions[Do::Run], &QAction::triggered, this, [this, held, resume] {
        held() ? (void)m_steering.transport(SteerVerb::Resume) : resume(0);
        updateActions();
    });
    connect(m_actions[Do::Pause], &QAction::triggered, this, [this] {
        m_steering.transport(SteerVerb::Pause);
        updateActions();
    });
    connect(m_actions[Do::Step], &QAction::triggered, this,
            [this, held, resume] { held() ? (void)m_steering.transport(SteerVerb::Step, 1) : resume(1); });
    connect(m_actions[Do::Stop], &QAction::triggered, this, [this] { m_steering.transport(SteerVerb::Stop); });
    connect(m_actions[Do::About], &QAction::triggered, this, &MainWindow::showAbout);
}

void MainWindow::connectView()
{
    TreeCanvas* canvas = &m_tree->canvas();
    connect(m_actions[Do::Fit], &QAction::triggered, canvas, &TreeCanvas::fit);
    connect(m_actions[Do::Focus], &QAction::triggered, canvas, &TreeCanvas::focusSelected);
    connect(m_actions[Do::ZoomIn], &QAction::triggered, canvas, &TreeCanvas::zoomIn);
    connect(m_actions[Do::ZoomOut], &QAction::triggered, canvas, &TreeCanvas::zoomOut);
    connect(m_actions[Do::ZoomReset], &QAction::triggered, canvas, &TreeCanvas::zoomReset);
    connect(m_actions[Do::SelectMatches], &QAction::triggered, canvas, &TreeCanvas::selectMatches);
    connect(m_actions[Do::Best], &QAction::triggered, canvas, &TreeCanvas::selectBest);
    connect(m_actions[Do::Fold], &QAction::triggered, canvas, &TreeCanvas::toggleFold);
    connect(m_actions[Do::OpenAll], &QAction::triggered, canvas, &TreeCanvas::openAll);
    connect(m_actions[Do::Outline], &QAction::toggled, m_tree, &TreePane::setOutline);
    connect(canvas, &TreeCanvas::activated, this, [this] { m_inspector->setTab(Inspector::DiffTab); });
    connect(canvas, &TreeCanvas::menuRequested, this, [this](NodeNumber, QPoint at) { showNodeMenu(at); });
    connect(&m_selection, &Selection::allChanged, this, &MainWindow::updateActions);
    connect(&m_selection, &Selection::changed, this, &MainWindow::updateActions);
    connect(&m_details, &DetailsCache::arrived, this, [this](NodeNumber node) {
        if (m_editWhenHere == node) {
            m_editWhenHere.reset();
            editNode(node, std::exchange(m_sourceWhenHere, {}));
        }
    });
}

void MainWindow::connectPanels()
{
    connect(m_actions[Do::ResetLayout], &QAction::triggered, m_docks, &DockArea::resetLayout);
    connect(m_actions[Do::NextPanel], &QAction::triggered, m_docks, [this] { m_docks->focusPanel(1); });
    connect(m_actions[Do::PreviousPanel], &QAction::triggered, m_docks, [this] { m_docks->focusPanel(-1); });
}

void MainWindow::connectSteering()
{
    connect(&m_steering, &Steering::issued, this, &MainWindow::commandIssued);
    connect(m_actions[Do::Edit], &QAction::triggered, this, [this] { requestEdit({}); });
    connect(m_inspector, &Inspector::hinted, this,
            [this](NodeNumber node, const QString& text) { m_steering.issue(SteerVerb::Hint, node, 0, text); });
    ReviewPage& review = m_inspector->review();
    connect(&review.desk(), &ReviewDesk::said, this,
            [this](const SteerCommand& command) { m_steering.issue(command); });
    connect(&review.steps(), &ReviewSteps::bookmarkAsked, m_actions[Do::Bookmark], &QAction::trigger);
    connect(&review.desk(), &ReviewDesk::refused, this, &MainWindow::showProblem);
    QUndoStack& undo = m_steering.undoStack();
    connect(m_actions[Do::Undo], &QAction::triggered, &undo, &QUndoStack::undo);
    connect(m_actions[Do::Redo], &QAction::triggered, &undo, &QUndoStack::redo);
    connect(&undo, &QUndoStack::indexChanged, this, &MainWindow::updateActions);
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event)
{
    // Keys only: what is watched says more while it goes, and what is asked here may be gone then.
    if (event->type() != QEvent::KeyPress) {
        return QMainWindow::eventFilter(watched, event);
    }
    const auto* key = static_cast<QKeyEvent*>(event);
    // Escape leaves the search box.
    if (watched == &m_top->search() && key->key() == Qt::Key_Escape) {
        m_top->search().clear();
        m_tree->canvas().setFocus();
        return true;
    }
    // A dialog takes the keyboard from the window's actions, but not the way to its page of the manual.
    if (qobject_cast<QDialog*>(watched) != nullptr &&
        QKeySequence(key->keyCombination()) == m_actions[Do::Help]->shortcut()) {
        const auto* dialog = static_cast<QDialog*>(watched);
        openHelp(helpPageOf(dialog->focusWidget() != nullptr ? dialog->focusWidget() : dialog));
        return true;
    }
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::requestEdit(const OfferedSource& source)
{
    const auto node = selectedNode();
    if (!node) {
        return;
    }
    if (m_details.get(*node)) {
        editNode(*node, source);
    } else {
        m_editWhenHere = node;
        m_sourceWhenHere = source;
    }
}

void MainWindow::editNode(NodeNumber node, const OfferedSource& source)
{
    const NodeDetailsPtr details = m_details.get(node);
    if (!details) {
        return;
    }
    Candidate shown = details->candidate;
    if (!source.text.isEmpty() && source.language != shown.language) {
        showProblem(tr("The file is in %1 and the node in %2; select a node of a session for that language.")
                        .arg(format::language(source.language), format::language(shown.language)));
        return;
    }
    if (!source.text.isEmpty()) {
        shown.source = source.text.toStdString();
    }
    auto* dialog = new EditDialog(node, shown, this);
    setHelpPage(dialog, QStringLiteral("steering"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const std::int64_t session = m_live.session().id;
    connect(dialog, &QDialog::accepted, this, [this, dialog, node, session, before = details->candidate] {
        const Candidate edited = dialog->candidate();
        if (m_live.session().id != session) { // a search that was started meanwhile is shown
            QApplication::clipboard()->setText(QString::fromStdString(edited.source));
            showProblem(tr("The window shows another session by now, so nothing was added. Your kernel is on the "
                           "clipboard: open session %1 and edit node #%2 again.")
                            .arg(session)
                            .arg(node));
        } else if (edited == before) {
            showProblem(tr("Nothing was changed, so nothing was handed to the search."));
        } else {
            Q_EMIT candidateOffered(node, edited, dialog->reason());
        }
    });
    dialog->installEventFilter(this);
    watchCheck(dialog);
    dialog->open();
}

void MainWindow::showNodeMenu(QPoint at)
{
    // Not waited for here: a window may be closed while its menu is open.
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const Do id : {Do::Prune, Do::Restore, Do::Pin, Do::Unpin, Do::Boost, Do::Expand, Do::Hint, Do::Edit,
                        Do::Bookmark, Do::GrowHere, Do::GrowAnywhere}) {
        if (m_actions[id]->isEnabled()) {
            menu->addAction(m_actions[id]);
        }
    }
    menu->addSeparator();
    m_desk->addTo(*menu);
    menu->addSeparator();
    for (const Do id : {Do::MarkBaseline, Do::Fold, Do::Focus, Do::Undo}) {
        menu->addAction(m_actions[id]);
    }
    menu->popup(at);
}

void MainWindow::updateActions()
{
    const SessionSummary& session = m_live.session();
    const bool open = m_live.isOpen();
    const bool held = !session.holder.isEmpty();
    const bool paused = session.state == QLatin1String("paused");
    m_actions[Do::Run]->setEnabled(open);
    m_actions[Do::Run]->setChecked(held && !paused);
    m_actions[Do::Pause]->setEnabled(open && held);
    m_actions[Do::Pause]->setChecked(held && paused);
    m_actions[Do::Step]->setEnabled(open);
    m_actions[Do::Stop]->setEnabled(open && held);
    m_actions[Do::ResumeSession]->setEnabled(open && !held);
    m_actions[Do::ExportBundle]->setEnabled(open);
    m_actions[Do::ExportReport]->setEnabled(open);
    const auto node = selectedNode();
    for (const Do id : {Do::Edit, Do::CopyPatch, Do::ExportPatch, Do::Fold, Do::Focus, Do::Bookmark}) {
        m_actions[id]->setEnabled(node.has_value());
    }
    m_desk->refresh();
    m_actions[Do::MarkBaseline]->setEnabled(node.has_value());
    m_actions[Do::MarkBaseline]->setChecked(node && node == m_selection.baseline());
    const QUndoStack& undo = m_steering.undoStack();
    m_actions[Do::Undo]->setEnabled(undo.canUndo());
    m_actions[Do::Redo]->setEnabled(undo.canRedo());
    m_actions[Do::Undo]->setText(undo.canUndo() ? tr("Undo %1").arg(undo.undoText()) : tr("Undo"));
    m_actions[Do::Redo]->setText(undo.canRedo() ? tr("Redo %1").arg(undo.redoText()) : tr("Redo"));
    updateReplayActions();
}

void MainWindow::newSearch(const QString& folder)
{
    auto* dialog = new NewSearchDialog(folder.isEmpty() ? m_tasks : QStringList{folder} + m_tasks, m_targets, this);
    setHelpPage(dialog, QStringLiteral("first-search"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { Q_EMIT searchRequested(dialog->request()); });
    dialog->installEventFilter(this);
    dialog->open();
}

void MainWindow::showAbout()
{
    QMessageBox::about(this, tr("About Espalier"),
                       tr("<b>Espalier</b><br>Watch, steer and review a search for faster kernels.<br><br>"
                          "GPL-3.0-or-later. It comes without any warranty."));
}

} // namespace espalier
