// What the filter leaves bright: every criterion, all of them together, and the views that dim the rest.
#include "tests/widgets/steereddesk.h"
#include "widgets/charts/chartarea.h"
#include "widgets/charts/rooflinechart.h"
#include "widgets/models/outlinemodel.h"
#include "widgets/panels/choicebutton.h"
#include "widgets/panels/filterpanel.h"
#include "widgets/panels/treepane.h"
#include "widgets/tree/treecanvas.h"

#include <QAbstractItemModelTester>
#include <QDoubleSpinBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace espalier;
using namespace espalier::test;

namespace {

template <class Enum>
QString key(Enum value)
{
    return QString::number(static_cast<int>(value));
}

std::set<NodeNumber> bright(const NodeMatches& matches)
{
    std::set<NodeNumber> nodes;
    for (auto node = matches.bits().from(0); node; node = matches.bits().from(*node + 1)) {
        nodes.insert(*node);
    }
    return nodes;
}

} // namespace

class TestFilter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bitsAreASet();
    void eachCriterionAlone_data();
    void eachCriterionAlone();
    void allCriteriaTogether();
    void newNodesAreAskedAsTheyCome();
    void pruningReachesWhatIsBelow();
    void stepsGoRoundAndRound();
    void panelSetsEveryCriterion();
    void listStaysOpenAndShowsCounts();
    void canvasDimsAndKeepsEveryRow();
    void outlineDimsAndSaysWhatMatches();
    void rooflineDims();
    void clearingClearsTheSearchBoxToo();
    void foldingIsAskedForSeparately();
    void aHundredThousandAreAskedBetweenTwoKeys();
    void choicesAreNotAskedForWhileAPanelIsResized();
};

void TestFilter::bitsAreASet()
{
    NodeBits bits;
    QVERIFY(!bits.from(0) && !bits.before(100));
    for (const NodeNumber n : {3U, 63U, 64U, 200U, 3U}) {
        bits.insert(n);
    }
    QCOMPARE(bits.size(), std::size_t(4));
    QCOMPARE(bits.from(0), std::optional<NodeNumber>(3));
    QCOMPARE(bits.from(4), std::optional<NodeNumber>(63));
    QCOMPARE(bits.from(65), std::optional<NodeNumber>(200));
    QVERIFY(!bits.from(201));
    QCOMPARE(bits.before(1000), std::optional<NodeNumber>(200));
    QCOMPARE(bits.before(200), std::optional<NodeNumber>(64));
    QCOMPARE(bits.before(64), std::optional<NodeNumber>(63));
    QVERIFY(!bits.before(3));
    QVERIFY(!bits.contains(5000));
}

using Says = bool (*)(const Node&);
Q_DECLARE_METATYPE(NodeFilter)
Q_DECLARE_METATYPE(Says)

void TestFilter::eachCriterionAlone_data()
{
    QTest::addColumn<NodeFilter>("filter");
    QTest::addColumn<Says>("says");
    QTest::newRow("verdict") << NodeFilter{.verdicts = {Verdict::Wrong, Verdict::Timeout}} << Says([](const Node& n) {
        return n.verdict == Verdict::Wrong || n.verdict == Verdict::Timeout;
    });
    QTest::newRow("bound") << NodeFilter{.bounds = {Bound::Memory}}
                           << Says([](const Node& n) { return n.bound == Bound::Memory; });
    QTest::newRow("skill") << NodeFilter{.skills = {"tile-columns"}} << Says([](const Node& n) {
        return std::ranges::find(n.skills, "tile-columns") != n.skills.end();
    });
    QTest::newRow("least") << NodeFilter{.least = 1.5} << Says([](const Node& n) { return n.fitness >= 1.5; });
    QTest::newRow("most, of what has a speedup")
        << NodeFilter{.most = 0.8} << Says([](const Node& n) { return n.fitness > 0 && n.fitness <= 0.8; });
    QTest::newRow("state") << NodeFilter{.marks = {NodeMark::Merged}}
                           << Says([](const Node& n) { return n.parents.size() > 1; });
    QTest::newRow("text") << NodeFilter{.text = QStringLiteral("Unroll")} << Says([](const Node& n) {
        return n.summary.find("unroll") != std::string::npos || n.skills == std::vector<std::string>{"unroll-and-jam"};
    });
}

void TestFilter::eachCriterionAlone()
{
    QFETCH(NodeFilter, filter);
    QFETCH(Says, says);
    const DemoSession demo(150);
    LiveGraph live;
    NodeMatches matches(live);
    live.take(demo.opening());
    matches.setFilter(filter);
    int expected = 0;
    for (const Node& node : demo.nodes) {
        QCOMPARE(!matches.isDimmed(node.number), says(node));
        expected += says(node) ? 1 : 0;
    }
    QCOMPARE(matches.count(), expected);
    QVERIFY(expected > 0 && expected < 150);
}

void TestFilter::allCriteriaTogether()
{
    const DemoSession demo(400);
    LiveGraph live;
    NodeMatches matches(live);
    live.take(demo.opening());
    const NodeFilter filter{.verdicts = {Verdict::Accepted, Verdict::Slower},
                            .marks = {NodeMark::Open},
                            .bounds = {Bound::Memory, Bound::Latency},
                            .skills = {"tile-columns", "simd-reduction"},
                            .least = 0.6,
                            .most = 3.5,
                            .text = QStringLiteral("tile")};
    matches.setFilter(filter);
    std::set<NodeNumber> expected;
    for (const Node& node : demo.nodes) {
        if (filter.verdicts.contains(node.verdict) && !live.graph().isPruned(node.number) &&
            filter.bounds.contains(node.bound) && node.skills == std::vector<std::string>{"tile-columns"} &&
            node.fitness >= 0.6 && node.fitness <= 3.5) {
            expected.insert(node.number);
        }
    }
    QVERIFY(!expected.empty());
    QCOMPARE(bright(matches), expected);
}

void TestFilter::newNodesAreAskedAsTheyCome()
{
    const DemoSession demo(150);
    LiveGraph live;
    NodeMatches matches(live);
    matches.setFilter({.verdicts = {Verdict::Wrong}, .marks = {NodeMark::Leaf}});
    FeedBatch first = demo.batch(0, 20);
    first.reset = true;
    live.take(first);
    for (NodeNumber n = 20; n < 150; n += 10) {
        live.take(demo.batch(n, n + 10));
    }
    NodeMatches asked(live);
    asked.setFilter(matches.filter());
    QCOMPARE(bright(matches), bright(asked));
    QVERIFY(matches.count() > 0);
}

void TestFilter::pruningReachesWhatIsBelow()
{
    DemoSession demo(100);
    demo.events.clear();
    demo.summary.holder.clear(); // marks hold at once
    LiveGraph live;
    NodeMatches matches(live);
    matches.setFilter({.marks = {NodeMark::Pruned}});
    live.take(demo.opening());
    QCOMPARE(matches.count(), 0);
    FeedBatch prune = demo.batch(0, 0);
    prune.events.push_back({1, {SteerVerb::Prune, 1, 0, ""}, "me", 1.7e9, std::nullopt});
    live.take(prune);
    std::set<NodeNumber> below;
    for (NodeNumber n = 0; n < 100; ++n) {
        if (live.graph().isPruned(n)) {
            below.insert(n);
        }
    }
    QVERIFY(below.size() > 1);
    QCOMPARE(bright(matches), below);
}

void TestFilter::stepsGoRoundAndRound()
{
    SteeredDesk desk;
    desk.window.topBar().search().setText(QStringLiteral("wrong"));
    const std::set<NodeNumber> all = bright(desk.window.matches());
    QVERIFY(all.size() > 2);
    desk.window.selection().select(*all.begin());
    std::vector<NodeNumber> seen;
    for (std::size_t i = 0; i < all.size(); ++i) {
        desk.window.action(Do::NextMatch)->trigger();
        seen.push_back(*desk.window.selection().node());
    }
    QCOMPARE(std::set<NodeNumber>(seen.begin(), seen.end()), all);
    QCOMPARE(seen.back(), *all.begin());
    desk.window.action(Do::PreviousMatch)->trigger();
    QCOMPARE(desk.window.selection().node(), std::optional(*all.rbegin()));
    // Enter in the search box steps too.
    QTest::keyClick(&desk.window.topBar().search(), Qt::Key_Return);
    QCOMPARE(desk.window.selection().node(), std::optional(*all.begin()));
}

void TestFilter::panelSetsEveryCriterion()
{
    SteeredDesk desk;
    FilterPanel& panel = desk.window.filterPanel();
    panel.choice(FilterPanel::Verdicts).setChosen({key(Verdict::Accepted)});
    panel.choice(FilterPanel::States).setChosen({key(NodeMark::Open)});
    panel.choice(FilterPanel::Bounds).setChosen({key(Bound::Memory)});
    panel.choice(FilterPanel::Skills).setChosen({QStringLiteral("tile-columns")});
    panel.least().setValue(1.2);
    panel.most().setValue(4);
    desk.window.topBar().search().setText(QStringLiteral("tile"));
    const NodeFilter expected{.verdicts = {Verdict::Accepted},
                              .marks = {NodeMark::Open},
                              .bounds = {Bound::Memory},
                              .skills = {"tile-columns"},
                              .least = 1.2,
                              .most = 4,
                              .text = QStringLiteral("tile")};
    QCOMPARE(desk.window.matches().filter() == expected, true);
    QVERIFY(panel.countText().contains(QString::number(desk.window.matches().count())));
    QVERIFY(panel.countText().contains(QStringLiteral("150")));
    QCOMPARE(panel.choice(FilterPanel::Verdicts).said(), QStringLiteral("accepted"));
    // Steering from there on keeps what is filtered by.
    panel.least().setValue(0);
    QCOMPARE(desk.window.matches().filter().text, QStringLiteral("tile"));
    auto* status = desk.window.findChild<QLabel*>(QStringLiteral("status"));
    QVERIFY(status->text().contains(QString::number(desk.window.matches().count())));
}

void TestFilter::listStaysOpenAndShowsCounts()
{
    SteeredDesk desk;
    ChoiceButton& button = desk.window.filterPanel().choice(FilterPanel::Verdicts);
    QTest::mouseClick(&button, Qt::LeftButton);
    auto* menu = button.findChild<QMenu*>();
    QVERIFY(menu != nullptr && menu->isVisible());
    const auto wrong = std::ranges::count(desk.demo.nodes, Verdict::Wrong, &Node::verdict);
    auto* entry = menu->findChild<QAction*>(key(Verdict::Wrong));
    QVERIFY(entry != nullptr);
    QVERIFY(entry->text().endsWith(QStringLiteral("\t%1").arg(wrong)));
    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(entry).center());
    QVERIFY(menu->isVisible() && entry->isChecked());
    QCOMPARE(static_cast<std::ptrdiff_t>(desk.window.matches().count()), wrong);
    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(entry).center());
    QVERIFY(!desk.window.matches().isActive());
    menu->close();
}

void TestFilter::canvasDimsAndKeepsEveryRow()
{
    SteeredDesk desk;
    TreeCanvas& canvas = desk.window.canvas();
    canvas.zoomReset();
    canvas.reveal(0);
    const int rows = canvas.layoutOfTree().rows().rows();
    const auto colour = [&] {
        return canvas.viewport()->grab().toImage().pixelColor(canvas.viewportRect(0).bottomLeft() + QPoint(20, -3));
    };
    desk.window.selection().select(1);
    canvas.reveal(0);
    const QColor before = colour();
    desk.window.filterPanel().choice(FilterPanel::Verdicts).setChosen({key(Verdict::Wrong)});
    QCOMPARE(canvas.layoutOfTree().rows().rows(), rows);
    QVERIFY(canvas.isDimmed(0));
    QVERIFY(colour() != before);
    desk.window.action(Do::ClearFilter)->trigger();
    QCOMPARE(colour(), before);
}

void TestFilter::outlineDimsAndSaysWhatMatches()
{
    const DemoSession demo(60);
    LiveGraph live;
    NodeMatches matches(live);
    OutlineModel model(live);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setMatches(&matches);
    live.take(demo.opening());
    const QModelIndex root = model.indexOf(0);
    QVERIFY(!root.data(Qt::ForegroundRole).isValid());
    matches.setText(QStringLiteral("#1"));
    QVERIFY(root.data(Qt::ForegroundRole).isValid());
    QVERIFY(!model.indexOf(1).data(Qt::ForegroundRole).isValid());
    QVERIFY(model.indexOf(1).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("matches")));
    QVERIFY(model.indexOf(1).data(Qt::FontRole).value<QFont>().bold());
}

void TestFilter::rooflineDims()
{
    SteeredDesk desk;
    RooflineChart& chart = desk.window.charts().roofline();
    const NodeNumber best = *desk.window.live().best();
    desk.window.selection().select(best);
    QTRY_VERIFY(chart.plan().points.size() > 1);
    const auto image = [&] { return chart.plot().toPixmap(500, 300).toImage(); };
    const QImage before = image();
    desk.window.topBar().search().setText(QStringLiteral("#%1").arg(best));
    QTRY_VERIFY(image() != before);
    desk.window.action(Do::ClearFilter)->trigger();
    QTRY_COMPARE(image(), before);
}

void TestFilter::clearingClearsTheSearchBoxToo()
{
    SteeredDesk desk;
    QVERIFY(!desk.window.action(Do::ClearFilter)->isEnabled());
    desk.window.topBar().search().setText(QStringLiteral("tile"));
    desk.window.filterPanel().most().setValue(2);
    QVERIFY(desk.window.action(Do::ClearFilter)->isEnabled());
    desk.window.action(Do::ClearFilter)->trigger();
    QVERIFY(desk.window.topBar().search().text().isEmpty());
    QVERIFY(!desk.window.matches().isActive());
    QCOMPARE(desk.window.filterPanel().most().value(), 0.0);
}

void TestFilter::foldingIsAskedForSeparately()
{
    SteeredDesk desk;
    TreeCanvas& canvas = desk.window.canvas();
    FilterPanel& panel = desk.window.filterPanel();
    const int shown = canvas.layoutOfTree().shownNodes();
    panel.choice(FilterPanel::Verdicts).setChosen({key(Verdict::Accepted)});
    QCOMPARE(canvas.layoutOfTree().shownNodes(), shown);
    panel.choice(FilterPanel::Folds).setChosen({QStringLiteral("others")});
    QVERIFY(canvas.layoutOfTree().shownNodes() < shown);
    panel.choice(FilterPanel::Folds).setChosen({QStringLiteral("pruned")});
    QVERIFY(canvas.layoutOfTree().filter().pruned);
    panel.clear();
    QCOMPARE(canvas.layoutOfTree().shownNodes(), shown);
}

void TestFilter::aHundredThousandAreAskedBetweenTwoKeys()
{
    const DemoSession demo(100'000);
    LiveGraph live;
    NodeMatches matches(live);
    live.take(demo.opening());
    QElapsedTimer timer;
    timer.start();
    matches.setText(QStringLiteral("tile"));
    qInfo("100,000 nodes asked in %lld ms", static_cast<long long>(timer.elapsed()));
    QVERIFY(matches.count() > 1000);
    QVERIFY(timer.elapsed() < 1500);
}

void TestFilter::choicesAreNotAskedForWhileAPanelIsResized()
{
    int asked = 0;
    const auto choices = [&asked]() -> std::vector<ChoiceButton::Choice> {
        ++asked; // in the panel: a look at every node
        return {{QStringLiteral("a"), QStringLiteral("accepted"), 3}};
    };
    ChoiceButton button(QStringLiteral("Verdict"), QStringLiteral("any"), choices, nullptr);
    button.show();
    button.setChosen({QStringLiteral("a"), QStringLiteral("z")});
    QCOMPARE(button.said(), QStringLiteral("accepted, z"));
    const int before = asked;
    for (int width = 80; width < 200; width += 10) {
        button.resize(width, 28);
    }
    QCOMPARE(asked, before);
    button.setChosen({});
    QCOMPARE(button.said(), QStringLiteral("any"));
    QCOMPARE(asked, before);
}

QTEST_MAIN(TestFilter)
#include "tst_filter.moc"
