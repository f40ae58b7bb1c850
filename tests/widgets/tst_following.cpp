// Following a search: every new best or every new node, until a hand takes over; and how long candidates are on their
// way.
#include "tests/widgets/steereddesk.h"
#include "widgets/tree/treecanvas.h"

#include <QDateTime>
#include <QLabel>
#include <QScrollBar>
#include <QTest>
#include <QWheelEvent>

using namespace espalier;
using namespace espalier::test;

namespace {

struct Desk
{
    Desk()
    {
        window.resize(1500, 700);
        window.show();
        FeedBatch first = demo.batch(0, 60);
        first.reset = true;
        window.take(first);
    }
    void grow(NodeNumber end) { window.take(demo.batch(static_cast<NodeNumber>(window.live().graph().size()), end)); }
    QString status() { return window.findChild<QLabel*>(QStringLiteral("status"))->text(); }

    DemoSession demo{150};
    MainWindow window;
};

} // namespace

class TestFollowing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingIsFollowedInANewWindow();
    void everyNewNodeIsSelected();
    void onlyOneIsFollowed();
    void panningEndsIt();
    void selectingSomethingElseEndsIt();
    void candidatesSayHowLong();
};

void TestFollowing::nothingIsFollowedInANewWindow()
{
    Desk desk;
    QVERIFY(!desk.window.action(Do::FollowNewest)->isChecked() && !desk.window.action(Do::FollowBest)->isChecked());
    const auto before = desk.window.selection().node();
    desk.grow(70);
    QCOMPARE(desk.window.selection().node(), before);
    QVERIFY(!desk.status().contains(QStringLiteral("follows")));
}

void TestFollowing::everyNewNodeIsSelected()
{
    Desk desk;
    desk.window.action(Do::FollowNewest)->trigger();
    QCOMPARE(desk.window.selection().node(), std::optional<NodeNumber>(59));
    for (const NodeNumber end : {61U, 75U, 76U}) {
        desk.grow(end);
        QCOMPARE(desk.window.selection().node(), std::optional<NodeNumber>(end - 1));
        QVERIFY(desk.window.canvas().viewport()->rect().intersects(desk.window.canvas().viewportRect(end - 1)));
    }
    QVERIFY2(desk.status().contains(QStringLiteral("follows the newest node")), qPrintable(desk.status()));
}

void TestFollowing::onlyOneIsFollowed()
{
    Desk desk;
    desk.window.action(Do::FollowNewest)->trigger();
    desk.window.action(Do::FollowBest)->trigger();
    QVERIFY(desk.window.canvas().isFollowingBest() && !desk.window.canvas().isFollowingNewest());
    QVERIFY(!desk.window.action(Do::FollowNewest)->isChecked());
    QVERIFY(desk.status().contains(QStringLiteral("follows the best node")));
    desk.window.action(Do::FollowBest)->trigger();
    QVERIFY(!desk.window.canvas().isFollowingBest());
    QVERIFY(!desk.status().contains(QStringLiteral("follows")));
}

void TestFollowing::panningEndsIt()
{
    Desk desk;
    TreeCanvas& canvas = desk.window.canvas();
    desk.window.action(Do::OpenAll)->trigger();
    desk.window.action(Do::FollowNewest)->trigger();
    QVERIFY(canvas.verticalScrollBar()->maximum() > 100);
    QPoint empty;
    for (int y = 4; y < canvas.viewport()->height() && empty.isNull(); y += 3) {
        empty = canvas.itemAt({3, y}) ? QPoint() : QPoint(3, y);
    }
    const int way = canvas.verticalScrollBar()->value() > 50 ? 40 : -40;
    QTest::mousePress(canvas.viewport(), Qt::LeftButton, {}, empty);
    QTest::mouseMove(canvas.viewport(), empty + QPoint(0, way));
    QTest::mouseRelease(canvas.viewport(), Qt::LeftButton, {}, empty + QPoint(0, way));
    QVERIFY(!canvas.isFollowingNewest());
    QVERIFY(!desk.window.action(Do::FollowNewest)->isChecked());
    QVERIFY(!desk.status().contains(QStringLiteral("follows")));
    const auto before = desk.window.selection().node();
    desk.grow(90);
    QCOMPARE(desk.window.selection().node(), before);
}

void TestFollowing::selectingSomethingElseEndsIt()
{
    Desk desk;
    desk.window.action(Do::FollowNewest)->trigger();
    QTest::keyClick(&desk.window.canvas(), Qt::Key_Home);
    QCOMPARE(desk.window.selection().node(), std::optional<NodeNumber>(0));
    QVERIFY(!desk.window.canvas().isFollowingNewest());
    desk.grow(80);
    QCOMPARE(desk.window.selection().node(), std::optional<NodeNumber>(0));
}

void TestFollowing::candidatesSayHowLong()
{
    Desk desk;
    const double now = double(QDateTime::currentMSecsSinceEpoch()) / 1000;
    FeedBatch batch = desk.demo.batch(0, 0);
    batch.inFlight = {{61, {4}, "timing", now - 30 * 60}, {62, {5}, "building", now - 3}, {63, {5}, "timing", now - 70 * 60}};
    desk.window.take(batch);
    const TreeLayout& layout = desk.window.canvas().layoutOfTree();
    QVERIFY2(layout.inFlightText(4).endsWith(QStringLiteral("30 min")), qPrintable(layout.inFlightText(4)));
    QVERIFY2(layout.inFlightText(5).contains(QStringLiteral("2 in flight")) &&
                 layout.inFlightText(5).endsWith(QStringLiteral("70 min")),
             qPrintable(layout.inFlightText(5)));
}

QTEST_MAIN(TestFollowing)
#include "tst_following.moc"
