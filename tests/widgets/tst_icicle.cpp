// The icicle: places, what lies under the pointer, keyboard, zoom, and pictures from far away.
#include "tests/widgets/demosession.h"
#include "widgets/common/theme.h"
#include "widgets/tree/icicleview.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <ctime>

using namespace espalier;
using namespace espalier::test;

namespace {

struct Desk
{
    explicit Desk(int nodes = 150, QSize size = {900, 300}) : demo(nodes)
    {
        view.resize(size);
        view.show();
        live.take(demo.opening());
    }
    std::optional<NodeNumber> selected() const { return selection.node(); }
    QPoint middleOf(NodeNumber node) const { return view.geometryOfTree().rect(node).center().toPoint(); }

    DemoSession demo;
    LiveGraph live;
    NodeMatches matches{live};
    Selection selection;
    IcicleView view{live, matches, selection};
};

/// A root with `leaves` children, one of them good.
DemoSession flat(int leaves, NodeNumber good)
{
    DemoSession session(1);
    for (int i = 1; i <= leaves; ++i) {
        Node node = session.nodes[0];
        node.number = static_cast<NodeNumber>(i);
        node.parents = {0};
        node.fitness = node.number == good ? 4 : 0.3;
        session.nodes.push_back(node);
    }
    return session;
}

} // namespace

class TestIcicle : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { applyTheme(*qApp, QStringLiteral("light")); }
    void extentIsTheNumberOfNodes();
    void childrenLieWithinTheirParent();
    void everyPlaceIsHit();
    void depthRunsAlongTheShorterSide();
    void clickSelects();
    void zoomShowsOnlyTheSubtreeAndLeadsOut();
    void selectionElsewhereComesIntoSight();
    void keyboardWalks();
    void screenReadersHearTheSelection();
    void oneGoodNodeSurvivesAmongThousands();
    void deepTreesSayWhatHasNoRoom();
    void filterDims();
    void growsLive();
    void everyThemeDraws_data();
    void everyThemeDraws();
    void everyChosenNodeIsFramed();
    void aWholeTreeIsChosenAtOnce();
};

void TestIcicle::extentIsTheNumberOfNodes()
{
    Desk desk;
    const IcicleGeometry geometry = desk.view.geometryOfTree();
    const double whole = geometry.rect(0).width();
    std::vector<int> below(desk.demo.nodes.size(), 1);
    for (std::size_t i = below.size(); i-- > 1;) {
        below[desk.demo.nodes[i].parents.front()] += below[i];
    }
    for (NodeNumber n = 0; n < below.size(); ++n) {
        if (const QRectF rect = geometry.rect(n); !rect.isNull()) {
            QVERIFY(qAbs(rect.width() - whole * below[n] / below[0]) < 1e-6);
        }
    }
}

void TestIcicle::childrenLieWithinTheirParent()
{
    Desk desk;
    const IcicleGeometry geometry = desk.view.geometryOfTree();
    geometry.visit([&](NodeNumber node, int level, double start) {
        const QRectF rect = geometry.rect(node);
        const QRectF drawn = geometry.rect(level, start, 1);
        [&] {
            QVERIFY(qAbs(drawn.left() - rect.left()) < 1e-6 && qAbs(drawn.top() - rect.top()) < 1e-6);
            if (const auto parent = desk.live.graph().parent(node)) {
                const QRectF up = geometry.rect(*parent);
                QVERIFY(rect.left() >= up.left() - 1e-6 && rect.right() <= up.right() + 1e-6);
                QVERIFY(qAbs(rect.top() - up.bottom()) < 1e-6);
            }
        }();
        return true;
    });
}

void TestIcicle::everyPlaceIsHit()
{
    Desk desk;
    const IcicleGeometry geometry = desk.view.geometryOfTree();
    int hits = 0;
    for (NodeNumber n = 0; n < desk.demo.nodes.size(); ++n) {
        if (const QRectF rect = geometry.rect(n); !rect.isNull()) {
            QCOMPARE(geometry.at(rect.center()), std::optional(n));
            ++hits;
        }
    }
    QVERIFY(hits > 100);
    QVERIFY(!geometry.at({1, 150}));
    QVERIFY(!geometry.at({450, 299}));
    // A node's own share at its end belongs to no child.
    const QRectF root = geometry.rect(0);
    QVERIFY(!geometry.at({root.right() - geometry.unit() / 2, root.bottom() + 3}));
}

void TestIcicle::depthRunsAlongTheShorterSide()
{
    Desk wide;
    QVERIFY(wide.view.geometryOfTree().inRows());
    Desk tall(150, {260, 900});
    QVERIFY(!tall.view.geometryOfTree().inRows());
    const QRectF root = tall.view.geometryOfTree().rect(0);
    QVERIFY(root.height() > root.width());
    QCOMPARE(tall.view.geometryOfTree().at(root.center()), std::optional<NodeNumber>(0));
}

void TestIcicle::clickSelects()
{
    Desk desk;
    const NodeNumber best = *desk.live.best();
    QTest::mouseClick(&desk.view, Qt::LeftButton, {}, desk.middleOf(best));
    QCOMPARE(desk.selected(), std::optional(best));
    QTest::mouseClick(&desk.view, Qt::LeftButton, Qt::ControlModifier, desk.middleOf(0));
    QCOMPARE(desk.selection.all().size(), std::size_t(2));
}

void TestIcicle::zoomShowsOnlyTheSubtreeAndLeadsOut()
{
    Desk desk;
    NodeNumber inner = 0;
    for (NodeNumber n = 1; n < desk.demo.nodes.size() && inner == 0; ++n) {
        inner = desk.live.graph().depth(n) == 2 && desk.live.graph().children(n).size() > 1 ? n : 0;
    }
    QVERIFY(inner != 0);
    QTest::mouseDClick(&desk.view, Qt::LeftButton, {}, desk.middleOf(inner));
    QCOMPARE(desk.view.root(), inner);
    QVERIFY(desk.view.caption().contains(QStringLiteral("#%1").arg(inner)));
    QVERIFY(qAbs(desk.view.geometryOfTree().rect(inner).width() - (900 - 32)) < 1e-6);
    QVERIFY(desk.view.geometryOfTree().rect(0).isNull());
    // The strip before it leads to the parent.
    QTest::mouseClick(&desk.view, Qt::LeftButton, {}, {200, static_cast<int>(desk.middleOf(inner).y()) - 34});
    QCOMPARE(desk.view.root(), *desk.live.graph().parent(inner));
    QTest::keyClick(&desk.view, Qt::Key_Backspace);
    QCOMPARE(desk.view.root(), NodeNumber(0));
    QTest::keyClick(&desk.view, Qt::Key_Backspace);
    QCOMPARE(desk.view.root(), NodeNumber(0));
}

void TestIcicle::selectionElsewhereComesIntoSight()
{
    Desk desk;
    desk.view.zoomTo(1);
    const auto last = static_cast<NodeNumber>(desk.demo.nodes.size() - 1);
    for (NodeNumber n = last; n > 0; --n) {
        const auto line = desk.live.graph().lineage(n);
        if (line.size() > 1 && line[1] != 1) {
            desk.selection.select(n);
            QCOMPARE(desk.view.root(), NodeNumber(0));
            return;
        }
    }
    QFAIL("every node descends from the first child");
}

void TestIcicle::keyboardWalks()
{
    Desk desk;
    QTest::keyClick(&desk.view, Qt::Key_Home);
    QCOMPARE(desk.selected(), std::optional<NodeNumber>(0));
    QTest::keyClick(&desk.view, Qt::Key_Down);
    QCOMPARE(desk.live.graph().depth(*desk.selected()), 1);
    // Along one level each node once, in order, and no further than its end.
    for (int i = 0; i < 50; ++i) {
        QTest::keyClick(&desk.view, Qt::Key_Left);
    }
    std::vector<NodeNumber> level{*desk.selected()};
    for (int i = 0; i < 50; ++i) {
        QTest::keyClick(&desk.view, Qt::Key_Right);
        if (*desk.selected() != level.back()) {
            level.push_back(*desk.selected());
        }
    }
    const auto children = desk.live.graph().children(0);
    QCOMPARE(level, std::vector<NodeNumber>(children.begin(), children.end()));
    QTest::keyClick(&desk.view, Qt::Key_Return);
    QCOMPARE(desk.view.root(), level.back());
    QTest::keyClick(&desk.view, Qt::Key_Up);
    QCOMPARE(desk.selected(), std::optional<NodeNumber>(0));
}

void TestIcicle::screenReadersHearTheSelection()
{
    Desk desk;
    QVERIFY(!desk.view.accessibleName().isEmpty());
    desk.selection.select(1);
    const QString before = desk.view.accessibleDescription();
    QVERIFY(before.contains(QStringLiteral("#1")));
    desk.selection.select(2);
    QVERIFY(desk.view.accessibleDescription() != before);
}

void TestIcicle::oneGoodNodeSurvivesAmongThousands()
{
    LiveGraph live;
    const NodeMatches matches(live);
    Selection selection;
    IcicleView view(live, matches, selection);
    view.resize(700, 200);
    live.take(flat(20'000, 9'000).opening());
    QElapsedTimer timer;
    timer.start();
    const QImage image = view.grab().toImage();
    qInfo("20,001 nodes painted in %lld ms", static_cast<long long>(timer.elapsed()));
    const QColor good = Theme::light().ramp(4);
    const QRectF root = view.geometryOfTree().rect(0);
    const int x = static_cast<int>(root.left() + root.width() * 9'000 / 20'001);
    const int y = static_cast<int>(root.bottom() + 8);
    bool found = false;
    for (int near = x - 2; near <= x + 2; ++near) {
        const QColor seen = image.pixelColor(near, y);
        found = found || (qAbs(seen.red() - good.red()) < 6 && qAbs(seen.blue() - good.blue()) < 6);
    }
    QVERIFY(found);
}

void TestIcicle::deepTreesSayWhatHasNoRoom()
{
    DemoSession chain(1);
    for (NodeNumber n = 1; n < 90; ++n) {
        Node node = chain.nodes[0];
        node.number = n;
        node.parents = {n - 1};
        chain.nodes.push_back(node);
    }
    LiveGraph live;
    const NodeMatches matches(live);
    Selection selection;
    IcicleView view(live, matches, selection);
    view.resize(700, 300);
    live.take(chain.opening());
    const IcicleGeometry geometry = view.geometryOfTree();
    QVERIFY(geometry.hiddenLevels() > 0);
    QVERIFY(view.caption().contains(QString::number(geometry.hiddenLevels())));
    QVERIFY(geometry.rect(89).isNull());
    view.zoomTo(85);
    QCOMPARE(view.geometryOfTree().hiddenLevels(), 0);
    QVERIFY(!view.geometryOfTree().rect(89).isNull());
}

void TestIcicle::filterDims()
{
    Desk desk;
    const auto colourOf = [&](NodeNumber node) {
        const QRectF rect = desk.view.geometryOfTree().rect(node);
        return desk.view.grab().toImage().pixelColor(rect.bottomRight().toPoint() - QPoint(4, 4));
    };
    const QColor bright = colourOf(0);
    desk.matches.setText(QStringLiteral("#1"));
    QVERIFY(colourOf(0) != bright);
    desk.matches.setText(QStringLiteral("#0"));
    QCOMPARE(colourOf(0), bright);
}

void TestIcicle::growsLive()
{
    const DemoSession demo(120);
    LiveGraph live;
    const NodeMatches matches(live);
    Selection selection;
    IcicleView view(live, matches, selection);
    FeedBatch first = demo.batch(0, 10);
    first.reset = true;
    live.take(first);
    QVERIFY(view.caption().contains(QStringLiteral("10")));
    live.take(demo.batch(10, 120));
    QVERIFY(view.caption().contains(QStringLiteral("120")));
    view.zoomTo(2);
    live.take(demo.batch(0, 0));
    QCOMPARE(view.root(), NodeNumber(2));
    live.take(demo.opening());
    QCOMPARE(view.root(), NodeNumber(0));
}

void TestIcicle::everyThemeDraws_data()
{
    QTest::addColumn<QString>("theme");
    for (const char* theme : {"light", "dark", "contrast"}) {
        QTest::newRow(theme) << QString::fromLatin1(theme);
    }
}

void TestIcicle::everyThemeDraws()
{
    QFETCH(QString, theme);
    applyTheme(*qApp, theme);
    Desk desk;
    desk.selection.select(4);
    const QImage image = desk.view.grab().toImage();
    const Theme look = Theme::fromPalette(desk.view.palette());
    QCOMPARE(image.pixelColor(2, 2), look.color(Role::Background));
    const QRectF root = desk.view.geometryOfTree().rect(0);
    QCOMPARE(image.pixelColor(root.bottomRight().toPoint() - QPoint(6, 6)), look.ramp(desk.demo.nodes[0].fitness));
}

void TestIcicle::everyChosenNodeIsFramed()
{
    Desk desk(40);
    desk.selection.selectAll({3, 7, 12});
    const QImage image = desk.view.grab().toImage();
    const QColor accent = Theme::light().color(Role::Accent);
    for (const NodeNumber node : {3U, 7U, 12U}) {
        const QRectF rect = desk.view.geometryOfTree().rect(node);
        bool framed = false;
        for (int y = static_cast<int>(rect.top()) - 1; y <= static_cast<int>(rect.top()) + 2; ++y) {
            framed = framed || image.pixelColor(static_cast<int>(rect.center().x()), y) == accent;
        }
        QVERIFY2(framed, qPrintable(QString::number(node)));
    }
}

void TestIcicle::aWholeTreeIsChosenAtOnce()
{
    LiveGraph live;
    const NodeMatches matches(live);
    Selection selection;
    IcicleView view(live, matches, selection);
    view.resize(700, 200);
    live.take(flat(20'000, 9'000).opening());
    std::set<NodeNumber> all;
    for (NodeNumber n = 0; n <= 20'000; ++n) {
        all.insert(n);
    }
    selection.selectAll(all);
    const std::clock_t before = std::clock(); // of the processor: other programs may want it, too
    view.grab();
    const double seconds = double(std::clock() - before) / CLOCKS_PER_SEC;
    qInfo("20,001 chosen nodes painted in %.0f ms", seconds * 1000);
    QVERIFY(seconds < 0.6); // one walk, and not one past the siblings of each
}

QTEST_MAIN(TestIcicle)
#include "tst_icicle.moc"
