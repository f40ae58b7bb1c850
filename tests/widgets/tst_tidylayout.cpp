// The compact layout as pure geometry: what a tidy tree must be, on trees of many shapes, and that it takes linear
// time.
#include "core/base/rng.h"
#include "tests/widgets/demosession.h"
#include "widgets/tree/tidylayout.h"
#include "widgets/tree/treecanvas.h"

#include <QElapsedTimer>
#include <QTest>

#include <cmath>

using namespace espalier;
using namespace espalier::test;

namespace {

constexpr double kRounding = 1e-6;

std::vector<int> randomTree(int items, int span, std::uint64_t seed)
{
    Rng rng(seed);
    std::vector<int> parents{-1};
    for (int i = 1; i < items; ++i) {
        parents.push_back(std::max(0, i - 1 - static_cast<int>(rng.below(static_cast<std::uint64_t>(span)))));
    }
    return parents;
}

std::vector<int> depthsOf(const std::vector<int>& parents)
{
    std::vector<int> depths(parents.size());
    for (std::size_t i = 1; i < parents.size(); ++i) {
        depths[i] = depths[static_cast<std::size_t>(parents[i])] + 1;
    }
    return depths;
}

/// Each level's items from first to last, as the order of siblings has it from the root down.
std::vector<std::vector<int>> levelsOf(const std::vector<int>& parents)
{
    std::vector<std::vector<int>> children(parents.size());
    for (std::size_t i = 1; i < parents.size(); ++i) {
        children[static_cast<std::size_t>(parents[i])].push_back(static_cast<int>(i));
    }
    std::vector<std::vector<int>> levels{{0}};
    while (!levels.back().empty()) {
        std::vector<int> next;
        for (const int item : levels.back()) {
            const auto& below = children[static_cast<std::size_t>(item)];
            next.insert(next.end(), below.begin(), below.end());
        }
        levels.push_back(next);
    }
    return levels;
}

double msOf(int items)
{
    const std::vector<int> parents = randomTree(items, 40, 3);
    double least = 1e9;
    for (int i = 0; i < 3; ++i) {
        QElapsedTimer timer;
        timer.start();
        const std::vector<double> places = tidyPlaces(parents);
        least = std::min(least, double(timer.nsecsElapsed()) / 1e6);
        Q_UNUSED(places);
    }
    return least;
}

} // namespace

class TestTidyLayout : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingAndOne();
    void smallTreesAreAsInTheBook();
    void everyTreeIsTidy_data();
    void everyTreeIsTidy();
    void mirroredTreesAreMirrored();
    void timeIsLinear();
    void depthIsNoMatter();
    void compactKeepsWhatIsShownAndItsOrder();
    void stubsHaveRoom();
    void canvasHitsWhatItDraws();
    void switchingIsAnimatedOnlyWithMotion();
    void newNodesFindTheirPlace();
};

void TestTidyLayout::nothingAndOne()
{
    QVERIFY(tidyPlaces({}).empty());
    QCOMPARE(tidyPlaces(std::vector<int>{-1}), std::vector<double>{0});
}

void TestTidyLayout::smallTreesAreAsInTheBook()
{
    // A root with three leaves, and a grandchild that needs no row of its own.
    QCOMPARE(tidyPlaces(std::vector<int>{-1, 0, 0, 0}), (std::vector<double>{1, 0, 1, 2}));
    QCOMPARE(tidyPlaces(std::vector<int>{-1, 0, 0, 2, 2, 2}), (std::vector<double>{0.5, 0, 1, 0, 1, 2}));
    // Leaves between two large subtrees spread evenly.
    const auto places = tidyPlaces(std::vector<int>{-1, 0, 0, 0, 1, 1, 1, 1, 3, 3, 3, 3});
    QCOMPARE(places[2] - places[1], places[3] - places[2]);
}

void TestTidyLayout::everyTreeIsTidy_data()
{
    QTest::addColumn<int>("items");
    QTest::addColumn<int>("span");
    QTest::newRow("chain") << 50 << 1;
    QTest::newRow("star") << 200 << 1000;
    QTest::newRow("bushy") << 300 << 20;
    QTest::newRow("deep") << 400 << 3;
    QTest::newRow("large") << 5000 << 60;
}

void TestTidyLayout::everyTreeIsTidy()
{
    QFETCH(int, items);
    QFETCH(int, span);
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        const std::vector<int> parents = randomTree(items, span, seed);
        const std::vector<double> places = tidyPlaces(parents);
        QCOMPARE(*std::ranges::min_element(places), 0.0);
        // No overlaps, in order.
        for (const std::vector<int>& level : levelsOf(parents)) {
            for (std::size_t i = 1; i < level.size(); ++i) {
                const double apart =
                    places[static_cast<std::size_t>(level[i])] - places[static_cast<std::size_t>(level[i - 1])];
                QVERIFY2(apart >= 1 - kRounding, qPrintable(QString::number(apart)));
            }
        }
        // Parents in the middle of their children.
        std::vector<std::pair<double, double>> ends(parents.size(), {1e9, -1e9});
        for (std::size_t i = 1; i < parents.size(); ++i) {
            auto& [low, high] = ends[static_cast<std::size_t>(parents[i])];
            low = std::min(low, places[i]);
            high = std::max(high, places[i]);
        }
        for (std::size_t i = 0; i < parents.size(); ++i) {
            QVERIFY(ends[i].second < 0 || std::abs(places[i] - (ends[i].first + ends[i].second) / 2) < kRounding);
        }
    }
}

void TestTidyLayout::mirroredTreesAreMirrored()
{
    // Three subtrees, and the same from right to left.
    const auto one = tidyPlaces(std::vector<int>{-1, 0, 0, 0, 1, 1, 3});
    const auto other = tidyPlaces(std::vector<int>{-1, 0, 0, 0, 1, 3, 3});
    const double wide = *std::ranges::max_element(one);
    QCOMPARE(one[1], wide - other[3]);
    QCOMPARE(one[2], wide - other[2]);
    QCOMPARE(one[3], wide - other[1]);
}

void TestTidyLayout::timeIsLinear()
{
    const double small = msOf(100'000);
    const double large = msOf(400'000);
    qInfo("100,000 items: %.1f ms, 400,000: %.1f ms", small, large);
    // Four times as many, both too large for the caches; a quadratic one would take sixteen times as long.
    QVERIFY(large < 10 * small);
    QVERIFY(small < 2000);
}

void TestTidyLayout::depthIsNoMatter()
{
    // A path with a leaf at each item: recursion would need a hundred thousand frames.
    std::vector<int> parents{-1};
    for (int i = 0; i < 100'000; i += 2) {
        parents.push_back(i);
        parents.push_back(i);
    }
    const auto places = tidyPlaces(parents);
    QCOMPARE(places.size(), parents.size());
    QVERIFY(depthsOf(parents).back() == 50'000);
}

namespace {

struct Desk
{
    explicit Desk(int nodes = 150) : demo(nodes), canvas(live, selection)
    {
        canvas.setMotion(false);
        canvas.resize(900, 600);
        canvas.show();
        live.take(demo.opening());
    }

    DemoSession demo;
    LiveGraph live;
    Selection selection;
    TreeCanvas canvas;
};

/// Rectangles of everything on the canvas, stubs and candidates included.
std::vector<QRectF> boxes(const TreeCanvas& canvas)
{
    std::vector<QRectF> found;
    const TreeGeometry geometry = canvas.geometryOfTree();
    geometry.visit(0, static_cast<int>(std::ceil(geometry.rows())), [&](LeafRows::Item item, int top) {
        found.push_back(geometry.nodeRect(item, top));
        if (canvas.layoutOfTree().stub(item) != nullptr) {
            found.push_back(geometry.stubRect(item, top));
        }
        if (!canvas.layoutOfTree().inFlight(item).empty()) {
            found.push_back(geometry.inFlightRect(item, top));
        }
    });
    return found;
}

} // namespace

void TestTidyLayout::compactKeepsWhatIsShownAndItsOrder()
{
    Desk desk;
    desk.canvas.openAll();
    const double before = desk.canvas.geometryOfTree().rows();
    const std::size_t shown = boxes(desk.canvas).size();
    desk.canvas.setCompact(true);
    QVERIFY(desk.canvas.isCompact());
    const double after = desk.canvas.geometryOfTree().rows();
    qInfo("%.0f of %.0f rows", after, before);
    QVERIFY(after < 0.9 * before);
    QCOMPARE(boxes(desk.canvas).size(), shown);
    for (NodeNumber n = 0; n < desk.live.graph().size(); ++n) {
        const auto children = desk.live.graph().children(n);
        for (std::size_t i = 1; i < children.size(); ++i) {
            QVERIFY(desk.canvas.geometryOfTree().rowOf(children[i]) >=
                    desk.canvas.geometryOfTree().rowOf(children[i - 1]) + 1 - 1e-4);
        }
    }
    desk.canvas.setCompact(false);
    QCOMPARE(desk.canvas.geometryOfTree().rows(), before);
}

void TestTidyLayout::stubsHaveRoom()
{
    Desk desk;
    desk.canvas.setCompact(true);
    const std::vector<QRectF> found = boxes(desk.canvas);
    for (std::size_t i = 0; i < found.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            QVERIFY(!found[i].intersects(found[j]));
        }
    }
}

void TestTidyLayout::canvasHitsWhatItDraws()
{
    Desk desk;
    desk.canvas.setCompact(true);
    desk.canvas.fit();
    std::vector<NodeNumber> shown;
    const TreeGeometry geometry = desk.canvas.geometryOfTree();
    geometry.visit(0, static_cast<int>(std::ceil(geometry.rows())),
                   [&](LeafRows::Item item, int) { shown.push_back(item); });
    for (const NodeNumber node : shown) {
        // What a selection before this one had opened may have folded again.
        if (desk.canvas.layoutOfTree().rows().isShown(node)) {
            const QPoint at = desk.canvas.viewportRect(node).center();
            QTest::mouseClick(desk.canvas.viewport(), Qt::LeftButton, {}, at);
            QCOMPARE(desk.selection.node(), std::optional(node));
        }
    }
    QVERIFY(shown.size() > 20);
}

void TestTidyLayout::switchingIsAnimatedOnlyWithMotion()
{
    Desk desk;
    desk.canvas.openAll();
    desk.selection.select(std::nullopt);
    const auto last = static_cast<NodeNumber>(desk.live.graph().size() - 1);
    const double before = desk.canvas.geometryOfTree().rowOf(last);
    desk.canvas.setMotion(true);
    desk.canvas.setCompact(true);
    QVERIFY(std::abs(desk.canvas.geometryOfTree().rowOf(last) - before) < 1); // still on its way
    const auto rows = [&] { return desk.canvas.geometryOfTree().rows(); };
    Desk still;
    still.canvas.openAll();
    still.canvas.setCompact(true);
    QTRY_COMPARE(rows(), still.canvas.geometryOfTree().rows());
}

void TestTidyLayout::newNodesFindTheirPlace()
{
    const DemoSession demo(200);
    LiveGraph live;
    Selection selection;
    TreeCanvas canvas(live, selection);
    canvas.setMotion(false);
    canvas.resize(900, 600);
    FeedBatch first = demo.batch(0, 60);
    first.reset = true;
    live.take(first);
    canvas.setCompact(true);
    for (NodeNumber n = 60; n < 200; n += 20) {
        live.take(demo.batch(n, n + 20));
    }
    canvas.openAll();
    QTRY_COMPARE(boxes(canvas).size(), std::size_t(200));
    // Another session starts anew.
    live.take(DemoSession(30).opening());
    QTRY_VERIFY(boxes(canvas).size() > 0 && boxes(canvas).size() < 60);
}

QTEST_MAIN(TestTidyLayout)
#include "tst_tidylayout.moc"
