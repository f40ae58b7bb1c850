#include "widgets/mainwindow.h"

#include "widgets/charts/chartarea.h"
#include "widgets/common/elidedlabel.h"
#include "widgets/common/fonts.h"
#include "widgets/common/hairline.h"
#include "widgets/common/helppage.h"
#include "widgets/common/scrollbox.h"
#include "widgets/common/taborder.h"
#include "widgets/panels/filterpanel.h"
#include "widgets/panels/inspector.h"
#include "widgets/panels/lanespanel.h"
#include "widgets/panels/legend.h"
#include "widgets/panels/profilepage.h"
#include "widgets/panels/sessionlist.h"
#include "widgets/panels/steerdesk.h"
#include "widgets/panels/topbar.h"
#include "widgets/panels/treepane.h"
#include "widgets/teach/lessonkeys.h"
#include "widgets/teach/lessonpanel.h"
#include "widgets/teach/replaybar.h"
#include "widgets/tree/icicleview.h"
#include "widgets/tree/treecanvas.h"
#include "widgets/window/dockarea.h"
#include "widgets/window/menus.h"
#include "widgets/window/noticebar.h"
#include "widgets/window/workbar.h"

#include <QLabel>
#include <QMenuBar>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

namespace espalier {
MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent), m_steering(m_live), m_actions(this), m_docks(new DockArea(m_actions, this))
{
    setWindowTitle(tr("Espalier"));
    setAcceptDrops(true);
    m_selection.follow(m_live);
    // Before any view listens, so that none still points into a graph that is about to go.
    connect(&m_live, &LiveGraph::aboutToReset, this, [this] {
        m_selectedBefore = m_selection.node();
        m_selection.select(std::nullopt);
        m_editWhenHere.reset(); // the other session's node of this number is not what was to be edited
        m_sourceWhenHere = {};
        m_details.clear();
    });
    m_top = new TopBar(m_live, m_steering, m_actions, this);
    m_tree = new TreePane(m_live, m_selection, m_actions, this);
    m_inspector = new Inspector(m_live, m_details, m_selection, this);
    m_charts = new ChartArea(m_live, m_details, m_selection, this);
    connect(m_inspector, &Inspector::exportAsked, this, &MainWindow::chartExportAsked);
    connect(m_charts, &ChartArea::exportAsked, this, &MainWindow::chartExportAsked);

    m_welcome = new WelcomePage(m_sessions, m_actions, this);
    m_centre = new QStackedWidget(this);
    m_centre->addWidget(m_welcome);
    m_centre->addWidget(m_tree);
    m_docks->setCentralWidget(m_centre);
    makePanels();
    auto* central = new QWidget(this);
    auto* column = new QVBoxLayout(central);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_top);
    m_notice = new NoticeBar(central);
    column->addWidget(m_notice);
    m_works = new WorkBar(central);
    column->addWidget(m_works);
    column->addWidget(m_docks, 1);
    m_replayBar = new ReplayBar(m_replay, m_actions, this);
    column->addWidget(m_replayBar);
    column->addWidget(new Hairline(Qt::Horizontal, central));
    setCentralWidget(central);

    m_status = new ElidedLabel(this);
    m_status->setObjectName(QStringLiteral("status"));
    m_keys = new QLabel(tr("Ctrl+K commands   F1 manual"), this);
    for (QLabel* label : {m_status, m_keys}) {
        label->setFont(fonts::small(font()));
        label->setForegroundRole(QPalette::PlaceholderText);
        label->setContentsMargins(16, 2, 16, 2);
    }
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_status, 1);
    statusBar()->addPermanentWidget(m_keys);

    m_desk = new SteerDesk(m_live, m_selection, m_steering, m_actions, this);
    fillMenus(*menuBar(), m_actions, *m_docks);
    connectTransport();
    connectView();
    connectPanels();
    connectTools();
    connectComparing();
    connectSteering();
    connectSearch();
    connectFollowing();
    connectReplay();
    connectLesson();
    connectWelcome();
    updateActions();
    updateStatus();
    resize(usualSize());
    tabThrough({m_top, m_notice});
    m_tree->canvas().setFocus();
}

MainWindow::~MainWindow()
{
    // The stack clears itself when it goes, and would tell a window whose actions are already gone.
    m_steering.undoStack().disconnect(this);
    // The views before what they show: one that is still in sight is asked for its size while it is hidden.
    const QWidgetList children = findChildren<QWidget*>(Qt::FindDirectChildrenOnly);
    for (const QPointer<QWidget>& child : QList<QPointer<QWidget>>(children.begin(), children.end())) {
        if (child && child->isWindow()) {
            delete child;
        }
    }
    delete takeCentralWidget();
}

void MainWindow::makePanels()
{
    m_list = new SessionList(m_sessions, this);
    m_filter = new FilterPanel(m_live, m_matches, m_actions, this);
    m_icicle = new IcicleView(m_live, m_matches, m_selection, this);
    m_lessonPanel = new LessonPanel(m_lesson, m_actions, this);
    const auto add = [this](Do toggle, const QString& title, QWidget* content, Qt::DockWidgetArea area,
                            const char* page) {
        setHelpPage(content, QString::fromLatin1(page));
        m_docks->addPanel(toggle, title, content, area);
    };
    add(Do::ShowSessions, tr("Sessions"), m_list, Qt::LeftDockWidgetArea, "store");
    auto* lanes = new LanesPanel(m_live, m_steering, this);
    connect(m_charts, &ChartArea::machineChanged, lanes, &LanesPanel::setDevice);
    connect(lanes, &LanesPanel::nodeAsked, this, [this](NodeNumber node) { m_selection.select(node); });
    add(Do::ShowLanes, tr("Lanes"), new ScrollBox(lanes, this), Qt::LeftDockWidgetArea, "steering");
    add(Do::ShowFilter, tr("Filter"), new ScrollBox(m_filter, this), Qt::LeftDockWidgetArea, "tree");
    add(Do::ShowLegend, tr("Legend  (speedup, log)"), new ScrollBox(new Legend(this), this), Qt::LeftDockWidgetArea,
        "window");
    setHelpPage(m_lessonPanel, QStringLiteral("lessons"));
    m_docks->addColumn(Do::ShowLesson, tr("Lesson"), m_lessonPanel, Qt::LeftDockWidgetArea);
    add(Do::ShowInspector, tr("Inspector"), m_inspector, Qt::RightDockWidgetArea, "reading-the-numbers");
    add(Do::ShowCharts, tr("Charts"), m_charts, Qt::BottomDockWidgetArea, "charts");
    setHelpPage(m_icicle, QStringLiteral("tree"));
    m_docks->addPanel(Do::ShowIcicle, tr("Icicle"), m_icicle, Qt::BottomDockWidgetArea, false);
    setHelpPage(m_top, QStringLiteral("steering"));
    setHelpPage(m_tree, QStringLiteral("tree"));
}

TreeCanvas& MainWindow::canvas()
{
    return m_tree->canvas();
}

std::optional<NodeNumber> MainWindow::selectedNode() const
{
    const std::optional<NodeNumber> node = m_selection.node();
    return node && *node < m_live.graph().size() ? node : std::nullopt;
}

void MainWindow::take(const FeedBatch& batch)
{
    m_replay.take(batch);
    if (batch.reset) {
        m_list->setOpen(batch.session.id);
        m_centre->setCurrentWidget(m_tree);
        setWindowTitle(tr("%1 – Espalier").arg(batch.session.title));
        if (m_live.best()) {
            m_selection.select(m_live.best());
        }
    }
    updateActions();
    updateStatus();
}

void MainWindow::setSessions(const std::vector<SessionSummary>& sessions)
{
    m_sessions.setSessions(sessions);
    m_list->setOpen(m_live.session().id);
}

void MainWindow::showProblem(const QString& sentence)
{
    m_status->setText(sentence);
    m_status->setForegroundRole(QPalette::WindowText);
}

void MainWindow::setRoofs(const MachineRoofs& roofs)
{
    m_charts->setRoofs(roofs);
    m_inspector->profile().setRoofs(roofs);
}

void MainWindow::setTargets(const std::vector<TargetChoice>& targets)
{
    m_targets = targets;
    m_welcome->setTargets(targets);
}

void MainWindow::connectWelcome()
{
    connect(m_actions[Do::Welcome], &QAction::triggered, this, [this] { m_centre->setCurrentWidget(m_welcome); });
    connect(m_welcome, &WelcomePage::exampleChosen, this, &MainWindow::exampleChosen);
    connect(m_welcome, &WelcomePage::sessionChosen, this, [this](qlonglong id) {
        id == m_live.session().id ? m_centre->setCurrentWidget(m_tree) : sessionChosen(id);
    });
}

void MainWindow::setStoreName(const QString& name)
{
    // Where a store lies is long and seldom asked for; what tells two windows apart is its folder's name.
    m_keys->setText(tr("store %1     Ctrl+K commands   F1 manual")
                        .arg(name.section(QLatin1Char('/'), -1, -1, QString::SectionSkipEmpty)));
    m_keys->setToolTip(tr("The sessions of this window are kept in %1").arg(name));
}

void MainWindow::updateStatus()
{
    m_status->setForegroundRole(QPalette::PlaceholderText);
    if (!m_live.isOpen()) {
        m_status->setText(tr("Choose a session on the left, or start a search with Ctrl+N."));
        return;
    }
    if (m_replay.isActive()) {
        m_status->setText(tr("Replay: the session as it was after node %1 of %2. Shift+R returns to now.")
                              .arg(m_replay.moment())
                              .arg(m_replay.recording().size()));
        return;
    }
    if (m_matches.isActive()) {
        const int nodes = static_cast<int>(m_live.graph().size());
        m_status->setText(
            (m_matches.count() == 0
                 ? tr("No node matches; try a number, a skill, a verdict, >2 or bound:memory.")
                 : tr("%1 of %n nodes match; F3 goes to the next.", nullptr, nodes).arg(m_matches.count())) +
            followText());
        return;
    }
    const int caught = m_live.cheats();
    const QString judge = caught == 0 ? tr("no cheats in this session") : tr("%n cheats caught", nullptr, caught);
    const int pending = static_cast<int>(m_live.pending().size());
    const QString waiting = pending == 0 ? QString() : tr(" · %n commands pending", nullptr, pending);
    m_status->setText(tr("All recorded · step %1 · judge: %2%3").arg(m_live.step()).arg(judge, waiting) + followText());
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        m_actions.applyTheme(palette());
    }
}

} // namespace espalier
