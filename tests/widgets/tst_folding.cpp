#include "core/base/rng.h"
#include "tests/widgets/demosession.h"
#include "widgets/tree/treelayout.h"

#include <QTest>

using namespace espalier;
using namespace espalier::test;

namespace {

Node child(NodeNumber number, NodeNumber parent, Verdict verdict, double fitness)
{
    Node node;
    node.number = number;
    if (number > 0) {
        node.parents = {parent};
    }
    node.verdict = verdict;
    node.fitness = fitness;
    return node;
}

/// #0 1.00×; #1 2.00× below it; #2..#5 wrong; #6..#8 slower leaves of #1.
SearchGraph mixed()
{
    SearchGraph graph;
    graph.add(child(0, 0, Verdict::Ambiguous, 1));
    graph.add(child(1, 0, Verdict::Accepted, 2));
    for (NodeNumber n = 2; n < 6; ++n) {
        graph.add(child(n, 0, Verdict::Wrong, 0));
    }
    graph.add(child(6, 1, Verdict::Accepted, 1.2));
    graph.add(child(7, 1, Verdict::Accepted, 1.1));
    graph.add(child(8, 1, Verdict::Accepted, 1.5));
    return graph;
}

} // namespace

class TestFolding : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void stubsSayWhatTheyHide();
    void prunedBranchesFold();
    void whatIsLookedAtStaysOpen();
    void foldsByHandWin();
    void filterFolds();
    void stepByStepIsAsAllAtOnce();
};

void TestFolding::stubsSayWhatTheyHide()
{
    const SearchGraph graph = mixed();
    TreeLayout layout(graph);
    layout.sync({}, {});
    QVERIFY(layout.stub(0) != nullptr);
    QCOMPARE(layout.stub(0)->text(), QStringLiteral("4 failed"));
    QCOMPARE(layout.stub(1)->text(), QStringLiteral("3 slower, best 1.50×"));
    QCOMPARE(layout.shownNodes(), 2);
    QCOMPARE(layout.shownAncestor(7), NodeNumber(1));
}

void TestFolding::prunedBranchesFold()
{
    SearchGraph graph = mixed();
    TreeLayout layout(graph);
    layout.sync({}, {});
    graph.add(child(9, 0, Verdict::Slower, 0.94));
    graph.add(child(10, 9, Verdict::Slower, 0.6));
    graph.apply({SteerVerb::Prune, 9, 0, ""});
    const NodeNumber touched[]{9};
    layout.sync(touched, {});
    QCOMPARE(layout.stub(0)->text(), QStringLiteral("2 pruned, 4 failed, best 0.94×"));
    graph.apply({SteerVerb::Restore, 9, 0, ""});
    layout.sync(touched, {});
    QCOMPARE(layout.stub(0)->text(), QStringLiteral("4 failed"));
    QVERIFY(layout.rows().isShown(9));
}

void TestFolding::whatIsLookedAtStaysOpen()
{
    SearchGraph graph = mixed();
    TreeLayout layout(graph);
    layout.sync({}, {});
    layout.setSelected(3);
    QVERIFY(layout.rows().isShown(3));
    layout.setSelected(std::nullopt);
    QVERIFY(!layout.rows().isShown(3));
    graph.apply({SteerVerb::Pin, 7, 0, ""});
    const NodeNumber touched[]{7};
    layout.sync(touched, {});
    QVERIFY(layout.rows().isShown(7));
    const InFlight candidate{9, {8}, "timing", 0};
    layout.sync({}, {&candidate, 1});
    QVERIFY(layout.rows().isShown(8));
    QCOMPARE(layout.inFlightText(8), QStringLiteral("timing…"));
    layout.sync({}, {});
    QCOMPARE(layout.rows().extraRows(8), 0);
}

void TestFolding::foldsByHandWin()
{
    const SearchGraph graph = mixed();
    TreeLayout layout(graph);
    layout.sync({}, {});
    layout.toggleFold(0);
    QVERIFY(layout.stub(0) == nullptr);
    QVERIFY(layout.rows().isShown(4));
    layout.toggleFold(0);
    QCOMPARE(layout.stub(0)->nodes, 8 - 0);
    QVERIFY(!layout.rows().isShown(1)); // the best too: the hand wins
    layout.setSelected(1);
    QVERIFY(layout.rows().isShown(1)); // until somebody looks at it
}

void TestFolding::filterFolds()
{
    const SearchGraph graph = mixed();
    TreeLayout layout(graph);
    layout.sync({}, {});
    TreeFilter filter;
    filter.hidden = {Verdict::Accepted};
    layout.setFilter(filter);
    QCOMPARE(layout.stub(1)->text(), QStringLiteral("3 filtered out, best 1.50×"));
    QVERIFY(layout.rows().isShown(1)); // the best stays
}

void TestFolding::stepByStepIsAsAllAtOnce()
{
    const DemoSession demo(400, 9);
    SearchGraph whole;
    for (const Node& node : demo.nodes) {
        whole.add(node);
    }
    TreeLayout atOnce(whole);
    atOnce.sync({}, {});
    SearchGraph growing;
    TreeLayout grown(growing);
    for (const Node& node : demo.nodes) {
        growing.add(node);
        grown.sync({}, {});
    }
    QCOMPARE(grown.rows().rows(), atOnce.rows().rows());
    for (NodeNumber n = 0; n < whole.size(); ++n) {
        QCOMPARE(grown.rows().isHidden(n), atOnce.rows().isHidden(n));
    }
}

QTEST_MAIN(TestFolding)
#include "tst_folding.moc"
