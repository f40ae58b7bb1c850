#include "core/diagnose/comparison.h"
#include "tests/widgets/demosession.h"
#include "widgets/charts/rooflinechart.h"
#include "widgets/common/codeview.h"
#include "widgets/common/format.h"
#include "widgets/common/theme.h"
#include "widgets/diff/differencenote.h"
#include "widgets/diff/diffpane.h"
#include "widgets/diff/diffview.h"
#include "widgets/mainwindow.h"
#include "widgets/panels/editdialog.h"
#include "widgets/panels/inspector.h"
#include "widgets/panels/newsearchdialog.h"
#include "widgets/tree/treecanvas.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace espalier;
using namespace espalier::test;

namespace {

/// A window whose questions are answered by the demo session, and which remembers what it asked for.
struct Desk
{
    explicit Desk(int nodes = 150) : demo(nodes)
    {
        QObject::connect(
            &window.details(), &DetailsCache::wanted, &window,
            [this](quint64 generation, NodeNumber node) { window.details().put(generation, node, demo.details(node)); },
            Qt::QueuedConnection);
        QObject::connect(&window, &MainWindow::commandIssued, &window,
                         [this](const SteerCommand& command) { commands.push_back(command); });
        window.setSessions(demo.sessions());
        window.show();
    }

    /// What the search and the store would do with the last command.
    void acknowledge(bool applied)
    {
        FeedBatch batch = demo.batch(0, 0);
        const auto id = static_cast<std::int64_t>(100 + commands.size());
        batch.events = {{id, commands.back(), "me", 0, applied ? std::optional(9) : std::nullopt}};
        window.take(batch);
    }

    DemoSession demo;
    MainWindow window;
    std::vector<SteerCommand> commands;
};

std::vector<TargetChoice> bothTargets()
{
    return {{QStringLiteral("cpu"), {}}, {QStringLiteral("opencl"), {}}};
}

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatToDoWhenEmpty();
    void growsLive();
    void selectingShowsSourceAndDiff();
    void pruneIsIssuedAcknowledgedAndUndone();
    void sessionIsChosenInTheList();
    void transportFollowsTheState();
    void searchBoxFindsAndWalks();
    void editedSourceIsOffered();
    void newSearchAsksWithDefaults();
    void newSearchOffersWhatTheMachineHas();
    void newSearchCannotStartWithoutATarget();
    void diffSaysWhichIsFasterAndWhy();
    void figuresOfAnotherMachineLieUnderNoRoofOfThisOne();
    void everyFocusableThingHasAName();
    void pictures();
};

void TestMainWindow::saysWhatToDoWhenEmpty()
{
    MainWindow window;
    window.show();
    QVERIFY(window.inspector().headingText().startsWith(QStringLiteral("No node selected")));
    QVERIFY(!window.action(Do::Prune)->isEnabled());
    QVERIFY(!window.action(Do::Run)->isEnabled());
    QVERIFY(window.action(Do::NewSearch)->isEnabled());
    QVERIFY(!window.grab().isNull());
}

void TestMainWindow::growsLive()
{
    Desk desk;
    FeedBatch first = desk.demo.batch(0, 30);
    first.reset = true;
    desk.window.take(first);
    const int before = desk.window.canvas().layoutOfTree().rows().rows();
    for (NodeNumber n = 30; n < 150; n += 8) {
        desk.window.take(desk.demo.batch(n, n + 8));
    }
    QCOMPARE(desk.window.live().graph().size(), std::size_t(150));
    QVERIFY(desk.window.canvas().layoutOfTree().rows().rows() > before);
    desk.window.canvas().setFollowBest(true);
    Node better = desk.demo.nodes[20];
    better.number = 150;
    better.verdict = Verdict::Accepted;
    better.fitness = 50;
    better.speedup = {50, 49, 51};
    FeedBatch last = desk.demo.batch(0, 0);
    last.nodes = {better};
    desk.window.take(last);
    QCOMPARE(desk.window.selection().node(), std::optional<NodeNumber>(150));
}

void TestMainWindow::selectingShowsSourceAndDiff()
{
    Desk desk;
    desk.window.take(desk.demo.opening());
    desk.window.selection().select(17);
    QTRY_VERIFY(desk.window.inspector().source().code().contains(QStringLiteral("void rmsnorm")));
    QTRY_VERIFY(!desk.window.inspector().diffPane().view().diff().rows.empty());
    QVERIFY(desk.window.inspector().headingText().startsWith(QStringLiteral("#17 ")));
    desk.window.inspector().diffPane().setAgainst(DiffPane::Against::Seed);
    QTRY_VERIFY(!desk.window.inspector().diffPane().view().lines().empty());
    desk.window.selection().select(0);
    QVERIFY(desk.window.inspector().diffPane().view().lines().empty()); // the seed has nothing before it
}

void TestMainWindow::pruneIsIssuedAcknowledgedAndUndone()
{
    Desk desk;
    desk.window.take(desk.demo.opening());
    desk.window.selection().select(5);
    desk.window.action(Do::Prune)->trigger();
    QCOMPARE(desk.commands.size(), std::size_t(1));
    QVERIFY(desk.commands[0] == (SteerCommand{SteerVerb::Prune, 5, 0, ""}));
    desk.acknowledge(false);
    QVERIFY(desk.window.live().isPending(5));
    desk.acknowledge(true);
    QVERIFY(desk.window.live().graph().state(5).pruned);
    QVERIFY(!desk.window.live().isPending(5));
    QVERIFY(!desk.window.action(Do::Prune)->isEnabled());
    QCOMPARE(desk.window.action(Do::Undo)->text(), QStringLiteral("Undo Prune #5"));
    desk.window.action(Do::Undo)->trigger();
    QCOMPARE(desk.commands.back().verb, SteerVerb::Restore);
    desk.acknowledge(true);
    QVERIFY(!desk.window.live().graph().state(5).pruned);
}

void TestMainWindow::sessionIsChosenInTheList()
{
    Desk desk;
    desk.window.take(desk.demo.opening());
    QSignalSpy chosen(&desk.window, &MainWindow::sessionChosen);
    auto* list = desk.window.findChild<QListView*>(QStringLiteral("sessionList"));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(1, 0)).center());
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen[0][0].toLongLong(), 11);
}

void TestMainWindow::transportFollowsTheState()
{
    Desk desk;
    desk.window.take(desk.demo.opening());
    QVERIFY(desk.window.action(Do::Run)->isChecked());
    desk.window.action(Do::Pause)->trigger();
    QCOMPARE(desk.commands.back().verb, SteerVerb::Pause);
    FeedBatch paused = desk.demo.batch(0, 0);
    paused.session.state = QStringLiteral("paused");
    desk.window.take(paused);
    QVERIFY(desk.window.action(Do::Pause)->isChecked() && !desk.window.action(Do::Run)->isChecked());
    desk.window.action(Do::Step)->trigger();
    QCOMPARE(desk.commands.back().verb, SteerVerb::Step);
    paused.session.holder.clear();
    paused.session.state = QStringLiteral("interrupted");
    desk.window.take(paused);
    QSignalSpy resumed(&desk.window, &MainWindow::resumeRequested);
    desk.window.action(Do::Run)->trigger();
    QCOMPARE(resumed.count(), 1);
    QVERIFY(!desk.window.action(Do::Stop)->isEnabled());
}

void TestMainWindow::searchBoxFindsAndWalks()
{
    Desk desk;
    desk.window.take(desk.demo.opening());
    auto* box = desk.window.findChild<QLineEdit*>();
    box->setFocus();
    QTest::keyClicks(box, QStringLiteral("#23"));
    QTest::keyClick(box, Qt::Key_Return);
    QCOMPARE(desk.window.selection().node(), std::optional<NodeNumber>(23));
    QTest::keyClick(box, Qt::Key_Escape);
    QVERIFY(box->text().isEmpty());
}

void TestMainWindow::editedSourceIsOffered()
{
    Desk desk;
    desk.window.take(desk.demo.opening());
    desk.window.selection().select(9);
    desk.window.action(Do::Edit)->trigger();
    QTRY_VERIFY(desk.window.findChild<EditDialog*>() != nullptr);
    auto* dialog = desk.window.findChild<EditDialog*>();
    std::vector<std::pair<NodeNumber, Candidate>> offered;
    connect(&desk.window, &MainWindow::candidateOffered, this,
            [&](NodeNumber node, const Candidate& candidate) { offered.emplace_back(node, candidate); });
    dialog->editor().setCode(QStringLiteral("void rmsnorm() {}"));
    dialog->accept();
    QCOMPARE(offered.size(), std::size_t(1));
    QCOMPARE(offered[0].first, NodeNumber(9));
    QCOMPARE(offered[0].second.source, std::string("void rmsnorm() {}"));
    QCOMPARE(offered[0].second.options, desk.demo.details(9)->candidate.options);
}

void TestMainWindow::newSearchAsksWithDefaults()
{
    const NewSearchDialog dialog({QStringLiteral("matmul"), QStringLiteral("softmax")}, bothTargets());
    const SearchRequest request = dialog.request();
    QCOMPARE(request.task, QStringLiteral("matmul"));
    QCOMPARE(request.target, QStringLiteral("cpu"));
    QCOMPARE(request.steps, 60);
    QVERIFY(request.workers >= 1);
    QVERIFY(dialog.findChild<QLabel*>(QStringLiteral("missing"))->isHidden());
}

void TestMainWindow::newSearchOffersWhatTheMachineHas()
{
    std::vector<TargetChoice> targets = bothTargets();
    MainWindow window;
    window.setTasks({QStringLiteral("matmul")});
    window.setTargets(targets);
    std::vector<SearchRequest> asked;
    connect(&window, &MainWindow::searchRequested, this,
            [&](const SearchRequest& request) { asked.push_back(request); });
    window.action(Do::NewSearch)->trigger();
    auto* box = window.findChild<QComboBox*>(QStringLiteral("target"));
    box->setFocus();
    QTest::keyClicks(box, QStringLiteral("opencl"));
    window.findChild<NewSearchDialog*>()->accept();
    QCOMPARE(asked.size(), std::size_t(1));
    QCOMPARE(asked[0].target, QStringLiteral("opencl"));

    targets[1].problem = QStringLiteral("no driver offers a CPU; install one.");
    NewSearchDialog without({QStringLiteral("matmul")}, targets);
    box = without.findChild<QComboBox*>(QStringLiteral("target"));
    QTest::keyClicks(box, QStringLiteral("opencl"));
    QCOMPARE(without.request().target, QStringLiteral("cpu"));
    QVERIFY(!box->model()->flags(box->model()->index(1, 0)).testFlag(Qt::ItemIsEnabled));
    const auto* why = without.findChild<QLabel*>(QStringLiteral("missing"));
    QVERIFY(!why->isHidden());
    QCOMPARE(why->text(), QStringLiteral("opencl cannot be chosen: no driver offers a CPU; install one."));
}

void TestMainWindow::newSearchCannotStartWithoutATarget()
{
    std::vector<TargetChoice> targets = bothTargets();
    for (TargetChoice& target : targets) {
        target.problem = QStringLiteral("nothing is installed.");
    }
    const NewSearchDialog dialog({QStringLiteral("matmul")}, targets);
    for (const QPushButton* button : dialog.findChildren<QPushButton*>()) {
        QCOMPARE(button->isEnabled(), !button->isDefault());
    }
}

void TestMainWindow::diffSaysWhichIsFasterAndWhy()
{
    Desk desk;
    desk.window.take(desk.demo.opening());
    DiffPane& pane = desk.window.inspector().diffPane();
    pane.setAgainst(DiffPane::Against::Seed);
    const NodeNumber best = desk.window.live().best().value();
    desk.window.selection().select(best);
    QTRY_VERIFY(!pane.note().lines().isEmpty());
    const NodeDetailsPtr from = desk.demo.details(0);
    const NodeDetailsPtr to = desk.demo.details(best);
    const std::vector<std::string> sentences = explainDifference(from->evaluation, to->evaluation);
    QVERIFY(sentences.size() >= 3);
    const QStringList lines = pane.note().lines();
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines[0], QString::fromStdString(sentences[0]));
    QCOMPARE(lines[1], QString::fromStdString(sentences[1]));
    QVERIFY(lines[1].endsWith(QStringLiteral(" over compiled, timed in turns.")));
    QVERIFY(lines[2].contains(QString::fromStdString(sentences[2])));
    QVERIFY(pane.note().isVisible());

    const auto failed = std::ranges::find_if(desk.demo.nodes, [](const Node& n) { return !isValid(n.verdict); });
    desk.window.selection().select(failed->number);
    QTRY_COMPARE(pane.view().lines().empty(), false);
    QTRY_VERIFY(pane.note().lines().isEmpty());
    QVERIFY(!pane.note().isVisible());
}

void TestMainWindow::figuresOfAnotherMachineLieUnderNoRoofOfThisOne()
{
    MachineRoofs here{{{QStringLiteral("DRAM"), 19.2}}, 62, 7.8, QStringLiteral("Xeon, 2 cores"), "0123"};
    Desk desk;
    auto* chart = desk.window.findChild<RooflineChart*>();
    QVERIFY(chart != nullptr);
    desk.window.setRoofs(here);
    desk.window.take(desk.demo.opening());
    QTRY_VERIFY(!chart->plan().points.empty() && !chart->plan().roofs.empty());

    MainWindow collected;
    const DemoSession demo(10);
    connect(
        &collected.details(), &DetailsCache::wanted, &collected,
        [&](quint64 generation, NodeNumber node) {
            NodeDetails details = *demo.details(node);
            details.evaluation.takenOn = TakenOn{"node17", "a processor, 8 cores", "4567"};
            collected.details().put(generation, node, std::make_shared<const NodeDetails>(details));
        },
        Qt::QueuedConnection);
    collected.show();
    collected.setRoofs(here);
    collected.take(demo.opening());
    chart = collected.findChild<RooflineChart*>();
    QTRY_VERIFY(!chart->plan().points.empty());
    QVERIFY(chart->plan().roofs.empty());
}

void TestMainWindow::everyFocusableThingHasAName()
{
    Desk desk;
    desk.window.take(desk.demo.opening());
    for (const QWidget* widget : desk.window.findChildren<QWidget*>()) {
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        const bool focusable = (widget->focusPolicy() & Qt::TabFocus) != 0 && widget->isVisible();
        if (focusable && !(button != nullptr && !button->text().isEmpty())) {
            QVERIFY2(!widget->accessibleName().isEmpty(),
                     qPrintable(QStringLiteral("%1 in %2")
                                    .arg(QString::fromLatin1(widget->metaObject()->className()),
                                         QString::fromLatin1(widget->parentWidget()->metaObject()->className()))));
        }
    }
}

/// Not a check: with ESPALIER_SHOTS=DIR the window is drawn to files, to be looked at.
void TestMainWindow::pictures()
{
    const QString folder = qEnvironmentVariable("ESPALIER_SHOTS");
    if (folder.isEmpty()) {
        return;
    }
    const DemoSession demo(150);
    for (const QString& theme : {QStringLiteral("light"), QStringLiteral("dark")}) {
        applyTheme(*qApp, theme);
        MainWindow window;
        connect(
            &window.details(), &DetailsCache::wanted, &window,
            [&](quint64 generation, NodeNumber node) { window.details().put(generation, node, demo.details(node)); },
            Qt::QueuedConnection);
        window.setRoofs({{{QStringLiteral("L1"), 310},
                          {QStringLiteral("L2"), 150},
                          {QStringLiteral("L3"), 62},
                          {QStringLiteral("DRAM"), 19.2}},
                         62,
                         7.8,
                         QStringLiteral("Xeon, 2 cores"),
                         {}});
        window.setSessions(demo.sessions());
        window.resize(1600, 1000);
        window.show();
        window.take(demo.opening());
        QTest::qWait(700);
        const QString name = folder + QStringLiteral("/main-%1-%2x.png").arg(theme).arg(window.devicePixelRatioF());
        QVERIFY(window.grab().save(name));
        for (int tab = 1; tab < Inspector::Tabs; ++tab) {
            window.inspector().setTab(static_cast<Inspector::Tab>(tab));
            QTest::qWait(50);
            QVERIFY(window.inspector().grab().save(folder + QStringLiteral("/tab%1-%2.png").arg(tab).arg(theme)));
        }
    }
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
