#include "core/handover/dispatchtable.h"
#include "core/handover/kernelbundle.h"
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
    void judgedTwiceGoesBeforeJudgedOnce();
    void judgedTwiceAndNotFasterIsNotCalled();
    void aKernelThatCannotBeReadIsSaid();
    void prunedAndWrongNodesStayBehind();
    void oneNodeAlone();
    void nothingWonAnywhere();
    void nearestNeedsHiddenCases();
    void pytorchIsNamedWhereItIsTheFastest();
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

/// As it was found: the low end of one noisy judging lay above that of the node that had been judged twice.
void TestDispatchTable::judgedTwiceGoesBeforeJudgedOnce()
{
    const std::map<std::string, Interval> sure{{"square", {1.47, 1.32, 1.52}}, {"wide", kHalf}};
    const std::map<std::string, Interval> lucky{{"square", {3.74, 1.43, 4.98}}, {"wide", {1.2, 1.1, 1.3}}};
    for (const bool luckyFirst : {true, false}) {
        HandoverFixture fixture;
        if (luckyFirst) {
            fixture.add("lucky", 0, Verdict::Accepted, lucky);
        }
        const NodeNumber twice = fixture.add("sure", 0, Verdict::Accepted, sure, "a change", true);
        if (!luckyFirst) {
            fixture.add("lucky", 0, Verdict::Accepted, lucky);
        }
        fixture.add("less lucky", 0, Verdict::Accepted, {{"square", {2.0, 1.4, 3.0}}});
        const auto table = tableOf(fixture);
        QVERIFY(table);
        QCOMPARE(*table->rows[0].node, twice);
        QCOMPARE(table->rows[0].judgings, 2);
        QVERIFY(table->rows[0].passedOver);
        const NodeNumber once = luckyFirst ? 1 : 2;
        QCOMPARE(table->rows[0].passedOver->node, once);
        QCOMPARE(table->rows[0].passedOver->speedup.low, 1.43);
        QCOMPARE(*table->rows[1].node, once); // there is nothing better there
        QCOMPARE(table->rows[1].judgings, 1);
        QVERIFY(!table->rows[1].passedOver);
        const auto lines = tableLines(*table);
        QVERIFY2(lines[0].find("judged twice") != std::string::npos &&
                     lines[0].find("node " + std::to_string(once) + " looked faster") != std::string::npos,
                 lines[0].c_str());
        QVERIFY2(lines[1].find("judged once") != std::string::npos, lines[1].c_str());
    }
}

void TestDispatchTable::judgedTwiceAndNotFasterIsNotCalled()
{
    HandoverFixture fixture;
    fixture.add("slow there", 0, Verdict::Accepted, {{"square", {1.5, 1.4, 1.6}}, {"wide", {0.9, 0.8, 0.99}}},
                "a change", true);
    const NodeNumber once = fixture.add("once", 0, Verdict::Accepted, {{"wide", {1.2, 1.1, 1.3}}});
    const auto table = tableOf(fixture);
    QVERIFY(table);
    QCOMPARE(*table->rows[1].node, once);
}

void TestDispatchTable::aKernelThatCannotBeReadIsSaid()
{
    HandoverFixture fixture;
    fixture.add("one", 0, Verdict::Accepted, {{"square", {1.5, 1.4, 1.6}}});
    const auto task = loadTask(fixture.taskFolder);
    const auto table = makeDispatchTable(fixture.store, fixture.info(), *task, {}, [](const Node&) {
        return Result<bool>(Error{ErrorKind::Machine, "its object is lost", "", ""});
    });
    QVERIFY(!table);
    QCOMPARE(table.error().what, std::string("its object is lost"));
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

/// A dispatcher in Python calls it; one in CUDA C++ cannot, and must not call what is slower in its place.
void TestDispatchTable::pytorchIsNamedWhereItIsTheFastest()
{
    for (const char* baseline : {"torch", "torch-compiled", "torch-autotuned"}) {
        HandoverFixture fixture("cuda");
        fixture.add("one", 0, Verdict::Accepted, {{"square", {1.5, 1.4, 1.6}}, {"wide", kHalf}});
        QCOMPARE(tableOf(fixture)->fallback, Fallback::Baseline); // the compiled seed was the fastest
        QVERIFY(fixture.store.setBaseline(fixture.session, baseline, 2.0));
        const auto table = tableOf(fixture);
        QVERIFY(table);
        QCOMPARE(table->fallback, Fallback::Framework);
        QCOMPARE(choiceText(*table, table->rows[0].node), std::string("node 1"));
        QCOMPARE(choiceText(*table, table->rows[1].node), std::string("framework"));
        const auto lines = tableLines(*table);
        QVERIFY2(lines[1].ends_with("→ PyTorch's own operator (" + std::string(baseline) +
                                    "), because no kernel is proven faster there"),
                 lines[1].c_str());
        QCOMPARE(lines.back(), std::string("every other shape → PyTorch's own operator"));
    }
    HandoverFixture triton("triton");
    QVERIFY(triton.store.setBaseline(triton.session, "torch", 2.0));
    triton.add("one", 0, Verdict::Accepted, {{"square", {1.5, 1.4, 1.6}}});
    QCOMPARE(tableOf(triton)->fallback, Fallback::Baseline);
}

QTEST_GUILESS_MAIN(TestDispatchTable)
#include "tst_dispatchtable.moc"
