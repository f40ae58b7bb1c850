#include "core/base/rng.h"
#include "tests/widgets/demosession.h"
#include "widgets/tree/cellgrid.h"
#include "widgets/tree/treecanvas.h"
#include "widgets/tree/treenavigation.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <cmath>

using namespace espalier;
using namespace espalier::test;

class TestTreeCanvas : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void clickSelectsWhatIsDrawnThere();
    void everyShownNodeIsHitAtItsCentre();
    void arrowsWalk();
    void wheelZoomsAroundThePointer();
    void clickOnAStubOpensIt();
    void rowsAboveDoNotMoveThePicture();
    void fitShowsEverything();
    void oneGoodNodeSurvivesTheFarView();
    void oneGoodNodeIsSeenAtEveryFarZoom();
    void descriptionFollowsTheSelection();

private:
    std::unique_ptr<DemoSession> m_demo;
    std::unique_ptr<LiveGraph> m_live;
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<TreeCanvas> m_canvas;
};

void TestTreeCanvas::init()
{
    m_demo = std::make_unique<DemoSession>(150);
    m_live = std::make_unique<LiveGraph>();
    m_selection = std::make_unique<Selection>();
    m_canvas = std::make_unique<TreeCanvas>(*m_live, *m_selection);
    m_canvas->resize(900, 600);
    m_canvas->show();
    m_live->take(m_demo->opening());
}

void TestTreeCanvas::cleanup()
{
    m_canvas.reset();
    m_selection.reset();
    m_live.reset();
}

void TestTreeCanvas::clickSelectsWhatIsDrawnThere()
{
    m_canvas->fit();
    const NodeNumber best = *m_live->best();
    QTest::mouseClick(m_canvas->viewport(), Qt::LeftButton, {}, m_canvas->viewportRect(best).center());
    QCOMPARE(m_selection->node(), std::optional(best));
    QTest::mouseClick(m_canvas->viewport(), Qt::LeftButton, {}, m_canvas->viewportRect(0).center());
    QCOMPARE(m_selection->node(), std::optional<NodeNumber>(0));
}

void TestTreeCanvas::everyShownNodeIsHitAtItsCentre()
{
    m_canvas->zoomReset();
    const TreeGeometry geometry = m_canvas->geometryOfTree();
    int shown = 0;
    m_canvas->layoutOfTree().rows().visit(0, m_canvas->layoutOfTree().rows().rows(), [&](LeafRows::Item item, int) {
        const auto hit = geometry.itemAt(geometry.nodeRect(item).center());
        QVERIFY(hit && hit->kind == TreeItem::Kind::Node);
        QCOMPARE(hit->node, NodeNumber(item));
        ++shown;
    });
    QVERIFY(shown > 20);
    QVERIFY(!geometry.itemAt({2, 2}));
}

void TestTreeCanvas::arrowsWalk()
{
    QTest::keyClick(m_canvas.get(), Qt::Key_Home);
    QCOMPARE(m_selection->node(), std::optional<NodeNumber>(0));
    QTest::keyClick(m_canvas.get(), Qt::Key_Right);
    const NodeNumber child = *m_selection->node();
    QCOMPARE(m_live->graph().parent(child), std::optional<NodeNumber>(0));
    QTest::keyClick(m_canvas.get(), Qt::Key_Left);
    QCOMPARE(m_selection->node(), std::optional<NodeNumber>(0));
    // Down through one column visits each node of it once, in the order of the rows, and back up again.
    m_selection->select(child);
    std::vector<NodeNumber> column{child};
    for (int i = 0; i < 200; ++i) {
        QTest::keyClick(m_canvas.get(), Qt::Key_Down);
        if (*m_selection->node() == column.back()) {
            break;
        }
        QCOMPARE(m_live->graph().depth(*m_selection->node()), 1);
        column.push_back(*m_selection->node());
    }
    for (std::size_t i = column.size(); i-- > 1;) {
        QTest::keyClick(m_canvas.get(), Qt::Key_Up);
        QCOMPARE(*m_selection->node(), column[i - 1]);
    }
}

void TestTreeCanvas::wheelZoomsAroundThePointer()
{
    m_canvas->zoomReset();
    m_canvas->centreOnRow(20);
    const QPointF at(300, 300);
    const double before = m_canvas->rowsInSight().first +
                          (300.0 / 600) * (m_canvas->rowsInSight().second - m_canvas->rowsInSight().first);
    QWheelEvent out(at, m_canvas->viewport()->mapToGlobal(at), {}, {0, -120}, Qt::NoButton, Qt::ControlModifier,
                    Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(m_canvas->viewport(), &out);
    QVERIFY(m_canvas->zoom() < 1);
    const double after = m_canvas->rowsInSight().first +
                         (300.0 / 600) * (m_canvas->rowsInSight().second - m_canvas->rowsInSight().first);
    QVERIFY(std::abs(after - before) < 1.5);
}

void TestTreeCanvas::clickOnAStubOpensIt()
{
    m_canvas->fit();
    std::optional<NodeNumber> folded;
    for (NodeNumber n = 0; n < m_live->graph().size() && !folded; ++n) {
        if (m_canvas->layoutOfTree().stub(n) != nullptr && m_canvas->layoutOfTree().rows().isShown(n)) {
            folded = n;
        }
    }
    QVERIFY(folded);
    m_canvas->zoomReset();
    m_canvas->reveal(*folded);
    const LeafRows& rows = m_canvas->layoutOfTree().rows();
    const QRectF stub = m_canvas->geometryOfTree().stubRect(*folded, rows.top(*folded));
    const QRectF parent = m_canvas->geometryOfTree().nodeRect(*folded);
    m_canvas->centreOnRow(rows.extraTop(*folded, rows.top(*folded)));
    const QPointF shift = m_canvas->viewportRect(*folded).topLeft() - parent.topLeft();
    const int before = m_canvas->layoutOfTree().shownNodes();
    QTest::mouseClick(m_canvas->viewport(), Qt::LeftButton, {}, (stub.center() + shift).toPoint());
    QVERIFY(m_canvas->layoutOfTree().stub(*folded) == nullptr);
    QVERIFY(m_canvas->layoutOfTree().shownNodes() > before);
}

void TestTreeCanvas::rowsAboveDoNotMoveThePicture()
{
    m_canvas->zoomReset();
    m_canvas->openAll();
    m_selection->select(*m_live->best());
    const int before = m_canvas->viewportRect(*m_live->best()).top();
    FeedBatch batch = m_demo->batch(0, 0);
    for (NodeNumber i = 0; i < 6; ++i) {
        Node node;
        node.number = static_cast<NodeNumber>(m_live->graph().size()) + i;
        node.parents = {1};
        node.verdict = Verdict::Accepted;
        node.fitness = 1.01 + 0.01 * i;
        batch.nodes.push_back(node);
    }
    const int rows = m_canvas->layoutOfTree().rows().rows();
    m_live->take(batch);
    QVERIFY(m_canvas->layoutOfTree().rows().rows() > rows);
    QVERIFY(std::abs(m_canvas->viewportRect(*m_live->best()).top() - before) <= 1);
}

void TestTreeCanvas::fitShowsEverything()
{
    m_canvas->openAll();
    m_canvas->fit();
    QCOMPARE(m_canvas->verticalScrollBar()->maximum(), 0);
    QCOMPARE(m_canvas->horizontalScrollBar()->maximum(), 0);
}

void TestTreeCanvas::oneGoodNodeSurvivesTheFarView()
{
    CellGrid grid(QSize(100, 100));
    for (int i = 0; i < 5000; ++i) {
        grid.add(grid.reach(10, 14), 10, shadeOf(i == 2500 ? 3.5 : 0.2));
    }
    QCOMPARE(grid.at(5, 5), shadeOf(3.5));
    QCOMPARE(grid.at(40, 40), kNoShade);
    grid.add(grid.reach(-50, 1e9), 1e12, shadeOf(1)); // far outside: cut, not written elsewhere
    grid.add(grid.reach(-50, -10), 10, shadeOf(4));
    grid.add(grid.reach(1e9, 2e9), 10, shadeOf(4));
    QCOMPARE(grid.at(0, 5), kNoShade);
    QCOMPARE(grid.at(grid.columns() - 1, 5), kNoShade);
    const QImage image = grid.image(Theme::light());
    // The image has 64 steps of the ramp, so a neighbouring colour is as good.
    const QColor drawn(image.pixel(5, 5));
    QVERIFY(std::abs(drawn.red() - Theme::light().ramp(3.5).red()) < 8);
    QVERIFY(std::abs(drawn.blue() - Theme::light().ramp(3.5).blue()) < 16);
}

void TestTreeCanvas::oneGoodNodeIsSeenAtEveryFarZoom()
{
    constexpr NodeNumber kGood = 4000;
    Rng rng(4);
    FeedBatch opening;
    opening.reset = true;
    opening.session.id = 2;
    for (NodeNumber number = 0; number < 6000; ++number) {
        Node node;
        node.number = number;
        if (number > 0) {
            node.parents = {static_cast<NodeNumber>(rng.below(number))};
        }
        node.verdict = Verdict::Accepted;
        node.fitness = number == kGood ? 4 : 0.3;
        opening.nodes.push_back(node);
    }
    m_live->take(opening);
    m_canvas->openAll();
    m_canvas->fit();
    const QColor good = Theme::fromPalette(m_canvas->palette()).ramp(4);
    for (int zoom = 0; zoom < 16; ++zoom) {
        const QImage image = m_canvas->viewport()->grab().toImage();
        const QRect place = m_canvas->viewportRect(kGood).adjusted(0, -2, 0, 2) & image.rect();
        bool seen = false;
        for (int y = place.top(); y <= place.bottom(); ++y) {
            for (int x = place.left(); x <= place.right(); ++x) {
                seen = seen || image.pixelColor(x, y) == good;
            }
        }
        QVERIFY2(seen, qPrintable(QString::number(m_canvas->zoom())));
        m_canvas->zoomOut();
    }
}

void TestTreeCanvas::descriptionFollowsTheSelection()
{
    m_selection->select(0);
    QVERIFY2(m_canvas->accessibleDescription().startsWith(QStringLiteral("#0 ")),
             qPrintable(m_canvas->accessibleDescription()));
    QCOMPARE(m_canvas->accessibleName(), QStringLiteral("Search tree"));
}

QTEST_MAIN(TestTreeCanvas)
#include "tst_treecanvas.moc"
