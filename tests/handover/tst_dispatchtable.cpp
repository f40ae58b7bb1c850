#include "core/handover/dispatchtable.h"
#include "core/task/tasklibrary.h"
#include "tests/handover/handoverfixture.h"

#include <QTest>

using namespace espalier;
using namespace espalier::handover;

/// Which node is called where: what is proven, and the baseline everywhere else.
class TestDispatchTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachShapeGetsWhatWonThere();
    void nothingIsShippedThatIsNotProven();
    void whatIsVouchedForCountsAndNotTheMedian();
    void prunedAndWrongNodesStayBehind();
    void oneNodeAlone();
    void nothingWonAnywhere();
    void nearestNeedsHiddenCases();
};

namespace {

constexpr Interval kHalf{0.5, 0.45, 0.55};

Result<DispatchTable> tableOf(HandoverFixture& fixture, const DispatchOptions& options = {})
{
    const auto task = loadTask(fixture.taskFolder);
    return makeDispatchTable(fixture.store, fixture.info(), *task, options, [](const Node&) { return true; });
}

} // namespace

void TestDispatchTable::eachShapeGetsWhatWonThere()
{
    HandoverFixture fixture;
    fixture.add("one", 0, Verdict::Accepted, {{"square", {1.5, 1.4, 1.6}}, {"wide", kHalf}});
    fixture.add("two", 1, Verdict::Slower, {{"square", kHalf}, {"wide", {1.2, 1.1, 1.3}}});
    const auto table = tableOf(fixture);
    QVERIFY(table);
    QCOMPARE(table->rows.size(), std::size_t{2});
    QCOMPARE(table->rows[0].name, std::string("square"));
    QCOMPARE(table->rows[0].sizes, (std::vector<std::int64_t>{64, 256})); // in the order of the task's dims
    QCOMPARE(*table->rows[0].node, NodeNumber{1});
    QCOMPARE(*table->rows[1].node, NodeNumber{2}); // slower over all cases, and the fastest in this one
    QCOMPARE(table->nodes(), (std::vector<NodeNumber>{1, 2}));
    QCOMPARE(sizesText(*table, table->rows[1]), std::string("rows 8, cols 4096"));
}

void TestDispatchTable::nothingIsShippedThatIsNotProven()
{
    HandoverFixture fixture;
    fixture.add("one", 0, Verdict::Accepted, {{"square", {1.5, 1.4, 1.6}}, {"wide", {1.4, 1.0, 1.9}}});
    const auto table = tableOf(fixture);
    QVERIFY(table);
    QVERIFY(table->rows[0].node);
    QVERIFY(!table->rows[1].node); // its interval touches 1
    QCOMPARE(table->rows[1].ms, table->rows[1].baselineMs);
}

void TestDispatchTable::whatIsVouchedForCountsAndNotTheMedian()
{
    HandoverFixture fixture;
    fixture.add("lucky", 0, Verdict::Accepted, {{"square", {5, 1.1, 9}}});
    fixture.add("steady", 0, Verdict::Accepted, {{"square", {1.5, 1.4, 1.6}}});
    fixture.add("as steady", 0, Verdict::Accepted, {{"square", {1.7, 1.4, 1.8}}});
    const auto table = tableOf(fixture);
    QVERIFY(table);
    QCOMPARE(*table->rows[0].node, NodeNumber{2});
}

void TestDispatchTable::prunedAndWrongNodesStayBehind()
{
    HandoverFixture fixture;
    fixture.add("wrong", 0, Verdict::Wrong, {{"square", {9, 8, 10}}});
    const NodeNumber pruned = fixture.add("pruned", 0, Verdict::Accepted, {{"square", {4, 3, 5}}});
    fixture.add("below it", pruned, Verdict::Accepted, {{"square", {4, 3, 5}}});
    fixture.add("fine", 0, Verdict::Accepted, {{"square", {2, 1.5, 2.5}}});
    QVERIFY(fixture.store.addEvent(fixture.session, {SteerVerb::Prune, pruned, 0, ""}, "test"));
    const auto table = tableOf(fixture);
    QVERIFY(table);
    QCOMPARE(table->nodes(), (std::vector<NodeNumber>{4}));
}

void TestDispatchTable::oneNodeAlone()
{
    HandoverFixture fixture;
    const NodeNumber one = fixture.add("one", 0, Verdict::Accepted, {{"square", {1.5, 1.4, 1.6}}, {"wide", kHalf}});
    fixture.add("better", 0, Verdict::Accepted, {{"square", {2.5, 2.4, 2.6}}, {"wide", {2.5, 2.4, 2.6}}});
    const auto table = tableOf(fixture, {one, false});
    QVERIFY(table);
    QCOMPARE(*table->rows[0].node, one);
    QVERIFY(!table->rows[1].node);
}

void TestDispatchTable::nothingWonAnywhere()
{
    HandoverFixture fixture;
    const auto table = tableOf(fixture);
    QVERIFY(!table);
    QVERIFY(table.error().kind == ErrorKind::Answer);
    QVERIFY(table.error().sentence().find("compiled") != std::string::npos);
}

void TestDispatchTable::nearestNeedsHiddenCases()
{
    HandoverFixture fixture;
    fixture.add("one", 0, Verdict::Accepted, {{"square", {1.5, 1.4, 1.6}}});
    auto task = loadTask(fixture.taskFolder);
    QVERIFY(makeDispatchTable(fixture.store, fixture.info(), *task, {{}, true}, [](const Node&) { return true; }));
    std::erase_if(task->cases, [](const Case& one) { return one.role == CaseRole::Hidden; });
    const auto refused =
        makeDispatchTable(fixture.store, fixture.info(), *task, {{}, true}, [](const Node&) { return true; });
    QVERIFY(!refused);
    QVERIFY(refused.error().kind == ErrorKind::Usage);
}

QTEST_GUILESS_MAIN(TestDispatchTable)
#include "tst_dispatchtable.moc"
