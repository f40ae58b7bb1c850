// What is left of an Expand, read from the store at once or as it comes.
#include "core/graph/wishes.h"
#include "storefixture.h"

#include <QtTest>

#include <algorithm>

using namespace espalier;

class AskedChildrenTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void childrenAskedForAreKnownHoweverTheyAreRead();
};

void AskedChildrenTest::childrenAskedForAreKnownHoweverTheyAreRead()
{
    StoreFixture f;
    Store reader = StoreFixture::openOrAbort(f.folder.path());
    StoreCursor cursor;
    std::vector<SteerEvent> watched; // as somebody hears of them who reads all the time
    int step = 0;
    const auto watch = [&] {
        const auto delta = *reader.changes(f.session, cursor);
        for (const SteerEvent& event : delta->events) {
            const auto known = std::ranges::find(watched, event.id, &SteerEvent::id);
            known == watched.end() ? watched.push_back(event) : void(*known = event);
        }
        step = delta->nodes.empty() ? step : delta->nodes.back().step;
        return wishesAfter(watched, step).children();
    };
    const auto insert = [&](NodeNumber number) {
        NodeInsert one = sampleInsert(number, 0, 1.0 + number);
        one.node.step = static_cast<int>(number);
        return f.store.insertNode(f.session, one);
    };
    QVERIFY(insert(0));
    const auto event = *f.store.addEvent(f.session, {SteerVerb::Expand, 0, 2, ""}, "a person");
    QCOMPARE(watch()[0], 2);
    QVERIFY(f.store.acknowledge(f.session, event, 3)); // 1 and 2 are in flight
    QVERIFY(insert(1));
    QVERIFY(insert(2));
    QCOMPARE(watch()[0], 2);
    QVERIFY(insert(3));
    QCOMPARE(watch()[0], 1);
    QCOMPARE(wishesAfter(*f.store.events(f.session), 3).children()[0], 1);
    QVERIFY(insert(4));
    QVERIFY(watch().empty());
    QVERIFY(wishesAfter(*f.store.events(f.session), 4).isEmpty());
}

QTEST_GUILESS_MAIN(AskedChildrenTest)
#include "tst_askedchildren.moc"
