#include "tests/widgets/demosession.h"
#include "widgets/charts/progresschart.h"
#include "widgets/charts/rooflinechart.h"
#include "widgets/charts/rooflinenames.h"

#include <QTest>

#include <algorithm>
#include <cmath>

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

MachineRoofs fourLevels()
{
    return {{{QStringLiteral("L1"), 320},
             {QStringLiteral("L2"), 160},
             {QStringLiteral("L3"), 80},
             {QStringLiteral("DRAM"), 20}},
            64,
            8,
            QStringLiteral("a processor")};
}

RooflinePoint selectedPoint()
{
    RooflinePoint point{QStringLiteral("#7"), 0.5, 5, 2, true, {}};
    point.levels = {{"L1", 4e6, 0.125, 5, 40, "instructions"}, {"L2", 0, 0, 0, 0, ""}, {"DRAM", 1e6, 0.5, 5, 10, ""}};
    return point;
}

} // namespace

class TestCharts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bestSoFarNeverStepsDown();
    void bestSoFarGoesByStepsNotByNumbers();
    void bestNodeIsNamedWithValueAndInterval();
    void everyLevelHasARoof();
    void selectedNodeHasADotOnEveryLevelWithTraffic();
    void rooflineWithoutMeasurementsShowsThePointsAlone();
    void roofNamesDoNotCoverEachOther();
    void roofNamesGoWhereThereIsRoom();
    void roofNamesKeepApartInALowChart();
    void roofNamesLieOnTheirLines();
    void walkingGoesRoundAndRound();
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

void TestCharts::everyLevelHasARoof()
{
    const RooflinePlan plan = planRoofline({fourLevels(), {selectedPoint()}});
    QCOMPARE(plan.roofs.size(), std::size_t(6));
    for (std::size_t i = 0; i < 4; ++i) {
        const RoofLine& roof = plan.roofs[i];
        QCOMPARE(roof.level, fourLevels().levels[i].level);
        // Bandwidth is the slope: rate over intensity, up to the ridge under the highest rate.
        QCOMPARE(roof.from.y() / roof.from.x(), fourLevels().levels[i].gbytes);
        QCOMPARE(roof.to.y(), 64.0);
        QCOMPARE(roof.to.x(), 64 / fourLevels().levels[i].gbytes);
        QVERIFY(roof.from.x() < roof.to.x());
    }
    for (const RoofLine& roof : {plan.roofs[4], plan.roofs[5]}) {
        QCOMPARE(roof.from.y(), roof.rate);
        QCOMPARE(roof.to.y(), roof.rate);
        QCOMPARE(roof.from.x(), roof.rate / 320); // where the fastest memory reaches it
        QCOMPARE(roof.to.x(), plan.intensity.high);
    }
    QVERIFY(plan.intensity.low < 0.125 && plan.intensity.high > 64.0 / 20);
    QVERIFY(plan.gflops.low < 5 && plan.gflops.high > 64);
}

void TestCharts::selectedNodeHasADotOnEveryLevelWithTraffic()
{
    RooflinePoint ancestor = selectedPoint();
    ancestor.selected = false;
    const RooflinePlan plan = planRoofline({fourLevels(), {ancestor, selectedPoint()}});
    QCOMPARE(plan.points.size(), std::size_t(2));
    QCOMPARE(plan.dots.size(), std::size_t(2));
    QCOMPARE(plan.dots[0].level, QStringLiteral("L1"));
    QCOMPARE(plan.dots[0].at, QPointF(0.125, 5));
    QCOMPARE(plan.dots[0].roof, 0.125 * 320);
    QCOMPARE(plan.dots[1].level, QStringLiteral("DRAM"));
    QCOMPARE(plan.dots[1].at, QPointF(0.5, 5));
    QCOMPARE(plan.dots[1].roof, 0.5 * 20);
    QCOMPARE(plan.dots[0].name, QStringLiteral("L1"));
    RooflinePoint streaming = selectedPoint(); // loads every byte once: both levels move the same
    streaming.levels[0].intensity = 0.5;
    const RooflinePlan once = planRoofline({fourLevels(), {streaming}});
    QCOMPARE(once.dots[0].name, QStringLiteral("L1, DRAM"));
    QCOMPARE(once.dots[1].name, QString());
    RooflinePoint dense = selectedPoint();
    dense.levels[0].intensity = 1000;
    QCOMPARE(planRoofline({fourLevels(), {dense}}).dots[0].roof, 64.0); // the highest rate cuts the slope off
}

void TestCharts::rooflineWithoutMeasurementsShowsThePointsAlone()
{
    const RooflinePlan plan = planRoofline({{}, {selectedPoint()}});
    QVERIFY(plan.roofs.empty());
    QCOMPARE(plan.dots.size(), std::size_t(2));
    QCOMPARE(plan.dots[0].roof, 0.0);
    RooflinePoint failed;
    failed.selected = true;
    QVERIFY(planRoofline({fourLevels(), {failed}}).points.empty());
    QVERIFY(planRoofline({fourLevels(), {}}).roofs.empty());
}

void TestCharts::roofNamesDoNotCoverEachOther()
{
    // Wide apart: each at its line's entry. Near: behind the one above.
    QCOMPARE(placeNames({{10, 80, 0}, {10, 90, 30}, {40, 90, 30}}, 14), (std::vector<double>{10, 10, 40}));
    QCOMPARE(placeNames({{10, 80, 0}, {10, 90, 8}, {10, 70, 30}}, 14), (std::vector<double>{10, 90, 10}));
}

void TestCharts::roofNamesGoWhereThereIsRoom()
{
    const auto box = [](double x, double y) { return QPolygonF(QRectF(x, y, 40, 10)); };
    const auto places = placesWithRoom({{box(10, 10), box(60, 40)},                 // nothing is in its way
                                        {box(20, 12), box(70, 12), box(120, 12)},   // the first name, an obstacle
                                        {box(180, 10)},                             // past the edge
                                        {box(12, 12), box(130, 14), box(130, 60)}}, // both names
                                       {0, 0, 200, 100}, {box(60, 12)});
    using Places = std::vector<std::optional<std::size_t>>;
    QCOMPARE(places, (Places{0, 2, std::nullopt, 2}));
    QVERIFY(outlineOf({50, 50}, Qt::AlignRight | Qt::AlignTop, {40, 10}, 0).boundingRect() == QRectF(10, 50, 40, 10));
    QVERIFY(outlineOf({50, 50}, Qt::AlignLeft | Qt::AlignBottom, {40, 10}, 90).boundingRect().contains({55, 70}));
}

/// As in a lesson: large letters in a low chart.
void TestCharts::roofNamesKeepApartInALowChart()
{
    RooflineChart chart;
    QFont large = chart.font();
    large.setPointSizeF(15);
    chart.setFont(large);
    MachineRoofs roofs = fourLevels();
    roofs.theoreticalGflops = roofs.gflops * 1.5;
    roofs.theoretical = {{QStringLiteral("DRAM"), roofs.levels.back().gbytes * 1.2}};
    chart.setData({roofs, {selectedPoint()}});
    chart.show();
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    for (const int width : {360, 520, 1100}) {
        chart.resize(width, 200);
        chart.plot().replot();
        std::vector<QPolygonF> shown;
        for (int i = 0; i < chart.plot().itemCount(); ++i) {
            const auto* text = qobject_cast<QCPItemText*>(chart.plot().item(i));
            if (text == nullptr || !text->visible() || text->padding() != QMargins(8, 1, 8, 1)) { // a roof's
                continue;
            }
            const QFontMetricsF metrics(text->font());
            const QPolygonF outline =
                outlineOf(text->position->pixelPosition(), text->positionAlignment(),
                          {metrics.horizontalAdvance(text->text()), metrics.height()}, text->rotation());
            QVERIFY(QRectF(chart.plot().axisRect()->rect()).adjusted(-2, -2, 2, 2).contains(outline.boundingRect()));
            for (const QPolygonF& other : shown) {
                QVERIFY2(!outline.intersects(other), qPrintable(text->text()));
            }
            shown.push_back(outline);
        }
        QVERIFY2(!shown.empty(), qPrintable(QString::number(width)));
    }
}

void TestCharts::roofNamesLieOnTheirLines()
{
    RooflineChart chart;
    chart.setData({fourLevels(), {selectedPoint()}});
    chart.resize(700, 300);
    chart.show();
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    chart.plot().replot();
    int names = 0;
    for (int i = 0; i < chart.plot().itemCount(); ++i) {
        const auto* text = qobject_cast<QCPItemText*>(chart.plot().item(i));
        if (text == nullptr || !text->text().endsWith(QStringLiteral("GB/s"))) {
            continue;
        }
        const RoofLine& roof = chart.plan().roofs[static_cast<std::size_t>(names++)];
        QVERIFY(text->text().startsWith(roof.level));
        const double onLine = chart.plot().yAxis->coordToPixel(text->position->coords().x() * roof.rate);
        QVERIFY(std::abs(text->position->pixelPosition().y() - onLine) < 3);
        QVERIFY(chart.plot().axisRect()->rect().contains(text->position->pixelPosition().toPoint()));
        QVERIFY(text->rotation() < 0); // uphill on the screen
    }
    QCOMPARE(names, 4);
}

void TestCharts::walkingGoesRoundAndRound()
{
    QCOMPARE(walkedTo(std::nullopt, 1, 3), std::size_t(0));
    QCOMPARE(walkedTo(std::nullopt, -1, 3), std::size_t(2));
    QCOMPARE(walkedTo(2, 1, 3), std::size_t(0));
    QCOMPARE(walkedTo(0, -1, 3), std::size_t(2));
    QCOMPARE(walkedTo(0, 1, 1), std::size_t(0));
}

QTEST_MAIN(TestCharts)
#include "tst_charts.moc"
