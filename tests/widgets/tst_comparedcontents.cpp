// What of two nodes is compared, in the real window, and the baseline that all numbers are set against.
#include "tests/widgets/comparedesk.h"
#include "widgets/common/flatbutton.h"
#include "widgets/common/theme.h"
#include "widgets/diff/guardbar.h"

#include <QApplication>
#include <QComboBox>
#include <QSignalSpy>
#include <QTableView>

#include <algorithm>

using namespace espalier;
using namespace espalier::test;
using Desk = CompareDesk;

class TestComparedContents : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void promptAndAnswerArePlainText();
    void longLinesAreCutUntilAllIsWanted();
    void largeTextsWaitForAWord();
    void onlyTheLastPairIsShown();
    void machineCodeIsAskedForOnce();
    void machineCodeThatCannotBeHadIsExplained();
    void figuresStandBesideEachOther();
    void notesAreWhatWasSaid();
    void baselineIsSetAgainstEveryNumber();
    void baselineGoesWithItsSession();
    void baselineIsNotThereAtMomentsBeforeIt();
    void pictures();
};

void TestComparedContents::promptAndAnswerArePlainText()
{
    Desk desk;
    const NodeNumber parent = desk.demo.nodes[20].parents[0];
    const std::string hostile = "<b>bold</b> \x1b[31mred\x1b[0m \xe2\x80\xae"
                                "backwards\n";
    desk.change(parent, [](NodeDetails& details) {
        details.exchanges = {{"model-a", "You write kernels.", "Make it faster.", "Here it is.", ""}};
    });
    desk.change(20, [&](NodeDetails& details) {
        details.exchanges = {{"model-a", "You write kernels.", "Make it smaller.", "Let me look.", "tool-call"},
                             {"model-a", "", "The tool said 3.", hostile, ""}};
    });
    desk.select(20);
    QTRY_VERIFY(!desk.view().lines().empty());
    desk.pane().setCompared(Compared::Prompt);
    const auto has = [&](const char* right) {
        return std::ranges::any_of(desk.view().diff().rows, [&](const DiffRow& row) { return row.right == right; });
    };
    QTRY_VERIFY(has("Make it smaller."));
    QVERIFY(has("The tool said 3.") && has("You write kernels.") && !has("Let me look."));
    desk.pane().setCompared(Compared::Answer);
    QTRY_VERIFY(has("Let me look."));
    QVERIFY(has("tool call"));
    desk.view().setFocus();
    QTest::keySequence(&desk.view(), QKeySequence::SelectAll);
    QVERIFY(desk.view().selectedText().contains(QStringLiteral("<b>bold</b>")));
    QVERIFY(!desk.window.grab().isNull());
    desk.select(0);
    desk.pane().setAgainst(Against::Number, 1);
    QTRY_COMPARE(desk.view().message(), QStringLiteral("No answer: neither node was made by a model."));
}

void TestComparedContents::longLinesAreCutUntilAllIsWanted()
{
    Desk desk;
    const NodeNumber parent = desk.demo.nodes[20].parents[0];
    desk.change(20, [](NodeDetails& details) {
        details.exchanges = {{"model-a", "", "ask", std::string(1'000'000, 'x') + "\nend\n", ""}};
    });
    desk.change(parent, [](NodeDetails& details) { details.exchanges = {{"model-a", "", "ask", "end\n", ""}}; });
    desk.pane().setCompared(Compared::Answer);
    desk.select(20);
    QTRY_COMPARE(desk.view().diff().added, 1);
    QVERIFY(desk.view().diff().rows.front().right.ends_with("… 998000 more bytes"));
    QVERIFY(desk.pane().guard().isVisible());
    QTest::mouseClick(&desk.pane().guard().button(), Qt::LeftButton);
    QTRY_COMPARE(desk.view().diff().added, 500); // the line in pieces
    QVERIFY(!desk.pane().guard().isVisible());
    QVERIFY(!desk.window.grab().isNull());
}

void TestComparedContents::largeTextsWaitForAWord()
{
    Desk desk;
    const NodeNumber parent = desk.demo.nodes[20].parents[0];
    desk.change(parent, [](NodeDetails& details) { details.candidate.source = numbered(25'000); });
    desk.change(20, [](NodeDetails& details) { details.candidate.source = numbered(25'000, "other "); });
    desk.select(20);
    QTRY_VERIFY(desk.pane().guard().isVisible());
    QVERIFY(desk.view().lines().empty());
    QVERIFY(desk.pane().guard().sentence().startsWith(QStringLiteral("50,000 lines")));
    QTest::mouseClick(&desk.pane().guard().button(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(desk.view().diff().added, 25'000, 20'000);
    desk.select(0); // what is small is shown again
    QTRY_VERIFY(!desk.pane().guard().isVisible());
}

void TestComparedContents::onlyTheLastPairIsShown()
{
    DiffJob job;
    std::vector<int> added;
    connect(&job, &DiffJob::done, this, [&](const std::shared_ptr<LineDiff>& diff) { added.push_back(diff->added); });
    QSignalSpy slow(&job, &DiffJob::slow);
    job.start(numbered(4000), numbered(4000, "other "), {});
    job.start("a\n", "a\nb\n", {});
    QTRY_COMPARE(added.size(), std::size_t(1));
    QTest::qWait(150);
    QCOMPARE(added, std::vector<int>{1});
    QCOMPARE(slow.count(), 0); // it was ready before anybody could have seen a wait
    job.start("a\n", "b\n", {});
    job.cancel();
    QTest::qWait(50);
    QCOMPARE(added.size(), std::size_t(1));
}

void TestComparedContents::machineCodeIsAskedForOnce()
{
    Desk desk;
    const NodeNumber parent = desk.demo.nodes[20].parents[0];
    QSignalSpy wanted(&desk.pane().assemblies(), &AssemblyCache::wanted);
    desk.select(20);
    QTRY_VERIFY(!desk.view().lines().empty());
    QCOMPARE(wanted.count(), 0);
    desk.pane().setCompared(Compared::Assembly);
    QCOMPARE(wanted.count(), 2);
    QVERIFY(desk.view().message() != QStringLiteral("Assembling…")); // not yet
    QTRY_COMPARE(desk.view().message(), QStringLiteral("Assembling…"));
    const auto answer = [&](NodeNumber node, const std::string& code) {
        auto made = std::make_shared<NodeAssembly>();
        made->forms = {{QStringLiteral("SASS"), code}, {QStringLiteral("PTX"), "the same\n"}};
        desk.pane().assemblies().put(desk.pane().assemblies().generation(), node, made);
    };
    answer(parent, "MOV R1, R2\n");
    answer(20, "MOV R1, R3\n");
    QTRY_COMPARE(desk.view().diff().added, 1);
    QCOMPARE(wanted.count(), 2);
    auto* form = desk.pane().findChild<QComboBox*>(QStringLiteral("assemblyForm"));
    QVERIFY(form != nullptr && form->isVisible());
    form->setCurrentIndex(1);
    Q_EMIT form->activated(1);
    QTRY_COMPARE(desk.view().message(), QStringLiteral("The machine code is the same."));
    desk.pane().setCompared(Compared::Source);
    QVERIFY(!form->isVisible());
}

void TestComparedContents::machineCodeThatCannotBeHadIsExplained()
{
    Desk desk;
    desk.pane().setCompared(Compared::Assembly);
    desk.select(20);
    auto none = std::make_shared<NodeAssembly>();
    none->problem = QStringLiteral("there is no assembly of the target opencl.");
    desk.pane().assemblies().put(desk.pane().assemblies().generation(), 20, none);
    QTRY_COMPARE(desk.view().message(), QStringLiteral("#20: there is no assembly of the target opencl."));
    QVERIFY(desk.pane().headingText().contains(QStringLiteral("→ #20")));
}

void TestComparedContents::figuresStandBesideEachOther()
{
    Desk desk;
    desk.pane().setCompared(Compared::Metrics);
    const NodeNumber best = desk.window.live().best().value();
    desk.select(best);
    const MetricsModel& model = desk.pane().metrics();
    QTRY_VERIFY(model.rowCount() > 10);
    const auto* table = desk.pane().findChild<QTableView*>();
    QVERIFY(table != nullptr && table->isVisible());
    QCOMPARE(model.headerData(MetricsModel::To, Qt::Horizontal, Qt::DisplayRole).toString(),
             QStringLiteral("#%1").arg(best));
    desk.pane().setAgainst(Against::Seed);
    QTRY_COMPARE(model.headerData(MetricsModel::From, Qt::Horizontal, Qt::DisplayRole).toString(),
                 QStringLiteral("#0"));
    bool found = false;
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.index(row, MetricsModel::Figure).data().toString() == QStringLiteral("speedup")) {
            const QString change = model.index(row, MetricsModel::Change).data().toString();
            QVERIFY2(change.startsWith(QStringLiteral("▲ ")) && change.endsWith(QStringLiteral("better")),
                     qPrintable(change));
            found = true;
        }
    }
    QVERIFY(found);
    desk.select(0); // of a node alone
    QTRY_COMPARE(model.headerData(MetricsModel::From, Qt::Horizontal, Qt::DisplayRole).toString(), QString());
    QVERIFY(model.rowCount() > 5 && table->isVisible());
}

void TestComparedContents::notesAreWhatWasSaid()
{
    Desk desk;
    desk.pane().setCompared(Compared::Notes);
    desk.select(20);
    QTRY_VERIFY(!desk.view().diff().rows.empty());
    QVERIFY(std::ranges::any_of(desk.view().diff().rows,
                                [](const DiffRow& row) { return row.right.starts_with("grown because: UCT"); }));
    desk.pane().setCompared(Compared::BuildLog);
    QTRY_COMPARE(desk.view().message(), QStringLiteral("The builds said the same."));
}

void TestComparedContents::baselineIsSetAgainstEveryNumber()
{
    Desk desk;
    const NodeNumber best = desk.window.live().best().value();
    const auto other = std::ranges::find_if(desk.demo.nodes, [&](const Node& node) {
        return node.number > 0 && node.fitness > 0 && node.fitness < desk.demo.nodes[best].fitness * 0.8;
    });
    desk.select(other->number);
    desk.strike(Qt::Key_B, Qt::ControlModifier);
    QCOMPARE(desk.window.selection().baseline(), std::optional(other->number));
    QVERIFY(desk.window.action(Do::MarkBaseline)->isChecked());
    desk.select(best);
    const QString against = QStringLiteral("against #%1").arg(other->number);
    QVERIFY(desk.window.inspector().headingText().contains(QStringLiteral("▲ +")));
    QVERIFY(desk.window.inspector().headingText().endsWith(against));
    desk.window.inspector().setTab(Inspector::CasesTab);
    const auto tables = desk.window.inspector().findChildren<QTableView*>();
    const auto cases = std::ranges::find_if(tables, [](QTableView* t) { return t->isVisible(); });
    QVERIFY(cases != tables.end());
    QAbstractItemModel* model = (*cases)->model();
    QTRY_COMPARE(model->headerData(model->columnCount() - 1, Qt::Horizontal).toString(), against);
    QTRY_VERIFY(model->index(0, model->columnCount() - 1).data().toString().startsWith(QStringLiteral("▲ +")));
    desk.pane().setAgainst(Against::Baseline);
    QTRY_VERIFY(shows(desk, QStringLiteral("#%1 ").arg(other->number)));
    QVERIFY(desk.pane().headingText().contains(QStringLiteral("baseline")));
    // Taken back on the node itself.
    const int columns = model->columnCount();
    desk.select(other->number);
    desk.strike(Qt::Key_B, Qt::ControlModifier);
    QVERIFY(!desk.window.selection().baseline());
    desk.select(best);
    QVERIFY(!desk.window.inspector().headingText().contains(QStringLiteral("against")));
    QTRY_COMPARE(model->columnCount(), columns - 1);
    QTRY_VERIFY(desk.view().message().startsWith(QStringLiteral("No baseline is marked.")));
}

void TestComparedContents::baselineGoesWithItsSession()
{
    Desk desk;
    desk.select(7);
    desk.window.action(Do::MarkBaseline)->trigger();
    QVERIFY(desk.window.selection().baseline());
    desk.window.take(desk.demo.opening()); // the same session, as when one goes back in it
    QVERIFY(desk.window.selection().baseline());
    desk.demo.summary.id = 13;
    desk.window.take(desk.demo.opening());
    QVERIFY(!desk.window.selection().baseline());
}

void TestComparedContents::baselineIsNotThereAtMomentsBeforeIt()
{
    Desk desk;
    desk.select(100);
    desk.window.action(Do::MarkBaseline)->trigger();
    Replay& replay = desk.window.replay();
    replay.begin();
    replay.goTo(50);
    QVERIFY(!desk.window.selection().baseline());
    const QSignalSpy asked(&desk.window.details(), &DetailsCache::wanted);
    desk.select(3);
    QVERIFY(!asked.isEmpty());
    for (const QList<QVariant>& one : asked) {
        QVERIFY(one[1].value<NodeNumber>() < 50);
    }
    desk.select(70); // as a view says that still shows another moment
    desk.window.selection().toggle(70);
    desk.window.selection().selectAll({3, 70});
    QCOMPARE(desk.window.selection().all(), std::set<NodeNumber>{3});
    replay.goTo(120);
    QCOMPARE(desk.window.selection().baseline(), std::optional<NodeNumber>(100));
}

/// Not a check: with ESPALIER_SHOTS=DIR what is compared is drawn to files, to be looked at.
void TestComparedContents::pictures()
{
    const QString folder = qEnvironmentVariable("ESPALIER_SHOTS");
    if (folder.isEmpty()) {
        return;
    }
    for (const QString& theme : {QStringLiteral("light"), QStringLiteral("dark")}) {
        applyTheme(*qApp, theme);
        Desk desk;
        desk.select(5);
        desk.window.action(Do::MarkBaseline)->trigger();
        desk.select(desk.window.live().best().value());
        desk.pane().setAgainst(Against::Seed);
        for (int what = 0; what < kComparedKinds; ++what) {
            desk.pane().setCompared(static_cast<Compared>(what));
            QTest::qWait(200);
            QVERIFY(
                desk.window.inspector().grab().save(folder + QStringLiteral("/compare%1-%2.png").arg(what).arg(theme)));
        }
        desk.pane().setCompared(Compared::Source);
        desk.pane().setSideBySide(true);
        QTest::qWait(200);
        QVERIFY(desk.window.grab().save(folder + QStringLiteral("/compare-side-%1.png").arg(theme)));
    }
}

QTEST_MAIN(TestComparedContents)
#include "tst_comparedcontents.moc"
