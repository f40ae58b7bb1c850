#include "storefixture.h"

#include <QtTest>

using namespace espalier;

/// What a session knows its nodes by, and what it builds on.
class MemoriesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatNodesAreKnownBy();
    void keepsWhatASessionBuildsOn();
    void keepsTheProbability();
};

void MemoriesTest::keepsWhatNodesAreKnownBy()
{
    StoreFixture f;
    QVERIFY(f.store.insertNode(f.session, sampleInsert(0, 0, 1)));
    NodeInsert built = sampleInsert(1, 0, 1.5, "one");
    built.recognition = {1, std::nullopt, "3f2a"};
    QVERIFY(f.store.insertNode(f.session, built));
    NodeInsert copy = sampleInsert(2, 0, 1.5, "another");
    copy.recognition = {2, NodeNumber{1}, ""};
    QVERIFY(f.store.insertNode(f.session, copy));
    Store again = StoreFixture::openOrAbort(f.folder.path());
    const auto known = *again.recognitions(f.session);
    QCOMPARE(known.size(), std::size_t{2}); // the first node is known by nothing
    QCOMPARE(known[0].number, NodeNumber{1});
    QVERIFY(!known[0].duplicateOf);
    QCOMPARE(known[0].machineCode, std::string("3f2a"));
    QCOMPARE(known[1].number, NodeNumber{2});
    QCOMPARE(known[1].duplicateOf, std::optional(NodeNumber{1}));
    QVERIFY(again.recognitions(f.newSession("second"))->empty());
}

void MemoriesTest::keepsWhatASessionBuildsOn()
{
    StoreFixture f;
    const SessionId second = f.newSession("second");
    QVERIFY(f.store.priorNodes(second)->empty());
    QVERIFY(
        f.store.keepPriorNodes(second, {{f.session, 7, 1, "the same operator"}, {f.session, 3, 0.6, "of one family"}}));
    const auto kept = *StoreFixture::openOrAbort(f.folder.path()).priorNodes(second);
    QCOMPARE(kept.size(), std::size_t{2});
    QCOMPARE(kept[0].session, f.session);
    QCOMPARE(kept[0].number, NodeNumber{7});
    QCOMPARE(kept[1].similarity, 0.6);
    QCOMPARE(kept[1].why, std::string("of one family"));
    QVERIFY(!f.store.keepPriorNodes(second, {{f.session, 9, 1, ""}})); // once and for all
    QCOMPARE(f.store.priorNodes(second)->size(), std::size_t{2});
}

void MemoriesTest::keepsTheProbability()
{
    StoreFixture f;
    SessionSettings settings = f.store.session(f.session)->settings;
    QCOMPARE(settings.priorProbability, 0.1);
    settings.priorProbability = 0.5;
    const SessionId id = *f.store.createSession(settings);
    QCOMPARE(StoreFixture::openOrAbort(f.folder.path()).session(id)->settings.priorProbability, 0.5);
}

QTEST_GUILESS_MAIN(MemoriesTest)
#include "tst_memories.moc"
