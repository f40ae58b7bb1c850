#include "core/base/file.h"
#include "core/base/temporaryfolder.h"
#include "core/model/http/openhttpmodel.h"
#include "core/model/http/prices.h"

#include <QtTest>

using namespace espalier;

namespace {

Result<PriceTable> tableOf(const std::string& text)
{
    const TemporaryFolder folder;
    if (const auto written = writeFileAtomic(folder.path() / "prices.json", text); !written) {
        return written.error();
    }
    return PriceTable::fromFile(folder.path() / "prices.json");
}

std::string tableText(const std::string& entries)
{
    return R"({"about": "a", "date": "2025", "prices": [)" + entries + "]}";
}

} // namespace

class TestPrices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstEntryThatFitsCounts();
    void eachTokenIsPaidOnce();
    void brokenTablesAreNamed_data();
    void brokenTablesAreNamed();
    void theShippedTableIsReadable();
    void theUsersTableReplacesTheShippedOne();
    void anUnknownPriceIsSaid();
};

void TestPrices::theFirstEntryThatFitsCounts()
{
    const auto table = tableOf(tableText(R"({"models": "m-mini", "in": 1, "out": 2},
        {"models": "m-*", "in": 3, "cached": 0, "out": 4}, {"models": "m-2", "in": 9, "out": 9})"));
    QVERIFY(table);
    QVERIFY((table->find("m-mini") == Price{1, 1, 1, 2}));
    QVERIFY((table->find("m-2") == Price{3, 0, 3, 4}));
    QVERIFY(!table->find("m"));
    QVERIFY(!table->find("an m-2"));
}

void TestPrices::eachTokenIsPaidOnce()
{
    const TokenCount tokens{1'000'000, 2'000'000, 3'000'000, 4'000'000};
    QCOMPARE(money(tokens, {1, 0.1, 1.25, 5}), 1 + 0.2 + 3.75 + 20);
    TokenCount sum = tokens;
    sum += {1, 2, 3, 4};
    QVERIFY((sum == TokenCount{1'000'001, 2'000'002, 3'000'003, 4'000'004}));
}

void TestPrices::brokenTablesAreNamed_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const std::string& text) {
        QTest::newRow(name) << QByteArray::fromStdString(text);
    };
    row("no JSON", "prices");
    row("no object", "[]");
    row("no list", R"({"prices": {}})");
    row("another key", R"({"prices": [], "currency": "EUR"})");
    row("another key of an entry", tableText(R"({"models": "m", "in": 1, "out": 2, "per": "token"})"));
    row("no entry", tableText("7"));
    row("no name", tableText(R"({"in": 1, "out": 2})"));
    row("empty name", tableText(R"({"models": "", "in": 1, "out": 2})"));
    row("no price out", tableText(R"({"models": "m", "in": 1})"));
    row("negative", tableText(R"({"models": "m", "in": -1, "out": 2})"));
    row("text", tableText(R"({"models": "m", "in": "1", "out": 2})"));
    row("more than anybody asks", tableText(R"({"models": "m", "in": 1e300, "out": 2})"));
}

void TestPrices::brokenTablesAreNamed()
{
    QFETCH(QByteArray, text);
    const auto table = tableOf(text.toStdString());
    QVERIFY(!table && table.error().kind == ErrorKind::Usage);
    QVERIFY(table.error().what.ends_with("prices.json"));
}

void TestPrices::theShippedTableIsReadable()
{
    const auto table = PriceTable::fromFile(ESPALIER_SOURCE_DIR "/resources/models/prices.json");
    QVERIFY2(table, table ? "" : table.error().sentence().c_str());
    QVERIFY((table->find("claude-sonnet-4-5-20250929") == Price{3, 0.3, 3.75, 15}));
    QVERIFY((table->find("gpt-5-mini") == Price{0.25, 0.025, 0.25, 2}));
    QVERIFY(!table->find("qwen2.5-coder:32b"));
}

void TestPrices::theUsersTableReplacesTheShippedOne()
{
    const TemporaryFolder folder;
    qputenv("XDG_CONFIG_HOME", folder.path().c_str());
    qputenv("ESPALIER_SHARE", ESPALIER_SOURCE_DIR "/resources");
    const auto shipped = PriceTable::load();
    QVERIFY(shipped && shipped->find("gpt-5"));
    QVERIFY(std::filesystem::create_directories(ownPricesFile().parent_path()));
    QVERIFY(writeFileAtomic(ownPricesFile(), tableText(R"({"models": "mine", "in": 1, "out": 2})")));
    const auto own = PriceTable::load();
    QVERIFY(own && own->find("mine") && !own->find("gpt-5"));
    QVERIFY(writeFileAtomic(ownPricesFile(), "{"));
    const auto broken = openHttpModel("openai:mine@http://localhost:1");
    QVERIFY(!broken && broken.error().sentence().find(folder.path().string()) != std::string::npos);
}

void TestPrices::anUnknownPriceIsSaid()
{
    const TemporaryFolder folder;
    qputenv("XDG_CONFIG_HOME", folder.path().c_str());
    qputenv("ESPALIER_SHARE", ESPALIER_SOURCE_DIR "/resources");
    QVERIFY(!priceNote("anthropic:claude-sonnet-4-5"));
    const auto note = priceNote("openai:qwen@http://localhost:8000");
    QVERIFY(note && note->find("qwen") != std::string::npos && note->find("prices.json") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestPrices)
#include "tst_prices.moc"
