#include "tests/widgets/demosession.h"
#include "tests/widgets/foundnodes.h"
#include "widgets/common/format.h"
#include "widgets/models/casesmodel.h"
#include "widgets/models/detailscache.h"
#include "widgets/models/eventlogmodel.h"
#include "widgets/models/livegraph.h"
#include "widgets/models/nodematches.h"
#include "widgets/models/outlinemodel.h"
#include "widgets/models/sessionsmodel.h"
#include "widgets/models/steering.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace espalier;
using namespace espalier::test;

namespace {

constexpr auto kFatal = QAbstractItemModelTester::FailureReportingMode::QtTest;

} // namespace

class TestModels : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void outlineGrowsLive();
    void sessionsKeepTheirRows();
    void casesShowUnitsInHeaders();
    void damagedBatchIsCutToWhatFits();
    void marksHoldOnceAcknowledged();
    void marksHoldAtOnceWhereNobodyRuns();
    void childrenAskedForAreTheSameReadAtOnce();
    void marksThatNobodyTookUpHoldWhenTheSearchEnds();
    void undoIssuesTheInverse();
    void detailsOfAnEarlierSessionAreDropped();
    void searchFindsByNumberWordAndSpeed();
    void cheatsAndPinsAreCountedAsTheyCome();
    void stagesAndLanguagesHaveNames();
    void namesAreNoMarkupInToolTips();
    void onlyNodesAndMarksChangeWhatMatches();
};

void TestModels::outlineGrowsLive()
{
    const DemoSession demo(120);
    LiveGraph live;
    OutlineModel model(live);
    QAbstractItemModelTester tester(&model, kFatal);
    FeedBatch first = demo.batch(0, 10);
    first.reset = true;
    live.take(first);
    for (NodeNumber n = 10; n < 120; n += 7) {
        live.take(demo.batch(n, n + 7));
    }
    int rows = 0;
    for (NodeNumber n = 0; n < 120; ++n) {
        const QModelIndex index = model.indexOf(n);
        QCOMPARE(OutlineModel::node(index), n);
        QCOMPARE(model.index(index.row(), 0, index.parent()), index);
        rows += model.rowCount(index);
    }
    QCOMPARE(rows, 119);
    QVERIFY(model.indexOf(0).data().toString().startsWith(QStringLiteral("#0")));
    const NodeNumber best = live.best().value();
    const QModelIndex speedup = model.indexOf(best).siblingAtColumn(OutlineModel::Speedup);
    const QString alone = speedup.data().toString();
    model.setBaseline(NodeNumber{0});
    QVERIFY(speedup.data().toString().startsWith(QStringLiteral("▲ ")) && speedup.data().toString().endsWith(alone));
    QVERIFY(speedup.data(Qt::ToolTipRole).toString().endsWith(QStringLiteral("against #0")));
    QVERIFY(model.indexOf(0).siblingAtColumn(OutlineModel::Speedup).data().toString().startsWith(QStringLiteral("◆")));
    model.setBaseline({});
    QCOMPARE(speedup.data().toString(), alone);
    live.take(demo.opening());
    QCOMPARE(model.rowCount(), 1);
}

void TestModels::sessionsKeepTheirRows()
{
    const DemoSession demo(10);
    SessionsModel model;
    QAbstractItemModelTester tester(&model, kFatal);
    auto list = demo.sessions();
    model.setSessions(list);
    const QPersistentModelIndex kept = model.index(model.rowOf(11));
    SessionSummary fresh = list.front();
    fresh.id = 13;
    list.push_back(fresh);
    model.setSessions(list);
    QCOMPARE(kept.data(SessionsModel::SessionIdRole).toLongLong(), 11);
    QCOMPARE(model.rowOf(13), 0);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.setSessions(list);
    QCOMPARE(changes.count(), 0);
    model.setSessions({});
    QCOMPARE(model.rowCount(), 0);
}

void TestModels::casesShowUnitsInHeaders()
{
    CasesModel model;
    QAbstractItemModelTester tester(&model, kFatal);
    model.setCases({{"wide", {{"rows", 1024}, {"cols", 2198}}, 0.2654, 1.093, {4.12, 4.05, 4.19}, 60}});
    const auto cell = [&](int column) { return model.index(0, column).data().toString(); };
    QCOMPARE(cell(CasesModel::Size), QStringLiteral("1024×2198"));
    QCOMPARE(cell(CasesModel::Time), QStringLiteral("0.265"));
    QCOMPARE(cell(CasesModel::Speedup), QStringLiteral("4.12×"));
    QCOMPARE(cell(CasesModel::Interval99), QStringLiteral("[4.05, 4.19]"));
    QCOMPARE(model.headerData(CasesModel::Time, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("ms"));
    QCOMPARE(model.index(0, CasesModel::Time).data(CasesModel::SortRole).toDouble(), 0.2654);
}

void TestModels::damagedBatchIsCutToWhatFits()
{
    const DemoSession demo(20);
    LiveGraph live;
    FeedBatch batch = demo.batch(0, 5);
    batch.reset = true;
    batch.nodes.push_back(demo.nodes[9]); // a gap
    batch.nodes.push_back(demo.nodes[2]); // a repeat
    Node orphan = demo.nodes[5];
    orphan.parents = {77};
    batch.nodes.push_back(orphan);
    batch.inFlight = {{6, {500}, "timing", 0}, {7, {}, "timing", 0}};
    live.take(batch);
    QCOMPARE(live.graph().size(), std::size_t(5));
    live.take(demo.batch(5, 20));
    QCOMPARE(live.graph().size(), std::size_t(20));
}

void TestModels::marksHoldOnceAcknowledged()
{
    const DemoSession demo(10);
    LiveGraph live;
    live.take(demo.opening());
    FeedBatch batch = demo.batch(0, 0);
    batch.events = {{7, {SteerVerb::Prune, 4, 0, ""}, "me", 0, std::nullopt}};
    live.take(batch);
    QVERIFY(live.isPending(4));
    QVERIFY(!live.graph().state(4).pruned);
    batch.events[0].appliedStep = 12;
    live.take(batch);
    QVERIFY(!live.isPending(4));
    QVERIFY(live.graph().state(4).pruned);
}

void TestModels::marksHoldAtOnceWhereNobodyRuns()
{
    DemoSession demo(10);
    demo.summary.holder.clear();
    LiveGraph live;
    live.take(demo.opening());
    FeedBatch batch = demo.batch(0, 0);
    batch.events = {{7, {SteerVerb::Expand, 4, 2, ""}, "me", 0, std::nullopt}};
    live.take(batch);
    QVERIFY(!live.isPending(4));
    QCOMPARE(live.childrenAsked(4), 2);
    batch.events[0].appliedStep = 12; // taken up later: not applied twice
    live.take(batch);
    QCOMPARE(live.childrenAsked(4), 2);
}

void TestModels::childrenAskedForAreTheSameReadAtOnce()
{
    const DemoSession demo(20); // a node a step
    const int obeyed = demo.nodes[12].step;
    LiveGraph live;
    QSignalSpy marked(&live, &LiveGraph::marked);
    const auto atOnce = [&](NodeNumber end, const FeedBatch& latest) {
        LiveGraph fresh;
        FeedBatch batch = demo.batch(0, end);
        batch.reset = true;
        batch.events = latest.events;
        fresh.take(batch);
        return fresh.childrenAsked(4);
    };
    FeedBatch batch = demo.batch(0, 10);
    batch.reset = true;
    batch.events = {{7, {SteerVerb::Expand, 4, 3, ""}, "me", 0, std::nullopt}};
    live.take(batch);
    QCOMPARE(live.childrenAsked(4), 3);
    batch = demo.batch(10, 10);
    batch.events = {{7, {SteerVerb::Expand, 4, 3, ""}, "me", 0, obeyed}};
    live.take(batch);
    for (NodeNumber n = 10; n < 18; ++n) { // the first two were in flight
        FeedBatch next = demo.batch(n, n + 1);
        live.take(next);
        QCOMPARE(live.childrenAsked(4), std::clamp(14 - static_cast<int>(n), 0, 3));
        QCOMPARE(atOnce(n + 1, batch), live.childrenAsked(4));
    }
    const auto lastMark = marked.last().first().value<std::vector<NodeNumber>>();
    QCOMPARE(lastMark, std::vector<NodeNumber>{4}); // whoever shows it is told
    QCOMPARE(atOnce(10, {}), 0);
}

void TestModels::marksThatNobodyTookUpHoldWhenTheSearchEnds()
{
    DemoSession demo(10);
    LiveGraph live;
    live.take(demo.opening());
    FeedBatch batch = demo.batch(0, 0);
    batch.events = {{7, {SteerVerb::Prune, 4, 0, ""}, "me", 0, std::nullopt}};
    live.take(batch);
    QVERIFY(live.isPending(4));
    batch.events.clear();
    batch.session.holder.clear();
    live.take(batch);
    QVERIFY(!live.isPending(4));
    QVERIFY(live.graph().state(4).pruned);
    QVERIFY(live.pending().empty());
}

void TestModels::undoIssuesTheInverse()
{
    const DemoSession demo(10);
    LiveGraph live;
    Steering steering(live);
    std::vector<SteerCommand> issued;
    connect(&steering, &Steering::issued, this, [&](const SteerCommand& command) { issued.push_back(command); });
    QVERIFY(!steering.issue(SteerVerb::Prune, 1)); // no session yet
    live.take(demo.opening());
    QVERIFY(!steering.issue(SteerVerb::Prune, 999));
    QVERIFY(steering.issue(SteerVerb::Prune, 3));
    QVERIFY(steering.issue(SteerVerb::Hint, 4, 0, QStringLiteral("use fewer registers")));
    steering.undoStack().undo();
    steering.undoStack().undo();
    steering.undoStack().redo();
    QCOMPARE(issued.size(), std::size_t(5));
    QCOMPARE(issued[2].verb, SteerVerb::Hint);
    QCOMPARE(issued[2].text, std::string());
    QCOMPARE(issued[3].verb, SteerVerb::Restore);
    QVERIFY(issued[4] == issued[0]);
    QVERIFY(steering.transport(SteerVerb::Pause));
    QCOMPARE(steering.undoStack().count(), 2);
    live.take(demo.opening());
    QVERIFY(steering.undoStack().canUndo()); // the same one, at another moment of it
    FeedBatch other = demo.opening();
    other.session.created += 60;
    live.take(other);
    QVERIFY(!steering.undoStack().canUndo()); // another store's session may have the same number
}

void TestModels::detailsOfAnEarlierSessionAreDropped()
{
    const DemoSession demo(400);
    DetailsCache cache;
    QSignalSpy wanted(&cache, &DetailsCache::wanted);
    QVERIFY(!cache.get(3));
    QVERIFY(!cache.get(3));
    QCOMPARE(wanted.count(), 1);
    const quint64 old = cache.generation();
    cache.clear();
    cache.put(old, 3, demo.details(3));
    QVERIFY(!cache.get(3));
    for (NodeNumber n = 0; n < 400; ++n) {
        cache.put(cache.generation(), n, demo.details(n));
    }
    QVERIFY(cache.get(399));
    QVERIFY(!cache.get(0)); // the oldest made room
    wanted.clear();
    cache.put(cache.generation(), 0, nullptr); // it could not be read
    QVERIFY(!cache.get(0));
    cache.forget(0);
    QVERIFY(!cache.get(0));
    QCOMPARE(wanted.count(), 2);
}

void TestModels::searchFindsByNumberWordAndSpeed()
{
    const DemoSession demo(60);
    SearchGraph graph;
    for (const Node& node : demo.nodes) {
        graph.add(node);
    }
    QCOMPARE(findNodes(graph, QStringLiteral("#12")), std::set<NodeNumber>{12});
    QVERIFY(findNodes(graph, QStringLiteral("  ")).empty());
    for (const NodeNumber n : findNodes(graph, QStringLiteral(">1.5 tile"))) {
        QVERIFY(graph.node(n).fitness > 1.5);
        QVERIFY(graph.node(n).summary.find("tile") != std::string::npos);
    }
    QVERIFY(!findNodes(graph, QStringLiteral("wrong")).empty());
    QVERIFY(findNodes(graph, QStringLiteral(">oops")).empty());
}

void TestModels::cheatsAndPinsAreCountedAsTheyCome()
{
    DemoSession demo(30);
    demo.events = {{1, {SteerVerb::Pin, 4, 0, {}}, "a", 0, 30}, {2, {SteerVerb::Pin, 9, 0, {}}, "a", 0, 30}};
    demo.nodes[7].verdict = Verdict::Cheat;
    LiveGraph live;
    live.take(demo.opening());
    QCOMPARE(live.cheats(), 1);
    QCOMPARE(live.pinned(), (std::set<NodeNumber>{4, 9}));
    FeedBatch batch = demo.batch(0, 0);
    batch.events = {{3, {SteerVerb::Unpin, 4, 0, {}}, "a", 0, 30}};
    live.take(batch);
    QCOMPARE(live.pinned(), (std::set<NodeNumber>{9}));
    live.take(DemoSession(5).opening());
    QCOMPARE(live.cheats(), 0);
}

void TestModels::stagesAndLanguagesHaveNames()
{
    QCOMPARE(format::language("hip"), QStringLiteral("HIP C++"));
    QCOMPARE(format::stage("held: build"), QStringLiteral("held: build"));
    QCOMPARE(format::stage("waiting for session 3 to finish"), QStringLiteral("waiting for session 3 to finish"));
    QCOMPARE(format::stage("waiting for  to finish"), QStringLiteral("waiting for  to finish"));
    QCOMPARE(format::stage("turn 2\nof 5"), QStringLiteral("turn 2·of 5")); // a synthesizer's word
}

void TestModels::namesAreNoMarkupInToolTips()
{
    SessionSummary session;
    session.task = QStringLiteral("<img src='a'>");
    SessionsModel sessions;
    sessions.setSessions({session});
    DemoSession demo(10);
    demo.events = {{1, {SteerVerb::Prune, 3, 0, {}}, "<b>somebody</b>", 0, 10}};
    LiveGraph live;
    live.take(demo.opening());
    const EventLogModel log(live);
    for (const QModelIndex& index : {sessions.index(0), log.index(0, EventLogModel::Author)}) {
        const QString tip = index.data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(QStringLiteral("&lt;")) && !tip.contains(QStringLiteral("<b>")), qPrintable(tip));
    }
}

void TestModels::onlyNodesAndMarksChangeWhatMatches()
{
    const DemoSession demo(60);
    LiveGraph live;
    NodeMatches matches(live);
    live.take(demo.opening());
    matches.setText(QStringLiteral("tile"));
    QSignalSpy changed(&matches, &NodeMatches::changed);
    FeedBatch batch = demo.batch(0, 0);
    batch.inFlight = demo.inFlight;
    live.take(batch); // how far the candidates are
    QCOMPARE(changed.count(), 0);
    batch.events = {{900, {SteerVerb::Prune, 3, 0, {}}, "somebody", 0, 60}};
    live.take(batch);
    QCOMPARE(changed.count(), 1);
    live.take(demo.opening());
    QCOMPARE(changed.count(), 2);
}

QTEST_MAIN(TestModels)
#include "tst_models.moc"
