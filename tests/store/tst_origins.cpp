#include "core/database/database.h"
#include "core/store/schema.h"
#include "storefixture.h"

#include <QtTest>

using namespace espalier;

/// Where sessions and nodes come from, as the store keeps it.
class OriginsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSessionKeepsWhatItWasStartedWith();
    void childrenComeNewestFirst();
    void mergesAreChildrenOfTheirFirstParent();
    void olderSessionsComeFromNowhere();
};

void OriginsTest::aSessionKeepsWhatItWasStartedWith()
{
    StoreFixture f;
    QVERIFY(!f.store.session(f.session)->settings.derivedFrom);
    SessionSettings settings;
    settings.task = "softmax";
    settings.derivedFrom = DerivedFrom{1, 12, std::string(64, 'a')};
    settings.machine = "a processor, 8 cores";
    settings.program = "espalier 0.1.0";
    settings.tokens = 1e6;
    settings.dollars = 2.5;
    settings.evaluations = 40;
    settings.deviceMinutes = 7.5;
    const SessionSettings read = f.store.session(*f.store.createSession(settings))->settings;
    QVERIFY(read.derivedFrom == settings.derivedFrom);
    QCOMPARE(read.machine, settings.machine);
    QCOMPARE(read.program, settings.program);
    QCOMPARE(read.tokens, 1e6);
    QCOMPARE(read.dollars, 2.5);
    QCOMPARE(read.evaluations, 40);
    QCOMPARE(read.deviceMinutes, 7.5);
}

void OriginsTest::childrenComeNewestFirst()
{
    StoreFixture f;
    const SessionId other = f.newSession("other");
    for (NodeNumber n = 0; n <= 9; ++n) {
        QVERIFY(f.store.insertNode(f.session, sampleInsert(n, n % 2 == 0 ? 0 : n / 2, n + 1.0)));
        QVERIFY(f.store.insertNode(other, sampleInsert(n, 0, n + 1.0)));
    }
    // Of node 0: 1 (1/2 = 0) and the even ones.
    const auto numbers = [&](NodeNumber before, int limit) {
        std::vector<NodeNumber> list;
        for (const Node& node : *f.store.childrenBefore(f.session, 0, before, limit)) {
            list.push_back(node.number);
        }
        return list;
    };
    QCOMPARE(numbers(10, 100), (std::vector<NodeNumber>{8, 6, 4, 2, 1}));
    QCOMPARE(numbers(6, 2), (std::vector<NodeNumber>{4, 2}));
    QCOMPARE(numbers(1, 2), std::vector<NodeNumber>{});
    QCOMPARE(*f.store.countChildrenBefore(f.session, 0, 7), std::int64_t{4});
}

void OriginsTest::mergesAreChildrenOfTheirFirstParent()
{
    StoreFixture f;
    for (NodeNumber n = 0; n <= 3; ++n) {
        NodeInsert insert = sampleInsert(n, 0, n + 1.0);
        if (n == 3) {
            insert.node.parents = {2, 1};
        }
        QVERIFY(f.store.insertNode(f.session, insert));
    }
    QCOMPARE(f.store.childrenBefore(f.session, 2, 9, 9)->size(), std::size_t{1});
    QVERIFY(f.store.childrenBefore(f.session, 1, 9, 9)->empty());
}

void OriginsTest::olderSessionsComeFromNowhere()
{
    const TemporaryFolder folder;
    {
        auto database = Database::open(folder.path() / "espalier.db");
        QVERIFY(database);
        QVERIFY((*database)->script(std::string(schemaStep(1)) + schemaStep(2) + schemaStep(3) +
                                    "PRAGMA user_version = 3; PRAGMA application_id = 1163087948;"
                                    "INSERT INTO tasks VALUES (1, 'softmax', '/t');"
                                    "INSERT INTO sessions VALUES (5, 1, 'cpu', 'rules', 'greedy', 'old', 1, 60, 0, 0, "
                                    "0, 2, 8, 'done', 0, '', 0, 3);"));
    }
    Store store = StoreFixture::openOrAbort(folder.path());
    const SessionSettings settings = store.session(5)->settings;
    QVERIFY(!settings.derivedFrom);
    QVERIFY(settings.machine.empty() && settings.program.empty());
    QCOMPARE(settings.evaluations, 0);
}

QTEST_GUILESS_MAIN(OriginsTest)
#include "tst_origins.moc"
