#include "core/database/database.h"
#include "core/store/schema.h"
#include "storefixture.h"

#include <QtTest>

#include <atomic>
#include <fstream>
#include <thread>

using namespace espalier;

class SchemaTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void olderStoreIsMigrated();
    void olderSessionsKeepTheirEldersEvidence();
    void newerStoreIsRefusedAndLeftAlone();
    void otherProgramsDatabaseIsRefused();
    void damagedFileIsNamed();
    void placesThatAreNoStore();
    void nodesCannotBeChanged();
    void fullDatabaseSaysSo();
    void twoProgramsMayMakeTheSameStore();
};

namespace {

std::unique_ptr<Database> openDatabase(const std::filesystem::path& folder)
{
    auto database = Database::open(folder / "espalier.db");
    return database ? *std::move(database) : nullptr;
}

std::int64_t single(Database& database, const char* sql)
{
    Rows rows = database.query(sql);
    return rows.next() ? rows.integer(0) : -1;
}

std::string refusal(const std::filesystem::path& folder)
{
    const auto store = Store::open(folder);
    return store ? std::string("opened") : store.error().sentence();
}

} // namespace

void SchemaTest::olderStoreIsMigrated()
{
    const TemporaryFolder folder;
    {
        const auto database = openDatabase(folder.path());
        QVERIFY(database->script(
            std::string(schemaStep(1)) +
            "PRAGMA user_version = 1; PRAGMA application_id = 1163087948;"
            "INSERT INTO tasks VALUES (1, 'softmax', '/t');"
            "INSERT INTO sessions VALUES (5, 1, 'cpu', 'rules', 'greedy', 'old', 1, 60, 0, 0, 0, 2, 8, 'done', "
            "0, 'plain', 2.5, 3);"
            "INSERT INTO nodes VALUES (5, 0, NULL, '[]', 'root', 0, 'aa', 'slower', 1, 0.5, 0.5, 0.4, 0.6, 1, 2, "
            "'memory', 0.3, '[]', 'seed', 'first', 0, 1);"));
    }
    Store store = StoreFixture::openOrAbort(folder.path());
    QCOMPARE(store.findSession("old")->id, SessionId{5});
    QCOMPARE(store.node(5, 0)->fitness, 0.5);
    QVERIFY(store.addSpentStep(5, {1, {0}, EdgeKind::Draft, "nothing"}));
    QCOMPARE(single(*openDatabase(folder.path()), "PRAGMA user_version"), std::int64_t{kSchemaVersion});
}

void SchemaTest::olderSessionsKeepTheirEldersEvidence()
{
    const TemporaryFolder folder;
    {
        const auto database = openDatabase(folder.path());
        QVERIFY(database->script(std::string(schemaStep(1)) + schemaStep(2) +
                                 "PRAGMA user_version = 2; PRAGMA application_id = 1163087948;"
                                 "INSERT INTO tasks VALUES (1, 'softmax', '/t');"
                                 "INSERT INTO sessions VALUES (5, 1, 'cpu', 'rules', 'greedy', 'old', 1, 60, 0, 0, 0, "
                                 "2, 8, 'done', 0, '', 0, 3);"
                                 "INSERT INTO sessions VALUES (6, 1, 'cpu', 'rules', 'greedy', 'new', 1, 60, 0, 0, 0, "
                                 "2, 8, 'done', 0, '', 0, 3);"
                                 "INSERT INTO skills VALUES (5, 'tile', 'softmax', 'memory', 2, 1, 0.5);"
                                 "INSERT INTO skills VALUES (6, 'tile', 'softmax', 'memory', 4, 1, 0.5);"));
    }
    Store store = StoreFixture::openOrAbort(folder.path());
    QVERIFY(store.priorEvidence(5)->empty());
    QCOMPARE(store.priorEvidence(6)->size(), std::size_t{1});
    QCOMPARE(store.priorEvidence(6)->front().tried, 2);
    QCOMPARE(store.priorEvidence(6)->front().task, std::string("softmax"));
}

void SchemaTest::newerStoreIsRefusedAndLeftAlone()
{
    const StoreFixture f;
    QVERIFY(openDatabase(f.folder.path())->script("PRAGMA user_version = 99"));
    const std::string sentence = refusal(f.folder.path());
    QVERIFY2(sentence.find("99") != std::string::npos && sentence.find("update espalier") != std::string::npos,
             sentence.c_str());
    QCOMPARE(single(*openDatabase(f.folder.path()), "PRAGMA user_version"), std::int64_t{99});
    QCOMPARE(single(*openDatabase(f.folder.path()), "SELECT count(*) FROM sessions"), std::int64_t{1});
}

void SchemaTest::otherProgramsDatabaseIsRefused()
{
    const TemporaryFolder folder;
    QVERIFY(openDatabase(folder.path())->script("CREATE TABLE recipes (name TEXT)"));
    QVERIFY(refusal(folder.path()).find("another program") != std::string::npos);
    QCOMPARE(single(*openDatabase(folder.path()), "SELECT count(*) FROM sqlite_master"), std::int64_t{1});
}

void SchemaTest::damagedFileIsNamed()
{
    const TemporaryFolder folder;
    std::ofstream(folder.path() / "espalier.db") << std::string(8192, 'x');
    const std::string sentence = refusal(folder.path());
    QVERIFY2(sentence.find("damaged") != std::string::npos && sentence.find("espalier.db") != std::string::npos,
             sentence.c_str());
}

void SchemaTest::placesThatAreNoStore()
{
    const TemporaryFolder folder;
    std::ofstream(folder.path() / "file") << "text";
    QVERIFY(refusal(folder.path() / "file").find("it is a file") != std::string::npos);
    QVERIFY(refusal(folder.path() / "file" / "below").find("cannot make") != std::string::npos);
    QVERIFY(refusal("/proc/espalier-store").find("cannot make") != std::string::npos);
    std::filesystem::create_directories(folder.path() / "odd" / "espalier.db");
    QVERIFY(refusal(folder.path() / "odd").find("cannot open") != std::string::npos);
}

void SchemaTest::nodesCannotBeChanged()
{
    StoreFixture f;
    QVERIFY(f.store.insertNode(f.session, sampleInsert(0, 0, 1)));
    const auto database = openDatabase(f.folder.path());
    QVERIFY(!database->run("UPDATE nodes SET fitness = 9"));
    QVERIFY(!database->run("DELETE FROM nodes"));
    QVERIFY(!database->run("DELETE FROM evaluations"));
    QCOMPARE(f.store.node(f.session, 0)->fitness, 1.0);
}

void SchemaTest::fullDatabaseSaysSo()
{
    const StoreFixture f;
    const auto database = openDatabase(f.folder.path());
    QVERIFY(database->script("PRAGMA max_page_count = 1"));
    const auto full = database->run("INSERT INTO tasks (name, folder) VALUES (?1, ?1)", std::string(1 << 20, 'n'));
    QVERIFY(!full);
    QVERIFY2(full.error().sentence().find("the disk is full") != std::string::npos, full.error().sentence().c_str());
}

void SchemaTest::twoProgramsMayMakeTheSameStore()
{
    for (int round = 0; round < 10; ++round) {
        const TemporaryFolder folder;
        std::atomic<int> opened = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i) {
                threads.emplace_back([&] { opened += Store::open(folder.path()) ? 1 : 0; });
            }
        }
        QCOMPARE(opened.load(), 4);
    }
}

QTEST_GUILESS_MAIN(SchemaTest)
#include "tst_schema.moc"
