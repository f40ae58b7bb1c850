// From a finding, and from a line of the source, to the machine code that belongs to it, in the real window.
#include "tests/widgets/comparedesk.h"
#include "widgets/common/codeview.h"
#include "widgets/common/flatbutton.h"
#include "widgets/diff/guardbar.h"

#include <QComboBox>

using namespace espalier;
using namespace espalier::test;

namespace {

/// A CUDA session in which every build has the same thirty lines and some that spill; #20 has two of those in `scale`.
struct Desk : CompareDesk
{
    Desk()
    {
        change(20, [](NodeDetails& details) {
            details.candidate.source = "// a kernel\n__global__ void scale(float* x)\n{\n    x[0] = 1;\n}\n";
            details.evaluation.diagnosis.facts = {"Registers are spilled.", "It is slow."};
            details.evaluation.diagnosis.evidence = {{"spills", "scale+0x40", 0, 2}, {"cases"}};
        });
        AssemblyCache& codes = pane().assemblies();
        QObject::connect(
            &codes, &AssemblyCache::wanted, &window,
            [this, &codes](quint64 generation, NodeNumber node) { codes.put(generation, node, codeOf(node)); },
            Qt::QueuedConnection);
        select(20);
        QTRY_VERIFY(!window.findChildren<FlatButton*>(QStringLiteral("instructions")).isEmpty());
    }

    static NodeAssemblyPtr codeOf(NodeNumber node)
    {
        auto code = std::make_shared<NodeAssembly>();
        std::string sass = "other:\n    STL [R1], R2\nscale:\n";
        for (int i = 0; i < 30; ++i) {
            sass += "    FADD R" + std::to_string(i) + ", R1, R2\n";
        }
        sass += node == 20 ? "    STL [R1+0x8], R9\n    LDL R9, [R1+0x8]\n" : "";
        code->forms = {{QStringLiteral("SASS"), sass}, {QStringLiteral("PTX"), ".entry scale(\n    ret;\n"}};
        return code;
    }

    void ask() { window.findChildren<FlatButton*>(QStringLiteral("instructions")).front()->click(); }
};

} // namespace

class TestInstructions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFindingLeadsToItsInstructions();
    void anotherFormIsSearchedToo();
    void itIsForgottenWithTheNodeAndTheTab();
    void aNodeWithoutAnotherIsShownAlone();
    void aLineLeadsToItsFunction();
    void aLineOfNoFunctionIsExplained();
};

void TestInstructions::aFindingLeadsToItsInstructions()
{
    Desk desk;
    QCOMPARE(desk.window.findChildren<FlatButton*>(QStringLiteral("instructions")).size(), 2); // one finding, two lists
    desk.window.inspector().setTab(Inspector::DiagnosisTab);
    desk.ask();
    QVERIFY(desk.pane().isVisible());
    QCOMPARE(desk.pane().compared(), Compared::Assembly);
    QTRY_COMPARE(desk.view().lit(), (std::vector<int>{34, 35})); // and not the one of the other function
    QCOMPARE(desk.pane().lights().sentence(), QStringLiteral("2 marked lines of #20: LDL, STL"));
    const auto current = [&] {
        const DiffLine& line = desk.view().lines()[static_cast<std::size_t>(desk.view().currentLine())];
        return desk.view().diff().rows[static_cast<std::size_t>(line.row)].rightLine;
    };
    QCOMPARE(current(), 34);
    QTest::mouseClick(&desk.pane().lights().button(), Qt::LeftButton);
    QCOMPARE(current(), 35);
    QTest::mouseClick(&desk.pane().lights().button(), Qt::LeftButton);
    QCOMPARE(current(), 34);
    QVERIFY(!desk.window.grab().isNull());
    desk.pane().swapSides(); // the node's code is on the left now
    QTRY_COMPARE(desk.view().diff().removed, 2);
    QCOMPARE(desk.view().lit(), (std::vector<int>{34, 35}));
    const DiffLine& line = desk.view().lines()[static_cast<std::size_t>(desk.view().currentLine())];
    QCOMPARE(line.kind, DiffLine::Removed);
}

void TestInstructions::anotherFormIsSearchedToo()
{
    Desk desk;
    desk.ask();
    QTRY_COMPARE(desk.view().lit().size(), std::size_t(2));
    auto* form = desk.pane().findChild<QComboBox*>(QStringLiteral("assemblyForm"));
    form->setCurrentIndex(1);
    Q_EMIT form->activated(1);
    QTRY_COMPARE(desk.pane().lights().sentence(), QStringLiteral("This build has no such instruction in PTX."));
    QVERIFY(desk.view().lit().empty());
    QVERIFY(!desk.pane().lights().button().isVisible());
}

void TestInstructions::itIsForgottenWithTheNodeAndTheTab()
{
    Desk desk;
    desk.ask();
    QTRY_COMPARE(desk.view().lit().size(), std::size_t(2));
    desk.pane().setCompared(Compared::Source);
    QVERIFY(!desk.pane().lights().isVisible());
    desk.pane().setCompared(Compared::Assembly);
    QTRY_VERIFY(desk.view().lit().empty() && desk.view().diff().added == 2);
    QVERIFY(!desk.pane().lights().isVisible());
    desk.ask();
    QTRY_COMPARE(desk.view().lit().size(), std::size_t(2));
    desk.select(21);
    QTRY_VERIFY(desk.pane().headingText().contains(QStringLiteral("#21")));
    QTRY_VERIFY(desk.view().lit().empty() && !desk.pane().lights().isVisible());
}

void TestInstructions::aNodeWithoutAnotherIsShownAlone()
{
    Desk desk;
    desk.select(0); // the seed has no parent
    QTRY_VERIFY(desk.view().message().contains(QStringLiteral("parent")));
    desk.pane().showInstructions(QStringLiteral("spills"), QStringLiteral("scale"));
    QTRY_COMPARE(desk.view().lit(), std::vector<int>{2});
    QCOMPARE(desk.view().lines().size(), std::size_t(33)); // all of it, nothing is folded
    QCOMPARE(desk.pane().headingText(), QStringLiteral("#0 plain seed"));
}

void TestInstructions::aLineLeadsToItsFunction()
{
    Desk desk;
    desk.window.inspector().setTab(Inspector::SourceTab);
    desk.window.inspector().source().goToLine(4);
    desk.strike(Qt::Key_Y);
    QTRY_COMPARE(desk.view().lit(), std::vector<int>{3});
    QCOMPARE(desk.pane().lights().sentence(),
             QStringLiteral("Line 4 of the source is in scale, which begins at line 3 here."));
    desk.pane().setCompared(Compared::Source);
    QTRY_VERIFY(!desk.view().lines().empty() && desk.view().lit().empty());
    desk.view().nextChange(); // a line that went: what stands in its place is meant
    QVERIFY(desk.pane().currentSourceLine() > 0);
    desk.strike(Qt::Key_Y); // from the difference
    QTRY_COMPARE(desk.pane().compared(), Compared::Assembly);
    QTRY_VERIFY(desk.pane().lights().isVisible());
}

void TestInstructions::aLineOfNoFunctionIsExplained()
{
    Desk desk;
    desk.pane().showCodeOf(1);
    QTRY_VERIFY(desk.pane().lights().sentence().startsWith(QStringLiteral("No function here has the name of one")));
    QVERIFY(desk.view().lit().empty());
    desk.pane().setCompared(Compared::Source);
    desk.pane().showCodeOf(0);
    QCOMPARE(desk.pane().compared(), Compared::Source);
}

QTEST_MAIN(TestInstructions)
#include "tst_instructions.moc"
