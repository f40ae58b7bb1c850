#include "storefixture.h"

#include <QtTest>

using namespace espalier;

/// The write-ahead log: nothing waits for the disk while it is short, and it does not grow without end.
class CheckpointTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void longLogIsBroughtOverWhenThereIsTime();
    void logStaysBelowItsLimit();
};

namespace {

/// Nodes 0, 1, … with prompts of four megabytes.
void addLongNodes(StoreFixture& f, NodeNumber count)
{
    for (NodeNumber number = 0; number < count; ++number) {
        NodeInsert insert = sampleInsert(number, 0, 1.5);
        insert.prompt.assign(std::size_t{4} << 20, 'p');
        QVERIFY(f.store.insertNode(f.session, insert));
    }
}

/// What the database holds without its log.
std::size_t nodesWithoutLog(const StoreFixture& f)
{
    const TemporaryFolder copy;
    std::filesystem::copy(f.folder.path() / "espalier.db", copy.path() / "espalier.db");
    Store store = StoreFixture::openOrAbort(copy.path());
    const auto nodes = store.nodes(f.session);
    return nodes ? nodes->size() : 0;
}

} // namespace

void CheckpointTest::longLogIsBroughtOverWhenThereIsTime()
{
    StoreFixture f;
    addLongNodes(f, 2);
    QCOMPARE(nodesWithoutLog(f), std::size_t{0});
    f.store.checkpoint();
    QCOMPARE(nodesWithoutLog(f), std::size_t{2});
}

void CheckpointTest::logStaysBelowItsLimit()
{
    StoreFixture f;
    addLongNodes(f, 20);
    QVERIFY(std::filesystem::file_size(f.folder.path() / "espalier.db-wal") < (std::size_t{70} << 20));
    QCOMPARE(f.store.nodes(f.session)->size(), std::size_t{20});
}

QTEST_GUILESS_MAIN(CheckpointTest)
#include "tst_checkpoint.moc"
