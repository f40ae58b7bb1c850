#include "tests/widgets/demosession.h"
#include "widgets/charts/progresschart.h"

#include <QTest>

#include <algorithm>

using namespace espalier;
using namespace espalier::test;

namespace {

Node timed(NodeNumber number, int step, Interval speedup)
{
    Node node;
    node.number = number;
    node.parents = number == 0 ? std::vector<NodeNumber>{} : std::vector<NodeNumber>{0};
    node.step = step;
    node.verdict = Verdict::Accepted;
    node.fitness = speedup.value;
    node.speedup = speedup;
    return node;
}

/// A lucky node with a wide interval, then a slower but surer one, which is the better by what its interval vouches
/// for.
FeedBatch luckyThenSure()
{
    FeedBatch batch;
    batch.reset = true;
    batch.session.id = 1;
    batch.nodes = {timed(0, 0, {1, 0.99, 1.01}), timed(1, 1, {5.77, 2.94, 7.77}), timed(2, 2, {4.5, 4.4, 4.6}),
                   timed(3, 3, {6, 4.1, 9})};
    return batch;
}

} // namespace

class TestCharts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bestSoFarNeverStepsDown();
    void bestSoFarGoesByStepsNotByNumbers();
    void bestNodeIsNamedWithValueAndInterval();
};

void TestCharts::bestSoFarNeverStepsDown()
{
    LiveGraph live;
    live.take(luckyThenSure());
    const std::vector<BestStep> line = ProgressChart::bestSoFar(live.graph());
    QCOMPARE(line.size(), std::size_t(3));
    QCOMPARE(line[1].low, 2.94);
    QCOMPARE(line[1].high, 7.77);
    QCOMPARE(line[2].low, 4.4);
    QCOMPARE(line[2].node, live.best().value());
    Selection selection;
    ProgressChart chart(live, selection);
    const QCPGraphDataContainer& drawn = *chart.plot().graph(1)->data();
    QCOMPARE(drawn.size(), 4);
    const auto stepsDown = [](const QCPGraphData& a, const QCPGraphData& b) { return b.value < a.value; };
    QVERIFY(std::adjacent_find(drawn.constBegin(), drawn.constEnd(), stepsDown) == drawn.constEnd());
}

void TestCharts::bestSoFarGoesByStepsNotByNumbers()
{
    FeedBatch batch = luckyThenSure();
    std::swap(batch.nodes[1].step, batch.nodes[2].step);
    LiveGraph live;
    live.take(batch);
    const std::vector<BestStep> line = ProgressChart::bestSoFar(live.graph());
    QCOMPARE(line.size(), std::size_t(2));
    QCOMPARE(line[1].step, 1);
    QCOMPARE(line[1].node, NodeNumber(2));
}

void TestCharts::bestNodeIsNamedWithValueAndInterval()
{
    LiveGraph live;
    live.take(luckyThenSure());
    Selection selection;
    ProgressChart chart(live, selection);
    chart.resize(600, 300);
    chart.show();
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    const auto at = [&chart](double step, double speedup) {
        return QPointF(chart.plot().xAxis->coordToPixel(step), chart.plot().yAxis->coordToPixel(speedup));
    };
    QCOMPARE(chart.textAt(at(1, 5.77)), QStringLiteral("#1  5.77× [2.94, 7.77]"));
    QCOMPARE(chart.textAt(at(7.5, 1.5)), QStringLiteral("Best at step 3: #2  4.50× [4.40, 4.60]"));
    QCOMPARE(chart.textAt(at(-0.2, 1.5)), QString());
}

QTEST_MAIN(TestCharts)
#include "tst_charts.moc"
