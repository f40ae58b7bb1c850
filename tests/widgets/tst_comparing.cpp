// Two nodes beside each other, in the real window.
#include "tests/widgets/demosession.h"
#include "widgets/common/flatbutton.h"
#include "widgets/common/theme.h"
#include "widgets/diff/changemap.h"
#include "widgets/diff/differencenote.h"
#include "widgets/diff/diffpane.h"
#include "widgets/diff/diffview.h"
#include "widgets/diff/guardbar.h"
#include "widgets/mainwindow.h"
#include "widgets/panels/inspector.h"
#include "widgets/tree/treecanvas.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHelpEvent>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolTip>

#include <algorithm>
#include <map>

using namespace espalier;
using namespace espalier::test;

namespace {

/// A window that is given details and machine code when it asks.
struct Desk
{
    Desk()
    {
        window.resize(1600, 1000);
        QObject::connect(
            &window.details(), &DetailsCache::wanted, &window,
            [this](quint64 generation, NodeNumber node) {
                const auto own = changed.find(node);
                window.details().put(generation, node, own == changed.end() ? demo.details(node) : own->second);
            },
            Qt::QueuedConnection);
        window.show();
        window.take(demo.opening());
    }

    DiffPane& pane() { return window.inspector().diffPane(); }
    DiffView& view() { return pane().view(); }
    void select(NodeNumber node) { window.selection().select(node); }
    /// A key as a person strikes it while the tree has the keyboard.
    void strike(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.canvas().setFocus();
        QTest::keyClick(&window.canvas(), key, modifiers);
    }
    /// With another source, so many lines of it.
    void change(NodeNumber node, const std::function<void(NodeDetails&)>& edit)
    {
        auto details = std::make_shared<NodeDetails>(*demo.details(node));
        edit(*details);
        changed[node] = details;
    }

    DemoSession demo{150};
    std::map<NodeNumber, NodeDetailsPtr> changed;
    MainWindow window;
};

std::string numbered(int lines, const std::string& each = "line ")
{
    std::string text;
    for (int i = 0; i < lines; ++i) {
        text += each + std::to_string(i) + "\n";
    }
    return text;
}

bool shows(Desk& desk, const QString& heading)
{
    return desk.pane().headingText().startsWith(heading);
}

QString pathOf(NodeNumber from, NodeNumber to)
{
    return QStringLiteral("#%1 ").arg(from) + QStringLiteral("parent → #%1").arg(to);
}

} // namespace

class TestComparing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theOtherSideIsChosen();
    void anyNumberCanBeTyped();
    void sidesAreSwappedByKey();
    void whiteSpaceIsIgnoredByKey();
    void bothTextsStandBesideEachOther();
    void arrowKeysShowTheDifference();
    void changesAreWalkedAndMapped();
    void textIsSelectedAndCopied();
    void foldsAreOpenedByKey();
    void hunksAndPatchesAreTaken();
    void menuOffersTheSame();
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
    void pictures();
};

void TestComparing::theOtherSideIsChosen()
{
    Desk desk;
    const NodeNumber best = desk.window.live().best().value();
    const NodeNumber node = best == 20 ? 21 : 20;
    const NodeNumber parent = desk.demo.nodes[node].parents[0];
    desk.select(node);
    QTRY_VERIFY(shows(desk, pathOf(parent, node)));
    desk.pane().setAgainst(Against::Best);
    QTRY_VERIFY(shows(desk, QStringLiteral("#%1 ").arg(best)));
    QVERIFY(desk.pane().headingText().contains(QStringLiteral("best")));
    desk.pane().setAgainst(Against::Seed);
    QTRY_VERIFY(shows(desk, QStringLiteral("#0 ")));
    QVERIFY(desk.pane().headingText().contains(QStringLiteral("plain seed")));
    // The demo has pinned node 11; it is an entry.
    SideChooser& chooser = desk.pane().chooser();
    const int pinned = chooser.findText(QStringLiteral("pinned #11"));
    QVERIFY(pinned >= 0);
    Q_EMIT chooser.activated(pinned);
    QTRY_VERIFY(shows(desk, QStringLiteral("#11 ")));
    QCOMPARE(chooser.currentText(), QStringLiteral("pinned #11"));
    desk.select(11);
    QTRY_COMPARE(desk.view().message(), QStringLiteral("This is that node itself."));
    QVERIFY(chooser.findText(QStringLiteral("baseline"), Qt::MatchStartsWith) < 0);
}

void TestComparing::anyNumberCanBeTyped()
{
    Desk desk;
    desk.select(30);
    QTRY_VERIFY(!desk.view().lines().empty());
    QLineEdit* edit = desk.pane().chooser().lineEdit();
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, QStringLiteral("42"));
    QTest::keyClick(edit, Qt::Key_Return);
    QTRY_VERIFY(shows(desk, QStringLiteral("#42 ")));
    QCOMPARE(edit->text(), QStringLiteral("#42"));
    edit->selectAll();
    QTest::keyClicks(edit, QStringLiteral("#4711"));
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(desk.view().message(), QStringLiteral("There is no node #4711 in this session."));
    desk.select(31); // the choice stays
    QTRY_VERIFY(shows(desk, QStringLiteral("#42 ")));
}

void TestComparing::sidesAreSwappedByKey()
{
    Desk desk;
    desk.select(20);
    const NodeNumber parent = desk.demo.nodes[20].parents[0];
    QTRY_VERIFY(shows(desk, pathOf(parent, 20)));
    const int added = desk.view().diff().added;
    const int removed = desk.view().diff().removed;
    QVERIFY(added != removed || added > 0);
    desk.strike(Qt::Key_X);
    QTRY_VERIFY(shows(desk, QStringLiteral("#20")));
    QTRY_COMPARE(desk.view().diff().added, removed);
    QCOMPARE(desk.view().diff().removed, added);
    QVERIFY(desk.pane().note().lines().first().startsWith(QStringLiteral("It is")) ||
            desk.pane().note().lines().isEmpty());
    desk.strike(Qt::Key_X);
    QTRY_VERIFY(shows(desk, pathOf(parent, 20)));
}

void TestComparing::whiteSpaceIsIgnoredByKey()
{
    Desk desk;
    const NodeNumber parent = desk.demo.nodes[20].parents[0];
    desk.change(parent, [](NodeDetails& details) { details.candidate.source = "int a;\nint  b;\n"; });
    desk.change(20, [](NodeDetails& details) { details.candidate.source = "int a;\nint b;\n"; });
    desk.select(20);
    QTRY_COMPARE(desk.view().diff().added, 1);
    desk.strike(Qt::Key_W);
    QTRY_COMPARE(desk.view().message(), QStringLiteral("The source is the same but for white space."));
    QVERIFY(desk.window.action(Do::IgnoreWhitespace)->isChecked());
    QVERIFY(!desk.pane().patch().isEmpty()); // a patch is exact all the same
    desk.strike(Qt::Key_W);
    QTRY_COMPARE(desk.view().diff().added, 1);
}

void TestComparing::bothTextsStandBesideEachOther()
{
    Desk desk;
    desk.select(20);
    QTRY_VERIFY(!desk.view().lines().empty());
    desk.strike(Qt::Key_D);
    QVERIFY(desk.view().isSideBySide());
    for (FlatButton* button : desk.pane().findChildren<FlatButton*>()) {
        if (button->text() == QStringLiteral("Side by side")) {
            QVERIFY(button->isChecked());
            QTest::mouseClick(button, Qt::LeftButton);
        }
    }
    QVERIFY(!desk.view().isSideBySide());
    QVERIFY(!desk.window.action(Do::SideBySide)->isChecked());
}

void TestComparing::arrowKeysShowTheDifference()
{
    Desk desk;
    desk.select(0);
    QTRY_COMPARE(desk.view().message(), QStringLiteral("This is the plain seed: it has no parent."));
    desk.strike(Qt::Key_Right);
    const NodeNumber child = desk.window.selection().node().value();
    QVERIFY(child != 0);
    QTRY_VERIFY(desk.pane().headingText().contains(QStringLiteral("→ #%1").arg(child)));
    desk.strike(Qt::Key_Down);
    const NodeNumber below = desk.window.selection().node().value();
    QVERIFY(below != child);
    QTRY_VERIFY(desk.pane().headingText().contains(QStringLiteral("→ #%1").arg(below)));
}

void TestComparing::changesAreWalkedAndMapped()
{
    Desk desk;
    const NodeNumber parent = desk.demo.nodes[20].parents[0];
    std::string right = numbered(400);
    right.replace(right.find("line 5\n"), 7, "line five\n");
    right.insert(right.find("line 390\n"), "new\n");
    desk.change(parent, [](NodeDetails& details) { details.candidate.source = numbered(400); });
    desk.change(20, [&](NodeDetails& details) { details.candidate.source = right; });
    desk.select(20);
    QTRY_COMPARE(desk.view().diff().added, 2);
    desk.strike(Qt::Key_D, Qt::ShiftModifier); // all 400 lines, so that there is somewhere to go
    QVERIFY(std::ranges::none_of(desk.view().lines(), [](const DiffLine& l) { return l.kind == DiffLine::Fold; }));
    auto* map = desk.pane().findChild<ChangeMap*>();
    QVERIFY(map != nullptr);
    QCOMPARE(map->marks().size(), std::size_t(3)); // one line gone and come, one come
    QVERIFY(map->marks()[0].removed && !map->marks()[0].added && map->marks()[0].top < 0.05);
    QVERIFY(!map->marks()[2].removed && map->marks()[2].added && map->marks()[2].top > 0.95);
    QTest::mouseClick(map, Qt::LeftButton, {}, QPoint(5, map->height() - 3));
    QVERIFY(desk.view().verticalScrollBar()->value() > desk.view().verticalScrollBar()->maximum() * 0.9);
    desk.strike(Qt::Key_F7);
    QVERIFY(desk.view().currentLine() >= 0 && desk.view().currentLine() < 20);
    const int first = desk.view().currentLine();
    desk.strike(Qt::Key_F7);
    QVERIFY(desk.view().currentLine() > 300);
    desk.strike(Qt::Key_F7, Qt::ShiftModifier);
    QCOMPARE(desk.view().currentLine(), first);
}

void TestComparing::textIsSelectedAndCopied()
{
    Desk desk;
    const NodeNumber parent = desk.demo.nodes[20].parents[0];
    desk.change(parent, [](NodeDetails& details) { details.candidate.source = "first\nold word\nlast\n"; });
    desk.change(20, [](NodeDetails& details) { details.candidate.source = "first\nnew word\nlast\n"; });
    desk.select(20);
    QTRY_COMPARE(desk.view().lines().size(), std::size_t(4));
    DiffView& view = desk.view();
    const int height = view.lineHeight();
    const QFontMetricsF metrics(view.font());
    const double digit = metrics.horizontalAdvance(QLatin1Char('0'));
    const double code = digit * 3 + 12 + 2.5 * digit;
    const auto place = [&](int line, int column) {
        return QPoint(int(code + digit * column + 1), line * height + height / 2);
    };
    QTest::mousePress(view.viewport(), Qt::LeftButton, {}, place(0, 2));
    QTest::mouseMove(view.viewport(), place(1, 3));
    QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, place(1, 3));
    QCOMPARE(view.selectedText(), QStringLiteral("rst\nold"));
    view.setFocus();
    QTest::keySequence(&view, QKeySequence::Copy);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("rst\nold"));
    QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, place(2, 6));
    QCOMPARE(view.selectedText(), QStringLiteral("word"));
    QTest::keySequence(&view, QKeySequence::SelectAll);
    QCOMPARE(view.selectedText(), QStringLiteral("first\nold word\nnew word\nlast"));
    QTest::keyClick(&view, Qt::Key_Escape);
    QVERIFY(view.selectedText().isEmpty());
    view.setSideBySide(true); // one side at a time
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(view.viewport()->width() - 20, height / 2));
    QTest::keySequence(&view, QKeySequence::SelectAll);
    QCOMPARE(view.selectedText(), QStringLiteral("first\nnew word\nlast"));
}

void TestComparing::foldsAreOpenedByKey()
{
    Desk desk;
    const NodeNumber parent = desk.demo.nodes[20].parents[0];
    desk.change(parent, [](NodeDetails& details) { details.candidate.source = numbered(60) + "old\n"; });
    desk.change(20, [](NodeDetails& details) { details.candidate.source = numbered(60) + "new\n"; });
    desk.select(20);
    QTRY_VERIFY(!desk.view().lines().empty());
    QCOMPARE(desk.view().lines().front().kind, DiffLine::Fold);
    const std::size_t before = desk.view().lines().size();
    desk.view().setFocus();
    QTest::keyClick(&desk.view(), Qt::Key_Return);
    QVERIFY(desk.view().lines().size() > before + 50);
    QTest::keyClick(&desk.view(), Qt::Key_End);
    QCOMPARE(desk.view().verticalScrollBar()->value(), desk.view().verticalScrollBar()->maximum());
}

void TestComparing::hunksAndPatchesAreTaken()
{
    Desk desk;
    const NodeNumber parent = desk.demo.nodes[20].parents[0];
    std::string right = numbered(60);
    right.replace(right.find("line 5\n"), 7, "line five\n");
    right.replace(right.find("line 50\n"), 8, "line fifty\n");
    desk.change(parent, [](NodeDetails& details) { details.candidate.source = numbered(60); });
    desk.change(20, [&](NodeDetails& details) { details.candidate.source = right; });
    desk.select(20);
    QTRY_COMPARE(desk.view().diff().added, 2);
    desk.strike(Qt::Key_F7);
    desk.strike(Qt::Key_F7);
    desk.strike(Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
    const QString hunk = QApplication::clipboard()->text();
    QVERIFY2(hunk.startsWith(QStringLiteral("@@ -48,7 +48,7 @@\n")), qPrintable(hunk));
    QVERIFY(hunk.contains(QStringLiteral("-line 50\n+line fifty\n")) && !hunk.contains(QStringLiteral("five")));
    QSignalSpy exported(&desk.pane(), &DiffPane::patchExported);
    desk.strike(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(exported.count(), 1);
    QCOMPARE(exported[0][0].toString(), QStringLiteral("%1-to-20.patch").arg(parent));
    QCOMPARE(exported[0][1].toString(), desk.pane().patch());
    QVERIFY(desk.pane().patch().startsWith(QStringLiteral("diff --git a/candidate.cpp b/candidate.cpp\n")));
}

void TestComparing::menuOffersTheSame()
{
    Desk desk;
    desk.select(20);
    QTRY_VERIFY(!desk.view().lines().empty());
    for (FlatButton* button : desk.pane().findChildren<FlatButton*>()) {
        if (button->text().startsWith(QStringLiteral("More"))) {
            QTest::mouseClick(button, Qt::LeftButton);
        }
    }
    auto* menu = desk.pane().findChild<QMenu*>();
    QVERIFY(menu != nullptr && menu->isVisible());
    for (const Do id : {Do::PreviousChange, Do::IgnoreWhitespace, Do::CopyHunk, Do::CopyPatch, Do::ExportPatch}) {
        QVERIFY(menu->actions().contains(desk.window.action(id)));
    }
    menu->close();
}

void TestComparing::promptAndAnswerArePlainText()
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

void TestComparing::longLinesAreCutUntilAllIsWanted()
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

void TestComparing::largeTextsWaitForAWord()
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

void TestComparing::onlyTheLastPairIsShown()
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

void TestComparing::machineCodeIsAskedForOnce()
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

void TestComparing::machineCodeThatCannotBeHadIsExplained()
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

void TestComparing::figuresStandBesideEachOther()
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
            QVERIFY2(change.startsWith(QStringLiteral("▲ +")) && change.endsWith(QStringLiteral("better")),
                     qPrintable(change));
            found = true;
        }
    }
    QVERIFY(found);
    desk.select(0); // of a node alone
    QTRY_COMPARE(model.headerData(MetricsModel::From, Qt::Horizontal, Qt::DisplayRole).toString(), QString());
    QVERIFY(model.rowCount() > 5 && table->isVisible());
}

void TestComparing::notesAreWhatWasSaid()
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

void TestComparing::baselineIsSetAgainstEveryNumber()
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

void TestComparing::baselineGoesWithItsSession()
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

/// Not a check: with ESPALIER_SHOTS=DIR what is compared is drawn to files, to be looked at.
void TestComparing::pictures()
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

QTEST_MAIN(TestComparing)
#include "tst_comparing.moc"
