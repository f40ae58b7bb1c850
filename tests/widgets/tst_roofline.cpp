#include "tests/widgets/demosession.h"
#include "widgets/charts/rooflinechart.h"
#include "widgets/charts/rooflinefeed.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace espalier;
using namespace espalier::test;

namespace {

RooflinePoint point(NodeNumber number, double gflops, Bound bound = Bound::Memory)
{
    RooflinePoint point;
    point.label = QStringLiteral("#%1").arg(number);
    point.intensity = 0.5;
    point.gflops = gflops;
    point.speedup = gflops / 2;
    point.node = number;
    point.bound = bound;
    point.ms = 2 / gflops;
    point.interval = {point.speedup, point.speedup * 0.8, point.speedup * 1.25};
    return point;
}

/// A lineage #0 → #3 → #7 below 20 GB/s of memory and 64 GFLOP/s, two other nodes, and the baseline.
RooflineData lineageOfSeven()
{
    RooflineData data;
    data.roofs = {{{QStringLiteral("L1"), 320}, {QStringLiteral("DRAM"), 20}}, 64, 0, QStringLiteral("a processor")};
    data.lineage = {point(0, 1), point(3, 1.8, Bound::Latency), point(7, 6)};
    data.lineage.back().selected = true;
    data.lineage.back().levels = {{"L1", 4e6, 0.125, 6, 48, "instructions"}, {"DRAM", 1e6, 0.5, 6, 12, "compulsory"}};
    data.others = {point(4, 4, Bound::Compute), point(5, 0.5)};
    RooflinePoint baseline = point(0, 3);
    baseline.label = QStringLiteral("compiled");
    baseline.node.reset();
    data.baseline = baseline;
    return data;
}

struct Shown
{
    explicit Shown(const RooflineData& data)
    {
        chart.resize(800, 400);
        chart.setData(data);
        chart.show();
        [[maybe_unused]] const bool exposed = QTest::qWaitForWindowExposed(&chart);
        chart.plot().replot();
    }
    QPointF at(double intensity, double gflops) const
    {
        return {chart.plot().xAxis->coordToPixel(intensity), chart.plot().yAxis->coordToPixel(gflops)};
    }
    void click(QPointF where) { QTest::mouseClick(&chart.plot(), Qt::LeftButton, {}, where.toPoint()); }
    /// Lines with an arrow's head.
    int arrows() const
    {
        int count = 0;
        for (int i = 0; i < chart.plot().itemCount(); ++i) {
            const auto* line = qobject_cast<QCPItemLine*>(chart.plot().item(i));
            count += line && line->head().style() != QCPLineEnding::esNone ? 1 : 0;
        }
        return count;
    }

    RooflineChart chart;
};

} // namespace

class TestRoofline : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pointTellsEverythingOfItsNode();
    void clickOnAPointChoosesItsNode();
    void clickOnARoofIsolatesWhatItBinds();
    void roofThatBindsIsThatOfTheNearestLevel();
    void lineageHasArrowsAndTheBaselineIsHollow();
    void keysWalkThePointsByIntensity();
    void theoreticalRoofsAreDashed();
    void withoutASourceThereIsNoTheoreticalRoof();
    void numbersAreSetAgainstTheMarkedNode();
    void devicesHaveTheirTheoreticalRoofs();
    void hopelessNodesDoNotSqueezeTheOthers();
    void sessionBecomesRoofline();
    void profilesGiveTrafficAndTheTheoreticalRoof();
};

void TestRoofline::pointTellsEverythingOfItsNode()
{
    const Shown shown(lineageOfSeven());
    QCOMPARE(shown.chart.textAt(shown.at(0.5, 6)),
             QStringLiteral("#7  3.00× [2.40, 3.75]\n0.5 operations a byte, 6 GFLOP/s\n"
                            "60 % of the roof that binds it: DRAM\nmemory-bound\n333 µs, 99 % between 267 µs and 417 "
                            "µs"));
    QVERIFY(shown.chart.textAt(shown.at(0.5, 3)).startsWith(QStringLiteral("compiled\n")));
    QCOMPARE(shown.chart.textAt(shown.at(0.2, 0.7)), QString());
    QVERIFY(shown.chart.textAt(shown.at(0.1, 2)).startsWith(QStringLiteral("DRAM: 20 GB/s")));
}

void TestRoofline::clickOnAPointChoosesItsNode()
{
    Shown shown(lineageOfSeven());
    QSignalSpy chosen(&shown.chart, &RooflineChart::nodeChosen);
    shown.click(shown.at(0.5, 1.8));
    shown.click(shown.at(0.5, 4)); // one of the others
    shown.click(shown.at(0.5, 3)); // the baseline is no node
    QCOMPARE(chosen.size(), 2);
    QCOMPARE(chosen[0][0].value<NodeNumber>(), NodeNumber(3));
    QCOMPARE(chosen[1][0].value<NodeNumber>(), NodeNumber(4));
}

void TestRoofline::clickOnARoofIsolatesWhatItBinds()
{
    Shown shown(lineageOfSeven());
    const QPointF latencyBound = shown.at(0.5, 1.8);
    const QPointF memoryBound = shown.at(0.5, 1);
    QVERIFY(!shown.chart.textAt(latencyBound).isEmpty());
    shown.click(shown.at(0.1, 2)); // on the slope of DRAM
    QVERIFY(shown.chart.caption().contains(QStringLiteral("DRAM")));
    QCOMPARE(shown.chart.textAt(latencyBound), QString());
    QVERIFY(!shown.chart.textAt(memoryBound).isEmpty());
    // Graph 0 has those that a filter leaves out, graph 1 the others.
    QCOMPARE(shown.chart.plot().graph(1)->dataCount(), 1); // #5 alone
    shown.click(shown.at(0.1, 2));
    QVERIFY(!shown.chart.textAt(latencyBound).isEmpty());
    QCOMPARE(shown.chart.plot().graph(1)->dataCount(), 2);
}

void TestRoofline::roofThatBindsIsThatOfTheNearestLevel()
{
    RooflineData data = lineageOfSeven();
    data.roofs.levels[0].gbytes = 50; // 6 of 0.125 × 50 GFLOP/s: 96 %, against 60 % of DRAM's
    const RooflinePlan plan = planRoofline(data);
    QCOMPARE(plan.roofs[*bindingRoof(plan, plan.points[2])].level, QStringLiteral("L1"));
    QCOMPARE(plan.roofs[*bindingRoof(plan, plan.points[0])].level, QStringLiteral("DRAM")); // of it no level is known
    QVERIFY(!bindingRoof(plan, plan.points[1]));
    QCOMPARE(plan.roofs[*bindingRoof(plan, plan.others[0])].kind, RoofLine::Vector);
}

void TestRoofline::lineageHasArrowsAndTheBaselineIsHollow()
{
    const Shown shown(lineageOfSeven());
    QCOMPARE(shown.arrows(), 2);
    bool isHollow = false;
    for (int i = 0; i < shown.chart.plot().graphCount(); ++i) {
        const QCPGraph* graph = shown.chart.plot().graph(i);
        isHollow = isHollow || (graph->dataCount() == 1 && graph->data()->constBegin()->value == 3 &&
                                graph->scatterStyle().brush().style() == Qt::NoBrush);
    }
    QVERIFY(isHollow);
    QVERIFY(shown.chart.caption().contains(QStringLiteral("hollow: baseline compiled")));
}

void TestRoofline::keysWalkThePointsByIntensity()
{
    RooflineData data = lineageOfSeven();
    data.others[0].intensity = 4; // #4 is the last
    Shown shown(data);
    shown.chart.setFocus();
    QSignalSpy chosen(&shown.chart, &RooflineChart::nodeChosen);
    QTest::keyClick(&shown.chart, Qt::Key_Right); // from #7, the last of those at 0.5
    QVERIFY(shown.chart.accessibleDescription().startsWith(QStringLiteral("#4")));
    QTest::keyClick(&shown.chart, Qt::Key_Right); // round to the first
    QVERIFY(shown.chart.accessibleDescription().startsWith(QStringLiteral("#5")));
    QTest::keyClick(&shown.chart, Qt::Key_Left);
    QTest::keyClick(&shown.chart, Qt::Key_Return);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen[0][0].value<NodeNumber>(), NodeNumber(4));
}

void TestRoofline::theoreticalRoofsAreDashed()
{
    RooflineData data = lineageOfSeven();
    data.roofs.theoretical = {{QStringLiteral("DRAM"), 25}};
    data.roofs.theoreticalGflops = 80;
    data.roofs.theoreticalFrom = QStringLiteral("2 cores × 1250 MHz.");
    Shown shown(data);
    int dashed = 0;
    int solid = 0;
    for (int i = 0; i < shown.chart.plot().itemCount(); ++i) {
        if (const auto* line = qobject_cast<QCPItemLine*>(shown.chart.plot().item(i))) {
            dashed += line->pen().style() == Qt::DashLine ? 1 : 0;
            solid += line->pen().style() == Qt::SolidLine ? 1 : 0;
        }
    }
    QCOMPARE(dashed, 2);
    QCOMPARE(solid, 3 + 4); // three measured roofs, and two halves for each of two edges
    const auto& roofs = shown.chart.plan().roofs;
    QCOMPARE(nameOf(shown.chart.plan(), roofs[roofs.size() - 2]), QStringLiteral("DRAM, theoretical"));
    QCOMPARE(nameOf(shown.chart.plan(), roofs.back()), QStringLiteral("fp32 vectors, theoretical"));
    QCOMPARE(roofs[roofs.size() - 2].to, QPointF(80 / 25.0, 80)); // up to the rate that is theoretical too
    QVERIFY(shown.chart.caption().contains(QStringLiteral("dashed: theoretical")));
    QVERIFY(shown.chart.textAt(shown.at(3, 80)).endsWith(QStringLiteral("2 cores × 1250 MHz.")));
    shown.click(shown.at(3, 80)); // nothing is bound by what nobody reached
    QVERIFY(!shown.chart.textAt(shown.at(0.5, 1.8)).isEmpty());
}

void TestRoofline::withoutASourceThereIsNoTheoreticalRoof()
{
    const Shown shown(lineageOfSeven());
    QVERIFY(shown.chart.caption().contains(QStringLiteral("theoretical ones unknown")));
    QVERIFY(std::ranges::none_of(shown.chart.plan().roofs, &RoofLine::theoretical));
}

void TestRoofline::numbersAreSetAgainstTheMarkedNode()
{
    RooflineData data = lineageOfSeven();
    data.marked = point(3, 1.8, Bound::Latency);
    data.marked->roofShare = 0.2;
    data.lineage.back().roofShare = 0.3;
    const Shown shown(data);
    QVERIFY(shown.chart.caption().contains(QStringLiteral("diamond: #3")));
    QVERIFY(shown.chart.textAt(shown.at(0.5, 6))
                .endsWith(QStringLiteral("▲ +233 % against #3; GFLOP/s ▲ +233 %; share of the roof ▲ +50 %")));
    QVERIFY(!shown.chart.textAt(shown.at(0.5, 1.8)).contains(QStringLiteral("against"))); // itself
    QVERIFY(!shown.chart.textAt(shown.at(0.5, 3)).contains(QStringLiteral("against")));   // no node
    const ChartTable table = shown.chart.table();
    QVERIFY(
        std::ranges::all_of(table.rows, [&](const QStringList& row) { return row.size() == table.columns.size(); }));
    const auto selected =
        std::ranges::find(table.rows, QStringLiteral("#7"), [](const QStringList& r) { return r[1]; });
    QVERIFY(selected->back().startsWith(QStringLiteral("▲ +233 %")));
}

void TestRoofline::hopelessNodesDoNotSqueezeTheOthers()
{
    RooflineData data = lineageOfSeven();
    data.others.push_back(point(9, 1e-9));
    const RooflinePlan plan = planRoofline(data);
    QVERIFY(plan.gflops.low > 1e-3);
    QCOMPARE(plan.others.size(), std::size_t(3));
}

void TestRoofline::sessionBecomesRoofline()
{
    const DemoSession demo(60);
    LiveGraph live;
    live.take(demo.opening());
    DetailsCache details;
    for (NodeNumber n = 0; n < 60; ++n) {
        details.put(details.generation(), n, demo.details(n));
    }
    const NodeNumber best = live.best().value();
    const std::vector<NodeFigures> figures(60, NodeFigures{0.5, 3, 0, 0, 0});
    const RooflineData data = rooflineOf(live, details, best, {}, figures);
    QCOMPARE(data.lineage.back().node.value(), best);
    QVERIFY(data.lineage.back().selected);
    const double speedup = demo.details(best)->evaluation.cases.front().speedup.value;
    QCOMPARE(data.baseline->gflops, data.lineage.back().gflops / speedup);
    std::size_t valid = 0;
    for (const Node& node : demo.nodes) {
        valid += isValid(node.verdict) ? 1 : 0;
    }
    QCOMPARE(data.others.size() + data.lineage.size(), valid); // nobody stands there twice
    QVERIFY(rooflineOf(live, details, best, {}, {}).others.empty());
}

void TestRoofline::profilesGiveTrafficAndTheTheoreticalRoof()
{
    const DemoSession demo(20);
    LiveGraph live;
    live.take(demo.opening());
    const NodeNumber best = live.best().value();
    NodeDetails measured = *demo.details(best);
    measured.evaluation.diagnosis.device = DeviceRoofs{"a GPU", "sm_90a", 132, 3000, 5000};
    measured.evaluation.diagnosis.peak = 60'000;
    ProfileReport report;
    report.tool = "ncu";
    report.device = "a GPU";
    KernelProfile kernel;
    kernel.name = "k";
    kernel.durationUs = 100;
    kernel.dramBytes = 100e6; // 1,000 GB/s
    kernel.dramPercent = 40;
    kernel.computePercent = 10;
    kernel.memoryPercent = 40;
    kernel.operations = 50e6;
    report.kernels = {kernel};
    measured.profiles = {report};
    DetailsCache details;
    details.put(details.generation(), best, std::make_shared<const NodeDetails>(measured));
    const RooflineData data = rooflineOf(live, details, best, {}, {});
    QCOMPARE(data.roofs.theoretical.size(), std::size_t(1));
    QCOMPARE(data.roofs.theoretical[0].gbytes, 2500.0);
    QCOMPARE(data.lineage.back().levels.back().source, std::string("counters"));
    measured.profiles[0].device = "another";
    DetailsCache others;
    others.put(others.generation(), best, std::make_shared<const NodeDetails>(measured));
    QVERIFY(rooflineOf(live, others, best, {}, {}).roofs.theoretical.empty());
}

void TestRoofline::devicesHaveTheirTheoreticalRoofs()
{
    const DemoSession demo(20);
    LiveGraph live;
    live.take(demo.opening());
    const NodeNumber best = live.best().value();
    NodeDetails measured = *demo.details(best);
    DeviceRoofs device{"a GPU", "sm_90a", 132, 3000, 5000, 5e7, 50'000, 30'000, 600'000};
    device.clockMhz = 2000;
    device.memoryClockMhz = 2500;
    device.memoryBusBits = 5120;
    measured.evaluation.diagnosis.device = device;
    measured.evaluation.diagnosis.peak = device.fp64Gflops; // the task's numbers are fp64
    DetailsCache details;
    details.put(details.generation(), best, std::make_shared<const NodeDetails>(measured));
    const MachineRoofs roofs = rooflineOf(live, details, best, {}, {}).roofs;
    QCOMPARE(roofs.theoreticalGflops, 132 * 2.0 * 64 * 2);
    QCOMPARE(roofs.theoretical.size(), std::size_t(1)); // no source for the cache
    QCOMPARE(roofs.theoretical[0].gbytes, 3200.0);
    QVERIFY(roofs.theoreticalFrom.contains(QStringLiteral("132 multiprocessors × 2000 MHz")));
}

QTEST_MAIN(TestRoofline)
#include "tst_roofline.moc"
