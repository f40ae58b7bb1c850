#include "tests/widgets/steereddesk.h"
#include "widgets/common/codeview.h"
#include "widgets/common/flatbutton.h"
#include "widgets/common/theme.h"
#include "widgets/models/eventlogmodel.h"
#include "widgets/panels/checkpane.h"
#include "widgets/panels/editdialog.h"
#include "widgets/panels/lanespanel.h"
#include "widgets/panels/mixpopover.h"
#include "widgets/panels/policypopover.h"
#include "widgets/panels/steerbutton.h"
#include "widgets/panels/steerdesk.h"
#include "widgets/panels/steerdialog.h"
#include "widgets/panels/steeringdialog.h"
#include "widgets/panels/steeringlog.h"
#include "widgets/tree/treecanvas.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QDateTime>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

using namespace espalier;
using namespace espalier::test;

/// What is chosen and issued in the window, and what it shows of that.
class TestSteerWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneCommandForManyIsOneUndo();
    void ctrlAndShiftChoose();
    void aBandChooses();
    void everythingFoundIsChosen();
    void policyIsChangedFromTheTopBar();
    void mixAndMemoryAreChangedFromTheTopBar();
    void oneSynthesizerHasNothingToMix();
    void budgetsAndVetoesAreAskedTogether();
    void expandAsksForOperatorHintAndReason();
    void skillsOfANodeAreVetoed();
    void focusIsGivenAndTakenBack();
    void lanesSayWhatTheyDoAndArePaused();
    void lanesListTheirQueueAndLeadToItsNodes();
};

void TestSteerWindow::oneCommandForManyIsOneUndo()
{
    SteeredDesk desk;
    desk.window.selection().selectAll({0, 4, 9, 12});
    desk.window.action(Do::Prune)->trigger();
    QCOMPARE(desk.commands.size(), std::size_t(3)); // the root is never pruned
    QCOMPARE(desk.window.steering().undoStack().count(), 1);
    QCOMPARE(desk.window.action(Do::Undo)->text(), QStringLiteral("Undo Prune, 3 commands"));
    desk.answer(9);
    QVERIFY(desk.window.live().graph().state(9).pruned);
    QVERIFY(!desk.window.action(Do::Prune)->isEnabled() && desk.window.action(Do::Restore)->isEnabled());
    desk.window.action(Do::Undo)->trigger();
    QCOMPARE(desk.commands.size(), std::size_t(6));
    desk.answer(10);
    for (const NodeNumber node : {4U, 9U, 12U}) {
        QVERIFY(!desk.window.live().graph().state(node).pruned);
    }
}

void TestSteerWindow::ctrlAndShiftChoose()
{
    SteeredDesk desk(20);
    TreeCanvas& canvas = desk.window.canvas();
    canvas.openAll();
    canvas.fit();
    const auto click = [&](NodeNumber node, Qt::KeyboardModifiers keys) {
        QTest::mouseClick(canvas.viewport(), Qt::LeftButton, keys, canvas.viewportRect(node).center());
    };
    click(1, {});
    click(3, Qt::ControlModifier);
    QVERIFY(desk.window.selection().all() == (std::set<NodeNumber>{1, 3}));
    QVERIFY(desk.window.selection().node() == NodeNumber{3});
    click(3, Qt::ControlModifier);
    QVERIFY(desk.window.selection().all() == (std::set<NodeNumber>{1}));
    click(1, Qt::ControlModifier); // the last one stays
    QVERIFY(desk.window.selection().all() == (std::set<NodeNumber>{1}));
    click(2, Qt::ShiftModifier);
    const std::set<NodeNumber> chosen = desk.window.selection().all();
    QVERIFY(chosen.contains(1) && chosen.contains(2) && chosen.size() >= 2);
    click(5, {});
    QVERIFY(desk.window.selection().all() == (std::set<NodeNumber>{5}));
}

void TestSteerWindow::aBandChooses()
{
    SteeredDesk desk(20);
    TreeCanvas& canvas = desk.window.canvas();
    canvas.openAll();
    canvas.fit();
    const QRect first = canvas.viewportRect(0);
    const QPoint from(2, 2);
    QVERIFY(!canvas.itemAt(from));
    QTest::mousePress(canvas.viewport(), Qt::LeftButton, Qt::ShiftModifier, from);
    QTest::mouseMove(canvas.viewport(), QPoint(first.right() + 4, canvas.viewport()->height() - 2));
    QTest::mouseRelease(canvas.viewport(), Qt::LeftButton, Qt::ShiftModifier,
                        QPoint(first.right() + 4, canvas.viewport()->height() - 2));
    QVERIFY(desk.window.selection().all().contains(0));
    QVERIFY(desk.window.selection().all().size() < 20);
}

void TestSteerWindow::everythingFoundIsChosen()
{
    SteeredDesk desk;
    desk.window.topBar().search().setText(QStringLiteral("wrong"));
    desk.window.action(Do::SelectMatches)->trigger();
    QVERIFY(desk.window.selection().all().size() > 1);
    for (const NodeNumber node : desk.window.selection().all()) {
        QCOMPARE(desk.demo.nodes[node].verdict, Verdict::Wrong);
    }
}

void TestSteerWindow::policyIsChangedFromTheTopBar()
{
    SteeredDesk desk;
    QCOMPARE(desk.bar().policy().value(), QStringLiteral("uct"));
    desk.bar().policy().button().click();
    auto* popover = desk.window.findChild<PolicyPopover*>();
    QVERIFY(popover != nullptr);
    child<QDoubleSpinBox>(popover, "c")->setValue(0.7);
    child<QLineEdit>(popover, "reason")->setText(QStringLiteral("it hammers on one branch"));
    popover->apply();
    QCOMPARE(desk.commands.size(), std::size_t(1));
    QCOMPARE(desk.commands[0].text, std::string("uct c=0.7"));
    QCOMPARE(desk.commands[0].reason, std::string("it hammers on one branch"));
    desk.answer(std::nullopt);
    QCOMPARE(desk.bar().policy().value(), QStringLiteral("uct c=0.7"));
    QVERIFY(desk.bar().policy().isPending());
    desk.answer(31);
    QVERIFY(!desk.bar().policy().isPending());
    QCOMPARE(desk.bar().policy().value(), QStringLiteral("uct c=0.7"));
    desk.window.action(Do::Undo)->trigger();
    QCOMPARE(desk.commands.back().text, std::string()); // as it was started
}

void TestSteerWindow::mixAndMemoryAreChangedFromTheTopBar()
{
    SteeredDesk desk;
    QCOMPARE(desk.bar().mix().value(), QStringLiteral("model 80 · rules 20"));
    desk.bar().mix().button().click();
    auto* popover = desk.window.findChild<MixPopover*>();
    QVERIFY(popover != nullptr);
    child<QSpinBox>(popover, "anthropic")->setValue(0);
    child<QSpinBox>(popover, "rules")->setValue(0);
    popover->apply(); // nobody would be asked: refused with a sentence
    QVERIFY(desk.commands.empty() && popover->isVisible());
    child<QSpinBox>(popover, "rules")->setValue(50);
    child<QSpinBox>(popover, "anthropic")->setValue(50);
    popover->apply();
    QCOMPARE(desk.commands.back().text, std::string("anthropic 50 rules 50"));
    QMenu* menu = desk.bar().makeMemoryMenu();
    QVERIFY(menu->actions()[0]->isChecked());
    menu->actions()[2]->trigger();
    delete menu;
    QVERIFY((desk.commands.back() == SteerCommand{SteerVerb::Memory, std::nullopt, 0, "siblings"}));
    desk.answer(std::nullopt);
    QVERIFY(desk.bar().memory().isPending() && desk.bar().mix().isPending());
    QCOMPARE(desk.bar().memory().value(), QStringLiteral("siblings"));
    QCOMPARE(desk.bar().mix().value(), QStringLiteral("model 50 · rules 50"));
}

void TestSteerWindow::oneSynthesizerHasNothingToMix()
{
    SteeredDesk desk;
    FeedBatch batch = desk.demo.batch(0, 0);
    batch.session.synthesizers = {{QStringLiteral("rules"), 1}};
    desk.window.take(batch);
    QCOMPARE(desk.bar().mix().value(), QStringLiteral("rules"));
    desk.bar().mix().button().click();
    QVERIFY(desk.window.findChild<MixPopover*>()->findChildren<QSpinBox*>().isEmpty());
}

void TestSteerWindow::budgetsAndVetoesAreAskedTogether()
{
    SteeredDesk desk;
    desk.window.action(Do::Budgets)->trigger();
    auto* dialog = desk.window.findChild<SteeringDialog*>();
    QVERIFY(dialog != nullptr && dialog->commands().empty());
    QCOMPARE(child<QDoubleSpinBox>(dialog, "steps")->value(), 300.0);
    child<QDoubleSpinBox>(dialog, "steps")->setValue(400);
    child<QDoubleSpinBox>(dialog, "workers")->setValue(6);
    dialog->addVeto(QStringLiteral("  simd-inner "));
    dialog->addVeto(QStringLiteral("simd-inner"));
    child<QLineEdit>(dialog, "veto")->setText(QStringLiteral("vector"));
    child<QLineEdit>(dialog, "reason")->setText(QStringLiteral("tonight"));
    dialog->accept();
    QCOMPARE(desk.commands.size(), std::size_t(4));
    QCOMPARE(desk.window.steering().undoStack().count(), 1);
    for (const SteerCommand& command : desk.commands) {
        QCOMPARE(command.reason, std::string("tonight"));
    }
    desk.answer(12);
    QCOMPARE(desk.window.live().steered().budgets.at("steps"), 400.0);
    QVERIFY(desk.window.live().steered().vetoes == (std::set<std::string, std::less<>>{"simd-inner", "vector"}));
    desk.window.action(Do::Undo)->trigger();
    desk.answer(13);
    QVERIFY(desk.window.live().steered() == SessionState());
}

void TestSteerWindow::expandAsksForOperatorHintAndReason()
{
    SteeredDesk desk;
    desk.window.selection().selectAll({4, 7});
    desk.window.action(Do::Expand)->trigger();
    auto* dialog = desk.window.findChild<SteerDialog*>();
    QVERIFY(dialog != nullptr);
    dialog->findChild<QSpinBox*>()->setValue(3);
    child<QComboBox>(dialog, "memory")->setCurrentText(QStringLiteral("clean-slate"));
    child<QPlainTextEdit>(dialog, "hint")->setPlainText(QStringLiteral("mind the tail"));
    child<QLineEdit>(dialog, "reason")->setText(QStringLiteral("a second look"));
    dialog->accept();
    QCOMPARE(desk.commands.size(), std::size_t(2));
    QVERIFY((desk.commands[1] ==
             SteerCommand{SteerVerb::Expand, 7, 3, "mind the tail", "clean-slate", "a second look", 0}));
}

void TestSteerWindow::skillsOfANodeAreVetoed()
{
    SteeredDesk desk;
    const auto skilled = std::ranges::find_if(desk.demo.nodes, [](const Node& node) { return !node.skills.empty(); });
    QVERIFY(skilled != desk.demo.nodes.end());
    desk.window.selection().select(skilled->number);
    const auto vetoMenu = [&](QMenu& menu) {
        desk.window.steerDesk().addTo(menu);
        return menu.actions()[0]->menu();
    };
    QMenu first;
    vetoMenu(first)->actions()[0]->trigger();
    QCOMPARE(desk.commands.back().verb, SteerVerb::Veto);
    QVERIFY(std::ranges::find(skilled->skills, desk.commands.back().text) != skilled->skills.end());
    desk.answer(std::nullopt);
    QMenu second;
    vetoMenu(second)->actions()[0]->trigger();
    QCOMPARE(desk.commands.back().verb, SteerVerb::Unveto);
}

void TestSteerWindow::focusIsGivenAndTakenBack()
{
    SteeredDesk desk;
    QVERIFY(!desk.window.action(Do::GrowAnywhere)->isEnabled());
    desk.window.selection().select(6);
    desk.window.action(Do::GrowHere)->trigger();
    desk.answer(5);
    QVERIFY(desk.window.live().steered().focus == NodeNumber{6});
    QVERIFY(desk.window.action(Do::GrowHere)->isEnabled() && desk.window.action(Do::GrowAnywhere)->isEnabled());
    desk.window.action(Do::Undo)->trigger();
    QCOMPARE(desk.commands.back().verb, SteerVerb::Unfocus);
}

void TestSteerWindow::lanesSayWhatTheyDoAndArePaused()
{
    SteeredDesk desk;
    desk.demo.inFlight = {{151, {3}, "timing", 0},      {152, {3}, "waiting for espalier to finish", 0},
                          {153, {4}, "held: build", 0}, {154, {4}, "asking: 1024 bytes", 0},
                          {155, {4}, "making", 0},      {156, {4}, "done", 0}};
    desk.answer(1);
    auto* lanes = desk.window.findChild<LanesPanel*>();
    const auto entries = lanes->entries();
    QCOMPARE(entries.size(), std::size_t(3));
    QVERIFY2(entries[0].second.startsWith(QStringLiteral("2 at work")), qPrintable(entries[0].second));
    QCOMPARE(entries[1].second, QStringLiteral("1 waiting"));
    QVERIFY2(entries[2].second.contains(QStringLiteral("step 151")) &&
                 entries[2].second.endsWith(QStringLiteral("1 waiting")),
             qPrintable(entries[2].second));
    QVERIFY(entries[2].first.contains(QStringLiteral("cpu")));
    lanes->button(2).click();
    QVERIFY((desk.commands.back() == SteerCommand{SteerVerb::PauseLane, std::nullopt, 0, "judge"}));
    desk.answer(std::nullopt);
    QVERIFY(lanes->entries()[2].second.startsWith(QStringLiteral("pausing…")));
    desk.answer(7);
    QVERIFY(lanes->entries()[2].second.startsWith(QStringLiteral("paused")));
    QCOMPARE(lanes->button(2).text(), QStringLiteral("Resume"));
    lanes->button(2).click();
    QCOMPARE(desk.commands.back().verb, SteerVerb::ResumeLane);
}

void TestSteerWindow::lanesListTheirQueueAndLeadToItsNodes()
{
    SteeredDesk desk;
    const double now = double(QDateTime::currentMSecsSinceEpoch()) / 1000;
    desk.demo.inFlight = {{151, {7}, "timing", now - 12 * 60},
                          {152, {3}, "waiting for espalier to finish", now - 2},
                          {153, {4}, "held: judge", now - 5}};
    desk.answer(1);
    auto* lanes = desk.window.findChild<LanesPanel*>();
    lanes->setDevice(QStringLiteral("NVIDIA H200"));
    const QStringList queue = lanes->queueText(2).split(QLatin1Char('\n'));
    QVERIFY2(queue[0].contains(QStringLiteral("NVIDIA H200")), qPrintable(queue[0]));
    QVERIFY2(queue[1].contains(QStringLiteral("step 151 of #7")) && queue[1].endsWith(QStringLiteral("12 min")),
             qPrintable(queue[1]));
    // First come first.
    QVERIFY(queue[3].contains(QStringLiteral("step 153")) && queue[4].contains(QStringLiteral("step 152")));
    QVERIFY(lanes->queueText(1).contains(QStringLiteral("Nothing")));
    QVERIFY(lanes->accessibleDescription().contains(QStringLiteral("NVIDIA H200")));
    // Each click leads to the next of them, and round again.
    const QPoint judge(40, lanes->height() - 20);
    QCOMPARE(lanes->laneAt(judge), std::size_t(2));
    for (const NodeNumber node : {7U, 4U, 3U, 7U}) {
        QTest::mouseClick(lanes, Qt::LeftButton, {}, judge);
        QCOMPARE(desk.window.selection().node(), std::optional(node));
    }
    QTest::mouseClick(lanes, Qt::LeftButton, {}, {40, 10});
    QCOMPARE(desk.window.selection().node(), std::optional<NodeNumber>(7));
}

QTEST_MAIN(TestSteerWindow)
#include "tst_steerwindow.moc"
