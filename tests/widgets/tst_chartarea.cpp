#include "tests/widgets/demosession.h"
#include "widgets/charts/caseschart.h"
#include "widgets/charts/chartarea.h"
#include "widgets/charts/paretochart.h"
#include "widgets/charts/progresschart.h"
#include "widgets/charts/rooflinechart.h"
#include "widgets/charts/spendchart.h"

#include <QSignalSpy>
#include <QTest>

using namespace espalier;
using namespace espalier::test;

namespace {

/// The chart area with a session in it and somebody who answers what it asks for.
struct Desk
{
    explicit Desk(int nodes = 60) : demo(nodes)
    {
        QObject::connect(
            &details, &DetailsCache::wanted, &details,
            [this](quint64 generation, NodeNumber node) { details.put(generation, node, demo.details(node)); },
            Qt::QueuedConnection);
        QObject::connect(
            &area.figures(), &FiguresCache::wanted, &details,
            [this](quint64 generation, NodeNumber from, NodeNumber end) {
                asked.push_back({from, end});
                std::vector<NodeFigures> list;
                for (NodeNumber n = from; n < end; ++n) {
                    list.push_back({0.5, 1.0 + n, static_cast<int>(16 + 8 * (n % 5)), 0, 0.5, 0.001 * (n % 4)});
                }
                area.figures().put(generation, from, list);
            },
            Qt::QueuedConnection);
        QObject::connect(
            &area.figures(), &FiguresCache::costsWanted, &details,
            [this](quint64 generation) { area.figures().putCosts(generation, {{3, 1200, 0.25}, {9, 800, 0.5}}); },
            Qt::QueuedConnection);
        area.resize(1200, 260);
        area.show();
        live.take(demo.opening());
        selection.select(live.best());
    }

    DemoSession demo;
    LiveGraph live;
    DetailsCache details;
    Selection selection;
    ChartArea area{live, details, selection};
    std::vector<std::pair<NodeNumber, NodeNumber>> asked;
};

} // namespace

class TestChartArea : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachPaneShowsOneChartAndTheyChangePlaces();
    void layoutIsOneText();
    void figuresAreAskedForOnlyWhileShown();
    void figuresOfAnEarlierSessionAreDropped();
    void figuresComeInPieces();
    void paretoFrontIsBeatenByNobody();
    void paretoSelectsAndIsSelected();
    void spendIsSummedOverTheSteps();
    void casesHaveWhiskers();
    void numbersAreSetAgainstTheMarkedNode();
    void everyChartIsExportedWithItsContext();
    void casesFarApartAreLogarithmic();
    void rooflineShowsAllNodesWhereAsked();
    void progressGoesByMinutesToo();
};

void TestChartArea::eachPaneShowsOneChartAndTheyChangePlaces()
{
    Desk desk;
    QVERIFY(desk.area.chart(ChartArea::Progress).isVisible());
    QVERIFY(!desk.area.chart(ChartArea::Pareto).isVisible());
    desk.area.showChart(ChartArea::Pareto, 0);
    QVERIFY(desk.area.chart(ChartArea::Pareto).isVisible());
    QVERIFY(!desk.area.chart(ChartArea::Progress).isVisible());
    desk.area.showChart(ChartArea::Roofline, 0); // it was on the right
    QCOMPARE(desk.area.shown(0), ChartArea::Roofline);
    QCOMPARE(desk.area.shown(1), ChartArea::Pareto);
    QVERIFY(desk.area.chart(ChartArea::Roofline).x() <
            100 + desk.area.chart(ChartArea::Pareto).mapTo(&desk.area, QPoint()).x());
    QVERIFY(desk.area.chart(ChartArea::Roofline).isVisible() && desk.area.chart(ChartArea::Pareto).isVisible());
}

void TestChartArea::layoutIsOneText()
{
    Desk desk;
    desk.area.showChart(ChartArea::Spend, 1);
    const QString text = desk.area.layoutText();
    QVERIFY(text.startsWith(QStringLiteral("progress spend ")));
    Desk other;
    QVERIFY(other.area.setLayoutText(text));
    QCOMPARE(other.area.shown(1), ChartArea::Spend);
    QCOMPARE(other.area.layoutText(), text);
    for (const char* wrong : {"", "progress", "progress progress 1 1", "progress nothing 1 1", "pareto spend 0 0",
                              "pareto spend -5 9", "pareto spend 1 2 3"}) {
        QVERIFY2(!other.area.setLayoutText(QString::fromLatin1(wrong)), wrong);
    }
    QCOMPARE(other.area.layoutText(), text);
}

void TestChartArea::figuresAreAskedForOnlyWhileShown()
{
    Desk desk;
    QCoreApplication::processEvents();
    QVERIFY(desk.asked.empty());
    desk.area.showChart(ChartArea::Pareto, 0);
    QTRY_COMPARE(desk.area.figures().figures().size(), std::size_t(60));
    QCOMPARE(desk.asked.size(), std::size_t(1));
}

void TestChartArea::figuresOfAnEarlierSessionAreDropped()
{
    Desk desk;
    const quint64 before = desk.area.figures().generation();
    desk.live.take(DemoSession(5).opening());
    desk.area.figures().put(before, 0, {NodeFigures{1, 1, 1, 1, 1}});
    desk.area.figures().putCosts(before, {{1, 1, 1}});
    QVERIFY(desk.area.figures().figures().empty());
    QVERIFY(desk.area.figures().costs().empty());
}

void TestChartArea::figuresComeInPieces()
{
    Desk desk(1200);
    desk.area.showChart(ChartArea::Pareto, 0);
    QTRY_COMPARE(desk.area.figures().figures().size(), std::size_t(1200));
    QCOMPARE(desk.asked.size(), std::size_t(3));
    QCOMPARE(desk.asked[1].first, FiguresCache::kAtOnce);
}

void TestChartArea::paretoFrontIsBeatenByNobody()
{
    const std::vector<ParetoPoint> front =
        paretoFront({{0, 32, 1}, {1, 64, 3}, {2, 64, 2}, {3, 128, 2.9}, {4, 255, 4}, {5, -1, 9}, {6, 32, 1}});
    QCOMPARE(front, (std::vector<ParetoPoint>{{0, 32, 1}, {1, 64, 3}, {4, 255, 4}}));
    QVERIFY(paretoFront({}).empty());
    // An exact answer costs nothing, and that is a cost.
    QCOMPARE(paretoFront({{0, 0, 2}, {1, 0.5, 3}, {2, 0.4, 1}}), (std::vector<ParetoPoint>{{0, 0, 2}, {1, 0.5, 3}}));
}

void TestChartArea::paretoSelectsAndIsSelected()
{
    Desk desk;
    desk.area.showChart(ChartArea::Pareto, 0);
    auto& chart = static_cast<ParetoChart&>(desk.area.chart(ChartArea::Pareto));
    QTRY_VERIFY(!chart.front().empty());
    chart.plot().replot();
    const ParetoPoint fastest = chart.front().back();
    QCOMPARE(fastest.node, desk.selection.node().value()); // the best one is on the front whatever it costs
    const ParetoPoint cheapest = chart.front().front();
    const QPointF at(chart.plot().xAxis->coordToPixel(cheapest.cost),
                     chart.plot().yAxis->coordToPixel(cheapest.speedup));
    QVERIFY(chart.textAt(at).startsWith(QStringLiteral("#%1").arg(cheapest.node)));
    QVERIFY(chart.textAt(at).endsWith(QStringLiteral("on the front")));
    QTest::mouseClick(&chart.plot(), Qt::LeftButton, {}, at.toPoint());
    QCOMPARE(desk.selection.node().value(), cheapest.node);
    chart.setFocus();
    QTest::keyClick(&chart, Qt::Key_Right);
    QTest::keyClick(&chart, Qt::Key_Left);
    QTest::keyClick(&chart, Qt::Key_Return);
    QCOMPARE(desk.selection.node().value(), fastest.node); // left of the first is the last
    chart.setCost(ParetoChart::Cost::Instructions);
    QVERIFY(chart.isEmpty()); // of no node it is known
    chart.setCost(ParetoChart::Cost::Error);
    QVERIFY(!chart.isEmpty());
    QCOMPARE(chart.plot().xAxis->scaleType(), QCPAxis::stLogarithmic);
    chart.plot().replot();
    const auto exact = std::ranges::find(chart.points(), 0.0, &ParetoPoint::cost);
    QVERIFY(exact != chart.points().end());
    const auto least =
        std::ranges::min_element(chart.points(), {}, [](const ParetoPoint& p) { return p.cost > 0 ? p.cost : 1e9; });
    const QPointF left(chart.plot().xAxis->coordToPixel(least->cost / 10),
                       chart.plot().yAxis->coordToPixel(exact->speedup));
    QVERIFY(chart.textAt(left).contains(QStringLiteral("no error beyond rounding")));
    desk.selection.setBaseline(least->node);
    QVERIFY(chart.textAt(left).contains(QStringLiteral("against #%1").arg(least->node)) || exact->node == least->node);
}

void TestChartArea::spendIsSummedOverTheSteps()
{
    Desk desk;
    const std::vector<SpendChart::Sum> sums =
        SpendChart::sums(desk.live.graph(), std::vector<StepCost>{{3, 1200, 0.25}, {9, 800, 0.5}});
    QCOMPARE(sums.size(), std::size_t(60));
    QCOMPARE(sums.back().of[0], 60.0);
    QCOMPARE(sums[4].of[2], 1200.0);
    QCOMPARE(sums.back().of[2], 2000.0);
    QCOMPARE(sums.back().of[3], 0.75);
    desk.area.showChart(ChartArea::Spend, 0);
    auto& chart = static_cast<SpendChart&>(desk.area.chart(ChartArea::Spend));
    QTRY_VERIFY(chart.caption().contains(QStringLiteral("2,000 tokens")));
    QVERIFY(chart.caption().contains(QStringLiteral("0.75 US dollars")));
    chart.setKind(SpendChart::Kind::Tokens);
    chart.plot().replot();
    QCOMPARE(chart.textAt({chart.plot().xAxis->coordToPixel(5.4), 20}), QStringLiteral("by step 5: 1,200 tokens"));
}

void TestChartArea::casesHaveWhiskers()
{
    Desk desk;
    const Evaluation evaluation = desk.demo.details(desk.live.best().value())->evaluation;
    const std::vector<CaseBar> bars = CasesChart::bars(evaluation);
    QCOMPARE(bars.size(), std::size_t(3));
    QVERIFY(bars[0].low < bars[0].ms && bars[0].ms < bars[0].high);
    QCOMPARE(bars[0].high, bars[0].ms / 0.985);
    desk.area.showChart(ChartArea::Cases, 0);
    auto& chart = desk.area.chart(ChartArea::Cases);
    QTRY_VERIFY(!chart.isEmpty());
    QCOMPARE(chart.table().rows.size(), std::size_t(3));
    QCOMPARE(chart.plot().yAxis->scaleType(), QCPAxis::stLinear);
    Evaluation untimed;
    QVERIFY(CasesChart::bars(untimed).empty());
}

void TestChartArea::numbersAreSetAgainstTheMarkedNode()
{
    Desk desk;
    desk.area.showChart(ChartArea::Cases, 0);
    desk.area.showChart(ChartArea::Spend, 1);
    auto& cases = static_cast<CasesChart&>(desk.area.chart(ChartArea::Cases));
    auto& spend = static_cast<SpendChart&>(desk.area.chart(ChartArea::Spend));
    QTRY_VERIFY(!cases.isEmpty());
    const auto first = [&cases] {
        cases.plot().replot();
        return cases.textAt({cases.plot().xAxis->coordToPixel(0), 20});
    };
    QVERIFY(!first().contains(QStringLiteral("against")));
    QCOMPARE(cases.table().columns.size(), 6);
    desk.selection.setBaseline(NodeNumber{0});
    QTRY_VERIFY(first().endsWith(QStringLiteral("against #0")));
    QVERIFY(cases.table().columns.last() == QStringLiteral("against #0"));
    QVERIFY(cases.table().rows[0].last().startsWith(QStringLiteral("▲ +")));
    QTRY_VERIFY(!spend.isEmpty());
    spend.setKind(SpendChart::Kind::Evaluations);
    spend.plot().replot();
    const double step = desk.live.graph().node(5).step;
    QVERIFY(spend.textAt({spend.plot().xAxis->coordToPixel(step + 0.4), 20})
                .endsWith(QStringLiteral("5 evaluations since #0 was found")));
    desk.selection.setBaseline(std::nullopt);
    QTRY_VERIFY(!first().contains(QStringLiteral("against")));
}

void TestChartArea::everyChartIsExportedWithItsContext()
{
    Desk desk;
    desk.area.setRoofs({{{QStringLiteral("DRAM"), 20}}, 64, 8, QStringLiteral("a processor"), "0123"});
    desk.selection.setBaseline(NodeNumber{0});
    const QString line = desk.area.context().line();
    for (const char* part : {"a processor", "baseline ", "set against #0"}) {
        QVERIFY2(line.contains(QString::fromUtf8(part)), qPrintable(line));
    }
    QVERIFY(line.contains(QDate::currentDate().toString(Qt::ISODate)));
    for (int i = 0; i < ChartArea::Charts; ++i) {
        desk.area.showChart(static_cast<ChartArea::Chart>(i), 0);
        Plot& chart = desk.area.chart(static_cast<ChartArea::Chart>(i));
        QTRY_VERIFY2(!chart.isEmpty(), qPrintable(chart.title()));
        const QByteArray table = exported(chart, ChartFormat::Csv, desk.area.context());
        QVERIFY2(table.contains(line.toUtf8()) && table.count('\n') > 5, table.constData());
        QVERIFY(QImage::fromData(exported(chart, ChartFormat::Png, desk.area.context())).width() >= 1280);
        if (isOffered(ChartFormat::Svg)) {
            QVERIFY(exported(chart, ChartFormat::Svg, desk.area.context()).contains("set against #0"));
        }
    }
}

void TestChartArea::casesFarApartAreLogarithmic()
{
    DetailsCache details;
    Selection selection;
    CasesChart chart(details, selection);
    NodeDetails far;
    far.evaluation.verdict = Verdict::Accepted;
    far.evaluation.cases = {{"<b>small</b>", {}, 0.01, 0.02, {2, 1.9, 2.1}, 60},
                            {"large", {}, 5, 6, {1.2, 1.1, 1.3}, 60}};
    selection.select(0);
    details.put(details.generation(), 0, std::make_shared<const NodeDetails>(far));
    QCOMPARE(chart.plot().yAxis->scaleType(), QCPAxis::stLogarithmic);
    chart.resize(600, 240);
    chart.show();
    chart.plot().replot();
    QVERIFY(
        chart.textAt({chart.plot().xAxis->coordToPixel(0), 50}).startsWith(QStringLiteral("<b>small</b>\n10.0 µs")));
}

void TestChartArea::rooflineShowsAllNodesWhereAsked()
{
    Desk desk;
    RooflineChart& chart = desk.area.roofline();
    QTRY_VERIFY(!chart.plan().points.empty());
    QVERIFY(chart.plan().others.empty());
    chart.everyNode()->trigger();
    QTRY_VERIFY(!chart.plan().others.empty());
    const RooflinePoint other = chart.plan().others.front();
    chart.plot().replot();
    QTest::mouseClick(
        &chart.plot(), Qt::LeftButton, {},
        QPointF(chart.plot().xAxis->coordToPixel(other.intensity), chart.plot().yAxis->coordToPixel(other.gflops))
            .toPoint());
    QCOMPARE(desk.selection.node(), other.node);
}

void TestChartArea::progressGoesByMinutesToo()
{
    Desk desk;
    auto& chart = static_cast<ProgressChart&>(desk.area.chart(ChartArea::Progress));
    chart.setAgainstMinutes(true);
    const std::vector<BestStep> line = ProgressChart::bestSoFar(desk.live.graph(), true);
    // Nodes come every 1.05 s, and the first one took 1.2 s.
    QVERIFY(std::abs(line.back().minutes - (line.back().node * 1.05 + 1.2) / 60) < 1e-5);
    chart.plot().replot();
    QVERIFY(chart.textAt({chart.plot().xAxis->coordToPixel(line.back().minutes + 0.02), 5})
                .contains(QStringLiteral("min")));
    QCOMPARE(chart.table().columns.size(), 7);
}

QTEST_MAIN(TestChartArea)
#include "tst_chartarea.moc"
