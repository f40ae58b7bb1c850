#include "core/graph/steerstate.h"
#include "core/graph/wishes.h"

#include <QtTest>

using namespace espalier;

namespace {

SteerEvent said(std::int64_t id, SteerVerb verb, NodeNumber node, double value, std::optional<int> step)
{
    return {id, {verb, node, value, ""}, "test", 0, step};
}

int childrenOf(const Wishes& wishes, NodeNumber node)
{
    const auto children = wishes.children();
    const auto found = children.find(node);
    return found == children.end() ? 0 : found->second;
}

/// What is left of the children asked for at a node once this step is recorded.
int left(const std::vector<SteerEvent>& events, int step, NodeNumber node)
{
    return childrenOf(wishesAfter(events, step), node);
}

} // namespace

class WishesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void handMadeGoBeforeChildren();
    void whatIsTakenBackIsNotGrown();
    void stepsBeforeTheCommandGrewNothingOfIt();
    void whatNobodyObeyedIsLeftWhole();
    void aLaterCommandBringsEarlierOnesForward();
    void hugeNumbersAreCounted();
};

void WishesTest::handMadeGoBeforeChildren()
{
    Wishes wishes;
    wishes.take({SteerVerb::Expand, 4, 2, "tile", "siblings"});
    wishes.take({SteerVerb::Add, 7, 0, "hash"});
    wishes.take({SteerVerb::Prune, 4, 0, ""});
    QCOMPARE(wishes.next()->object, std::string("hash"));
    const auto child = wishes.next();
    QCOMPARE(child->node, NodeNumber(4));
    QCOMPARE(child->hint, std::string("tile"));
    QCOMPARE(child->memory, std::string("siblings"));
    QCOMPARE(childrenOf(wishes, 4), 1);
    QVERIFY(wishes.next() && !wishes.next() && wishes.isEmpty());
}

void WishesTest::whatIsTakenBackIsNotGrown()
{
    Wishes wishes;
    const SteerCommand two{SteerVerb::Expand, 4, 2, "tile"};
    wishes.take(two);
    wishes.take({SteerVerb::Expand, 4, 3, ""});
    wishes.take(*inverse(two, {}));
    QCOMPARE(childrenOf(wishes, 4), 3);
    QVERIFY(wishes.next()->hint.empty()); // those in the same words went
    wishes.take({SteerVerb::Expand, 4, -9, ""});
    QVERIFY(wishes.isEmpty());
}

void WishesTest::stepsBeforeTheCommandGrewNothingOfIt()
{
    // Steps 8 and 9 were in flight when the search obeyed it at 10.
    const std::vector<SteerEvent> events{said(1, SteerVerb::Expand, 4, 3, 10)};
    QCOMPARE(left(events, 7, 4), 3);
    QCOMPARE(left(events, 9, 4), 3);
    QCOMPARE(left(events, 10, 4), 2);
    QCOMPARE(left(events, 12, 4), 0);
    QCOMPARE(left(events, 90, 4), 0);
}

void WishesTest::whatNobodyObeyedIsLeftWhole()
{
    std::vector<SteerEvent> events{said(1, SteerVerb::Expand, 4, 3, 10), said(2, SteerVerb::Expand, 5, 1, 11),
                                   said(3, SteerVerb::Expand, 4, 2, std::nullopt)};
    QCOMPARE(left(events, 12, 4), 2);
    QCOMPARE(left(events, 12, 5), 1);
    QCOMPARE(left(events, 50, 4), 2);
    QVERIFY(!obeyedSteps(events)[2]);
    events[2].command.value = std::numeric_limits<double>::quiet_NaN(); // of a store somebody damaged
    QVERIFY(wishesAfter(events, 50).isEmpty());
}

void WishesTest::aLaterCommandBringsEarlierOnesForward()
{
    // Begun and not recorded when the search was stopped; the next run began again at 8, with the second.
    const std::vector<SteerEvent> events{said(1, SteerVerb::Expand, 4, 2, 10), said(2, SteerVerb::Expand, 5, 1, 8)};
    QCOMPARE(obeyedSteps(events), (std::vector<std::optional<int>>{8, 8}));
    QCOMPARE(left(events, 8, 4), 1);
    QCOMPARE(left(events, 9, 5), 1);
    QVERIFY(wishesAfter(events, 10).isEmpty());
}

void WishesTest::hugeNumbersAreCounted()
{
    std::vector<SteerEvent> events;
    for (int id = 1; id <= 300; ++id) {
        events.push_back(said(id, SteerVerb::Expand, 4, 1e300, std::numeric_limits<int>::min()));
    }
    QCOMPARE(left(events, 0, 4), 3'000'000);
    QCOMPARE(left(events, std::numeric_limits<int>::max(), 4), 0);
}

QTEST_APPLESS_MAIN(WishesTest)
#include "tst_wishes.moc"
