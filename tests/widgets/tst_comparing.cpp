// Two nodes beside each other, in the real window: choosing, walking, taking.
#include "tests/widgets/comparedesk.h"
#include "widgets/common/flatbutton.h"
#include "widgets/diff/changemap.h"
#include "widgets/diff/differencenote.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>

#include <algorithm>

using namespace espalier;
using namespace espalier::test;
using Desk = CompareDesk;

namespace {

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
    void registersAreNamedWhereTheyDiffer();
};

void TestComparing::registersAreNamedWhereTheyDiffer()
{
    const auto withRegisters = [](int registers, double speedup) {
        Evaluation evaluation;
        evaluation.verdict = Verdict::Accepted;
        evaluation.baseline = "plain";
        evaluation.speedup = {speedup, speedup * 0.99, speedup * 1.01};
        evaluation.ms = 1 / speedup;
        LaunchFacts& launch = evaluation.diagnosis.launches.emplace_back();
        launch.kernel = "softmax";
        launch.registers = registers;
        return evaluation;
    };
    DifferenceNote note;
    note.setSides(withRegisters(32, 1), withRegisters(128, 4));
    QVERIFY2(note.lines().last().contains(QStringLiteral("Registers 32 → 128.")),
             qPrintable(note.lines().join(QLatin1Char('|'))));
    note.setSides(withRegisters(128, 1), withRegisters(128, 4));
    QVERIFY2(!note.lines().join(QLatin1Char('|')).contains(QStringLiteral("Registers")),
             qPrintable(note.lines().join(QLatin1Char('|'))));
}

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
    for (const Do id : {Do::PreviousChange, Do::IgnoreWhitespace, Do::CopyHunk, Do::CopyPatch, Do::SaveDifference}) {
        QVERIFY(menu->actions().contains(desk.window.action(id)));
    }
    menu->close();
}

QTEST_MAIN(TestComparing)
#include "tst_comparing.moc"
