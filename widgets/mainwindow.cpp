#include "widgets/mainwindow.h"

#include "widgets/charts/progresschart.h"
#include "widgets/charts/rooflinechart.h"
#include "widgets/common/fonts.h"
#include "widgets/common/format.h"
#include "widgets/common/hairline.h"
#include "widgets/panels/filterpanel.h"
#include "widgets/panels/inspector.h"
#include "widgets/panels/lanespanel.h"
#include "widgets/panels/legend.h"
#include "widgets/panels/sectionlabel.h"
#include "widgets/panels/sessionlist.h"
#include "widgets/panels/topbar.h"
#include "widgets/panels/treepane.h"
#include "widgets/tree/treecanvas.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QStatusBar>
#include <QVBoxLayout>

namespace espalier {
namespace {

QSplitter* splitter(Qt::Orientation orientation, QWidget* parent)
{
    auto* split = new QSplitter(orientation, parent);
    split->setHandleWidth(1);
    split->setChildrenCollapsible(false);
    return split;
}

} // namespace

MainWindow::MainWindow(QWidget* parent) : QMainWindow(parent), m_steering(m_live), m_actions(this)
{
    setWindowTitle(tr("Espalier"));
    setAcceptDrops(true);
    // Before any view listens, so that none still points into a graph that is about to go.
    connect(&m_live, &LiveGraph::aboutToReset, this, [this] {
        m_selection.select(std::nullopt);
        m_details.clear();
        m_matches.clear();
    });
    m_top = new TopBar(m_live, m_actions, this);
    m_tree = new TreePane(m_live, m_selection, m_actions, this);
    m_inspector = new Inspector(m_live, m_details, m_selection, this);

    auto* upper = splitter(Qt::Horizontal, this);
    upper->addWidget(m_tree);
    upper->addWidget(m_inspector);
    upper->setStretchFactor(0, 7);
    upper->setStretchFactor(1, 5);
    upper->setSizes({800, 580});
    auto* right = splitter(Qt::Vertical, this);
    right->addWidget(upper);
    right->addWidget(makeCharts());
    right->setStretchFactor(0, 3);
    right->setStretchFactor(1, 1);
    right->setSizes({640, 250});

    auto* body = new QHBoxLayout;
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(0);
    body->addWidget(makeLeftColumn());
    body->addWidget(new Hairline(Qt::Vertical, this));
    body->addWidget(right, 1);
    auto* central = new QWidget(this);
    auto* column = new QVBoxLayout(central);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_top);
    column->addLayout(body, 1);
    column->addWidget(new Hairline(Qt::Horizontal, central));
    setCentralWidget(central);

    m_status = new QLabel(this);
    m_status->setObjectName(QStringLiteral("status"));
    m_keys = new QLabel(tr("/ search   F1 manual"), this);
    for (QLabel* label : {m_status, m_keys}) {
        label->setFont(fonts::small(font()));
        label->setForegroundRole(QPalette::PlaceholderText);
        label->setContentsMargins(16, 2, 16, 2);
    }
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_status, 1);
    statusBar()->addPermanentWidget(m_keys);

    makeMenus();
    connectTransport();
    connectView();
    connectSteering();
    connectSearch();
    updateActions();
    updateStatus();
    resize(1440, 900);
    m_tree->canvas().setFocus();
}

MainWindow::~MainWindow()
{
    // The stack clears itself when it goes, and would tell a window whose actions are already gone.
    m_steering.undoStack().disconnect(this);
}

QWidget* MainWindow::makeLeftColumn()
{
    auto* left = new QWidget(this);
    left->setFixedWidth(212);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 8, 0, 8);
    column->setSpacing(0);
    m_list = new SessionList(m_sessions, left);
    m_filter = new FilterPanel(m_live, left);
    column->addWidget(new SectionLabel(tr("Sessions"), left));
    column->addWidget(m_list, 1);
    column->addSpacing(8);
    column->addWidget(new SectionLabel(tr("Lanes"), left));
    column->addWidget(new LanesPanel(m_live, left));
    column->addSpacing(8);
    column->addWidget(new SectionLabel(tr("Filter"), left));
    column->addWidget(m_filter);
    column->addSpacing(8);
    column->addWidget(new SectionLabel(tr("Legend  (speedup, log)"), left));
    column->addWidget(new Legend(left));
    return left;
}

QWidget* MainWindow::makeCharts()
{
    auto* charts = splitter(Qt::Horizontal, this);
    m_progress = new ProgressChart(m_live, m_selection, charts);
    m_roofline = new RooflineChart(charts);
    charts->addWidget(m_progress);
    charts->addWidget(m_roofline);
    charts->setSizes({520, 720});
    charts->setMinimumHeight(200);
    return charts;
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
    m_live.take(batch);
    if (batch.reset) {
        m_list->setOpen(batch.session.id);
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
    m_roofs = roofs;
    updateRoofline();
}

void MainWindow::setStoreName(const QString& name)
{
    m_keys->setText(tr("%1     / search   F1 manual").arg(name));
}

void MainWindow::updateStatus()
{
    m_status->setForegroundRole(QPalette::PlaceholderText);
    if (!m_live.isOpen()) {
        m_status->setText(tr("Choose a session on the left, or start a search with Ctrl+N."));
        return;
    }
    int caught = 0;
    for (NodeNumber n = 0; n < m_live.graph().size(); ++n) {
        caught += m_live.graph().node(n).verdict == Verdict::Cheat ? 1 : 0;
    }
    const QString judge = caught == 0 ? tr("no cheats in this session") : tr("%n cheats caught", nullptr, caught);
    const int pending = static_cast<int>(m_live.pending().size());
    const QString waiting = pending == 0 ? QString() : tr(" · %n commands pending", nullptr, pending);
    m_status->setText(tr("All recorded · step %1 · judge: %2%3").arg(m_live.step()).arg(judge, waiting));
}

namespace {

/// What the node was held against on the device that judged it, wherever that is.
MachineRoofs roofsOf(const DeviceRoofs& device, double peak)
{
    MachineRoofs roofs;
    roofs.levels = {{QStringLiteral("L2"), device.cacheGbytes}, {QStringLiteral("DRAM"), device.memoryGbytes}};
    roofs.gflops = peak;
    roofs.machine = format::text(device.device);
    roofs.device = true;
    return roofs;
}

} // namespace

void MainWindow::updateRoofline()
{
    std::vector<RooflinePoint> points;
    MachineRoofs roofs = m_roofs;
    if (const std::optional<NodeNumber> selected = selectedNode()) {
        std::vector<NodeNumber> line = m_live.graph().lineage(*selected);
        // The start and the last dozen say it all; a lineage of hundreds would only be a smear, and as many reads.
        if (line.size() > 13) {
            line.erase(line.begin() + 1, line.end() - 12);
        }
        for (const NodeNumber number : line) {
            if (!isValid(m_live.graph().node(number).verdict)) {
                continue;
            }
            if (const NodeDetailsPtr details = m_details.get(number)) {
                const Diagnosis& diagnosis = details->evaluation.diagnosis;
                const auto& elsewhere = details->evaluation.takenOn;
                if (diagnosis.device) {
                    roofs = roofsOf(*diagnosis.device, diagnosis.peak);
                } else if (elsewhere && elsewhere->fingerprint != m_roofs.fingerprint) {
                    roofs = {};
                    roofs.machine = format::text(elsewhere->host);
                }
                points.push_back({QStringLiteral("#%1").arg(number), diagnosis.intensity, diagnosis.gflops,
                                  m_live.graph().node(number).fitness, number == *selected, diagnosis.levels});
            }
        }
    }
    m_roofline->setData(roofs, points);
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        m_actions.applyTheme(palette());
    }
}

} // namespace espalier
