#pragma once

#include "widgets/common/actions.h"
#include "widgets/common/settings.h"
#include "widgets/models/detailscache.h"
#include "widgets/models/livegraph.h"
#include "widgets/models/nodematches.h"
#include "widgets/models/selection.h"
#include "widgets/models/sessionsmodel.h"
#include "widgets/models/steering.h"
#include "widgets/panels/helpwindow.h"
#include "widgets/panels/welcomepage.h"
#include "widgets/teach/lessonplan.h"
#include "widgets/teach/replay.h"

#include <QMainWindow>
#include <QPointer>

class QLabel;
class QStackedWidget;

namespace espalier {

class ChartArea;
class DockArea;
class FilterPanel;
class EditDialog;
class IcicleView;
class Inspector;
class LessonKeys;
class LessonPanel;
class NoticeBar;
class Plot;
class ReplayBar;
class SessionList;
class SettingsDialog;
class SteerDesk;
class TopBar;
class TreeCanvas;
class TreePane;
class WorkBar;
enum class ChartFormat;

/// A kernel from a file. An empty text: the node's own stays.
struct OfferedSource
{
    QString text{};
    std::string language{}; ///< as Candidate::language
};

/// The main window. It shows what it is handed (batches, session lists, details) and says what a person wants by
/// signals; reading, recording and running are the program's business. GUI thread.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(QWidget* parent = nullptr);
    ~MainWindow() override;

    void setTasks(const QStringList& tasks) { m_tasks = tasks; }
    void setTargets(const std::vector<TargetChoice>& targets);
    void setExamples(const std::vector<Example>& examples) { m_welcome->setExamples(examples); }
    void setManual(const std::vector<HelpPage>& pages) { m_manual = pages; }
    void setRoofs(const MachineRoofs& roofs);
    /// What was chosen in any window. The layout is taken only before the window is shown for the first time.
    void setSettings(const Settings& settings);
    /// With the layout as it is now.
    Settings settings() const;
    /// Which file or folder is shown, for the status bar.
    void setStoreName(const QString& name);

    static QSize usualSize() { return {1440, 900}; }
    const LiveGraph& live() const { return m_live; }
    DetailsCache& details() { return m_details; }
    Selection& selection() { return m_selection; }
    Steering& steering() { return m_steering; }
    Replay& replay() { return m_replay; }
    LessonPlan& lesson() { return m_lesson; }
    TreeCanvas& canvas();
    DockArea& docks() { return *m_docks; }
    TopBar& topBar() { return *m_top; }
    NodeMatches& matches() { return m_matches; }
    FilterPanel& filterPanel() { return *m_filter; }
    SteerDesk& steerDesk() { return *m_desk; }
    Inspector& inspector() { return *m_inspector; }
    ChartArea& charts() { return *m_charts; }
    WorkBar& works() { return *m_works; }
    QAction* action(Do id) const { return m_actions[id]; }

public Q_SLOTS:
    void take(const espalier::FeedBatch& batch);
    void setSessions(const std::vector<espalier::SessionSummary>& sessions);
    /// A sentence for the person, shown in the status bar until the next one.
    void showProblem(const QString& sentence);
    /// The same in a place of its own, until it is dismissed: for what must not be missed.
    void showNotice(const QString& sentence);
    /// Opens the manual at the page about whatever has the keyboard.
    void showHelp();
    void showCommands();
    /// Opens the editor on the node; its candidate must have arrived. With the offered text in the place of the node's
    /// own, unless that is empty; refused where its language is not the node's.
    void editNode(NodeNumber node, const espalier::OfferedSource& source = {});
    void checkGoesOn(quint64 check, const QString& sentence);
    void checkEnded(quint64 check, const espalier::Evaluation& evaluation);
    void checkFailed(quint64 check, const QString& sentence);
    /// Asks for a search on the task in this folder.
    void offerTask(const QString& folder) { newSearch(folder); }
    /// Opens the editor on the selected node with this source, to be handed in as its child.
    void offerSource(const espalier::OfferedSource& source);

Q_SIGNALS:
    void sessionChosen(qlonglong id);
    /// An example's store is to be opened.
    void exampleChosen(const QString& folder);
    void commandIssued(const espalier::SteerCommand& command);
    /// An edited candidate to record and to add below `node`.
    void candidateOffered(NodeNumber node, const espalier::Candidate& candidate, const QString& reason);
    /// An edited candidate to build and to judge without recording anything; answered by the slots checkXxx with the
    /// same number. A new one takes the place of an older one, number 0 is none.
    void checkRequested(quint64 check, const espalier::Candidate& candidate);
    /// A file is to be chosen and opened: a task, a source, another tool's run.
    void openAsked();
    /// The same that was dropped here.
    void pathDropped(const QString& path);
    void searchRequested(const espalier::SearchRequest& request);
    /// Another store is to be opened in a window of its own.
    void windowAsked();
    /// The folder of the usual store is to be chosen, and told to the dialog by setStore().
    void usualStoreAsked(espalier::SettingsDialog* dialog);
    /// A link to the open session and the selected node is to be written.
    void linkAsked();
    /// Something was chosen that every window and the next start are to know.
    void settingsChanged(const espalier::Settings& settings);
    /// The same while it is only tried: for every window, not to be kept.
    void settingsTried(const espalier::Settings& settings);
    void closed();
    /// The selected node (ExportPatch) or the open session (ExportBundle, ExportReport) is to be handed over.
    void exportAsked(espalier::Do form);
    /// Run a session that nobody holds; `steps` 0: to its end, else so many steps and pause.
    void resumeRequested(qlonglong id, int steps);
    /// A chart is to be saved to a file that is to be chosen.
    void chartExportAsked(espalier::Plot* chart, espalier::ChartFormat format);

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makePanels();
    void connectTransport();
    void connectView();
    void connectPanels();
    void connectComparing();
    void connectSteering();
    void connectSearch();
    void connectReplay();
    void connectLesson();
    void setLessonGiven(bool given);
    void connectWelcome();
    void requestEdit(const OfferedSource& source);
    void showNodeMenu(QPoint at);
    void updateActions();
    void updateReplayActions();
    void updateStatus();
    void newSearch(const QString& folder);
    void connectTools();
    void openHelp(const QString& page);
    void editSettings();
    void editShortcuts();
    void connectFollowing();
    QString followText() const;
    void showAbout();
    std::optional<NodeNumber> selectedNode() const;
    void watchCheck(EditDialog* dialog);

    LiveGraph m_live;
    NodeMatches m_matches{m_live};
    Replay m_replay{m_live};
    DetailsCache m_details;
    Selection m_selection;
    Steering m_steering;
    LessonPlan m_lesson{m_live, m_replay, m_selection, m_steering};
    SessionsModel m_sessions;
    Actions m_actions;
    QStringList m_tasks;
    std::vector<TargetChoice> m_targets{{QStringLiteral("cpu"), {}}}; ///< until the program has asked the machine
    std::vector<HelpPage> m_manual;
    std::optional<NodeNumber> m_selectedBefore; ///< the replay went to another moment
    std::optional<NodeNumber> m_editWhenHere;
    OfferedSource m_sourceWhenHere; ///< to put into that editor
    Settings m_settings;
    QString m_usualCharts; ///< as in a new window
    DockArea* m_docks;
    NoticeBar* m_notice;
    WorkBar* m_works;
    quint64 m_check = 0;            ///< the last one asked for
    QPointer<EditDialog> m_checked; ///< who asked for it
    TopBar* m_top;
    SteerDesk* m_desk;
    SessionList* m_list;
    FilterPanel* m_filter;
    TreePane* m_tree;
    WelcomePage* m_welcome;
    QStackedWidget* m_centre; ///< the welcome page or the tree
    IcicleView* m_icicle;
    Inspector* m_inspector;
    LessonPanel* m_lessonPanel;
    ReplayBar* m_replayBar;
    QPointer<LessonKeys> m_lessonKeys; ///< while a lesson is given
    ChartArea* m_charts;
    QLabel* m_status;
    QLabel* m_keys;
};

} // namespace espalier
