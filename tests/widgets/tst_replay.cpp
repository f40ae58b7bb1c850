#include "tests/widgets/demosession.h"
#include "widgets/mainwindow.h"
#include "widgets/teach/replay.h"
#include "widgets/teach/timeline.h"

#include <QSignalSpy>
#include <QTest>

#include <ctime>

using namespace espalier;
using namespace espalier::test;

namespace {

/// A node a step, each with a speedup; below its predecessor.
std::vector<Node> nodesWith(const std::vector<double>& speedups)
{
    std::vector<Node> nodes;
    for (const double speedup : speedups) {
        Node node;
        node.number = static_cast<NodeNumber>(nodes.size());
        node.step = static_cast<int>(nodes.size());
        node.time = 1000 + 10 * node.step;
        node.verdict = speedup > 0 ? Verdict::Accepted : Verdict::Wrong;
        node.fitness = speedup;
        node.speedup = {speedup, speedup, speedup};
        if (!nodes.empty()) {
            node.parents = {node.number - 1};
            node.edge = EdgeKind::Refine;
        }
        nodes.push_back(node);
    }
    return nodes;
}

SteerEvent pruned(std::int64_t id, NodeNumber node, std::optional<int> step)
{
    return {id, {SteerVerb::Prune, node, 0, {}}, "somebody", 1045, step};
}

FeedBatch opening(const std::vector<Node>& nodes, const std::vector<SteerEvent>& events = {})
{
    FeedBatch batch;
    batch.reset = true;
    batch.nodes = nodes;
    batch.events = events;
    batch.session.id = 7;
    return batch;
}

} // namespace

class TestReplay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bestsAreWhereTheBestRose();
    void eventsHoldFromTheStepThatObeyedThem();
    void backAndForthIsTheSame();
    void childrenAskedForAreThoseOfTheMoment();
    void whatComesMeanwhileIsShownAtTheEnd();
    void anotherSessionEndsIt();
    void playingStopsAtTheEnd();
    void theTimelineIsClickedAndTyped();
    void theWindowGoesBackAndSteersNothing();
    void longRecordsAreTakenAtOnce();
};

void TestReplay::bestsAreWhereTheBestRose()
{
    const Recording recording(nodesWith({1, 0, 1.5, 1.2, 2}), {}, {});
    QCOMPARE(recording.bests(), (std::vector<NodeNumber>{1, 3, 5}));
    QCOMPARE(recording.best(4), 1.5);
    QCOMPARE(recording.step(4), 3);
    QCOMPARE(recording.seconds(4), 30.0);
    QCOMPARE(recording.at(2).session.bestSpeedup, 1.0);
}

void TestReplay::eventsHoldFromTheStepThatObeyedThem()
{
    const Recording recording(nodesWith({1, 1.1, 1.2, 1.3, 1.4}), {pruned(1, 1, 3), pruned(2, 2, std::nullopt)}, {});
    QVERIFY(recording.at(3).events.empty());
    QCOMPARE(recording.at(4).events.size(), std::size_t(1));
    QCOMPARE(recording.at(5).events.size(), std::size_t(1)); // nobody obeyed the other, which came at 1045
    QCOMPARE(recording.between(3, 4).events.size(), std::size_t(1));
    QVERIFY(recording.between(4, 5).events.empty());
}

void TestReplay::backAndForthIsTheSame()
{
    LiveGraph live;
    Replay replay(live);
    const DemoSession demo(120);
    replay.take(demo.opening());
    std::vector<bool> before;
    for (NodeNumber n = 0; n < 120; ++n) {
        before.push_back(live.graph().isPruned(n));
    }
    replay.begin();
    QVERIFY(replay.isActive());
    replay.goTo(40);
    QCOMPARE(live.graph().size(), std::size_t(40));
    replay.goTo(41);
    replay.step(-30);
    QCOMPARE(live.graph().size(), std::size_t(11));
    replay.goTo(-5);
    QCOMPARE(live.graph().size(), std::size_t(1));
    replay.goTo(5000);
    QCOMPARE(live.graph().size(), std::size_t(120));
    replay.end();
    QCOMPARE(live.graph().size(), std::size_t(120));
    for (NodeNumber n = 0; n < 120; ++n) {
        QCOMPARE(live.graph().isPruned(n), bool(before[n]));
    }
    QCOMPARE(live.inFlight().size(), demo.inFlight.size());
    QCOMPARE(live.session(), demo.summary);
}

void TestReplay::childrenAskedForAreThoseOfTheMoment()
{
    LiveGraph live;
    Replay replay(live);
    SteerEvent obeyed{1, {SteerVerb::Expand, 1, 3, {}}, "somebody", 1025, 3};
    SteerEvent waiting{2, {SteerVerb::Expand, 2, 2, {}}, "somebody", 1045, std::nullopt};
    replay.take(opening(nodesWith({1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7}), {obeyed, waiting}));
    const auto asked = [&live] { return std::pair(live.childrenAsked(1), live.childrenAsked(2)); };
    replay.begin();
    for (const int count : {3, 4, 5, 6, 8, 6, 5, 4, 3}) { // forth and back
        replay.goTo(count);
        QCOMPARE(asked(), std::pair(count == 3 ? 0 : std::max(0, 6 - count), count < 6 ? 0 : 2));
    }
    replay.end();
    QCOMPARE(asked(), std::pair(0, 2));
}

void TestReplay::whatComesMeanwhileIsShownAtTheEnd()
{
    LiveGraph live;
    Replay replay(live);
    const std::vector<Node> nodes = nodesWith({1, 1.2, 1.4, 1.6});
    replay.take(opening({nodes.begin(), nodes.begin() + 3}));
    replay.begin();
    replay.goTo(1);
    FeedBatch more = opening({nodes[3]});
    more.reset = false;
    replay.take(more);
    QCOMPARE(live.graph().size(), std::size_t(1));
    QCOMPARE(replay.recording().size(), NodeNumber(4));
    replay.end();
    QCOMPARE(live.graph().size(), std::size_t(4));
    QCOMPARE(live.best(), std::optional<NodeNumber>(3));
}

void TestReplay::anotherSessionEndsIt()
{
    LiveGraph live;
    Replay replay(live);
    replay.take(opening(nodesWith({1, 1.2, 1.4})));
    replay.begin();
    replay.goTo(2);
    replay.take(opening(nodesWith({1, 2})));
    QVERIFY(!replay.isActive());
    QCOMPARE(live.graph().size(), std::size_t(2));
    QCOMPARE(live.graph().node(1).fitness, 2.0);
}

void TestReplay::playingStopsAtTheEnd()
{
    LiveGraph live;
    Replay replay(live);
    replay.take(opening(nodesWith({1, 1.2, 1.4, 1.6})));
    replay.begin();
    replay.setNodesPerSecond(200);
    QSignalSpy playing(&replay, &Replay::playingChanged);
    replay.play(); // at the end: from the start
    QTRY_COMPARE(playing.size(), 2);
    QVERIFY(!replay.isPlaying());
    QCOMPARE(replay.moment(), NodeNumber(4));
    replay.previousBest();
    QCOMPARE(replay.moment(), NodeNumber(3));
    replay.nextBest();
    QCOMPARE(replay.moment(), NodeNumber(4));
}

void TestReplay::theTimelineIsClickedAndTyped()
{
    LiveGraph live;
    Replay replay(live);
    replay.take(opening(nodesWith({1, 1.2, 1.1, 1.6, 1.5})));
    replay.begin();
    Timeline line(replay);
    line.resize(420, 40);
    line.show();
    QTest::mouseClick(&line, Qt::LeftButton, {}, QPoint(static_cast<int>(line.xOf(2)), 28));
    QCOMPARE(replay.moment(), NodeNumber(2));
    QTest::keyClick(&line, Qt::Key_PageDown);
    QCOMPARE(replay.moment(), NodeNumber(4));
    QTest::keyClick(&line, Qt::Key_Right);
    QCOMPARE(replay.moment(), NodeNumber(5));
    QTest::keyClick(&line, Qt::Key_Home);
    QCOMPARE(replay.moment(), NodeNumber(1));
    QVERIFY(line.accessibleDescription().contains(QStringLiteral("node 1 of 5")));
}

void TestReplay::theWindowGoesBackAndSteersNothing()
{
    MainWindow window;
    const DemoSession demo(80);
    window.take(demo.opening());
    window.show();
    window.selection().select(20);
    QVERIFY(window.action(Do::Prune)->isEnabled());
    window.action(Do::Replay)->trigger();
    QVERIFY(window.replay().isActive());
    QVERIFY(!window.action(Do::Prune)->isEnabled());
    QVERIFY(window.findChild<QWidget*>(QStringLiteral("replayBar"))->isVisible());
    window.replay().goTo(30);
    QCOMPARE(window.live().graph().size(), std::size_t(30));
    QCOMPARE(window.selection().node(), std::optional<NodeNumber>(20));
    window.replay().goTo(10);
    QVERIFY(!window.selection().node());
    window.action(Do::Replay)->trigger();
    QCOMPARE(window.live().graph().size(), std::size_t(80));
    QVERIFY(!window.findChild<QWidget*>(QStringLiteral("replayBar"))->isVisible());
    window.selection().select(20);
    QVERIFY(window.action(Do::Prune)->isEnabled());
}

void TestReplay::longRecordsAreTakenAtOnce()
{
    std::vector<SteerEvent> events;
    for (std::int64_t id = 1; id <= 30'000; ++id) {
        events.push_back(pruned(id, 1, 1));
    }
    const std::clock_t before = std::clock(); // of the processor: other programs may want it, too
    Recording recording(nodesWith({1, 1.1}), events, {});
    QVERIFY(double(std::clock() - before) / CLOCKS_PER_SEC < 0.7);
    recording.append({}, {pruned(7, 1, 2)});
    QCOMPARE(recording.events().size(), std::size_t(30'000));
    QCOMPARE(recording.events()[6].appliedStep, std::optional(2));
}

QTEST_MAIN(TestReplay)
#include "tst_replay.moc"
