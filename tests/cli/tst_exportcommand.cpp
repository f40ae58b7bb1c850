#include "core/base/file.h"
#include "core/store/sessionlink.h"
#include "tests/cli/commandrun.h"
#include "tests/store/storefixture.h"

#include <QTest>

#include <sstream>

using namespace espalier;
using espalier::test::CommandRun;
using nlohmann::json;

/// Training data as a user writes it, of a session that was put into the store by hand.
class TestExportCommand : public QObject
{
    Q_OBJECT

private:
    StoreFixture m_store;

    CommandRun espalier(const QStringList& words) const
    {
        return test::run(
            QStringList{QStringLiteral("export")} + words +
            QStringList{QStringLiteral("--store"), QString::fromStdString(m_store.folder.path().string())});
    }
    QString file(const char* name) const { return QString::fromStdString((m_store.folder.path() / name).string()); }

private Q_SLOTS:
    void initTestCase();
    void rowsGoToStandardOutput();
    void rowsGoIntoAFileThatIsWhole();
    void oneKindAlone();
    void licenceIsTheTasksOrTheOneGiven();
    void requestsThatMakeNoSense_data();
    void requestsThatMakeNoSense();
    void nothingToWriteIsAnAnswer();
    void aFileThatCannotBeWritten();
    void aLinkLeadsToTheSessionAndNode();
};

namespace {

std::vector<json> rowsOf(const std::string& text)
{
    std::vector<json> rows;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        rows.push_back(json::parse(line));
    }
    return rows;
}

} // namespace

void TestExportCommand::initTestCase()
{
    for (NodeNumber n = 0; n <= 4; ++n) {
        QVERIFY(m_store.store.insertNode(m_store.session, sampleInsert(n, 0, n == 3 ? 0 : n + 1.0)));
    }
}

void TestExportCommand::rowsGoToStandardOutput()
{
    const CommandRun run = espalier({QStringLiteral("first"), QStringLiteral("--as"), QStringLiteral("dataset")});
    QVERIFY2(run.exitCode == 0, qPrintable(run.err));
    const auto rows = rowsOf(run.out.toStdString());
    // Paths to 1, 2 and 4; every two of four children; one group.
    QCOMPARE(rows.size(), std::size_t{3 + 6 + 1});
    QVERIFY(run.err.contains(QLatin1String("3 paths, 6 pairs and 1 groups")));
    QCOMPARE(rows.front().at("path")[1].at("prompt").get<std::string>(), std::string("make node 1"));
}

void TestExportCommand::rowsGoIntoAFileThatIsWhole()
{
    const CommandRun run = espalier({QStringLiteral("1"), QStringLiteral("--as"), QStringLiteral("dataset"),
                                     QStringLiteral("--json"), QStringLiteral("--out"), file("rows.jsonl")});
    QVERIFY2(run.exitCode == 0, qPrintable(run.err));
    QCOMPARE(run.json().at("rows").at("preference").get<int>(), 6);
    QCOMPARE(rowsOf(*readFile(m_store.folder.path() / "rows.jsonl")).size(), std::size_t{10});
    QVERIFY(!std::filesystem::exists(m_store.folder.path() / "rows.jsonl.part"));
}

void TestExportCommand::oneKindAlone()
{
    for (const auto& [kind, count] : {std::pair("sft", 3), std::pair("preference", 6), std::pair("group", 2)}) {
        const CommandRun run =
            espalier({QStringLiteral("1"), QStringLiteral("--as"), QStringLiteral("dataset"), QStringLiteral("--kind"),
                      QString::fromLatin1(kind), QStringLiteral("--group-size"), QStringLiteral("2")});
        const auto rows = rowsOf(run.out.toStdString());
        QCOMPARE(static_cast<int>(rows.size()), count);
        for (const json& row : rows) {
            QCOMPARE(row.at("kind").get<std::string>(), std::string(kind));
        }
    }
}

void TestExportCommand::licenceIsTheTasksOrTheOneGiven()
{
    const auto licence = [&](const QString& session, const QStringList& more) {
        const CommandRun run = espalier(QStringList{session, QStringLiteral("--as"), QStringLiteral("dataset")} + more);
        return rowsOf(run.out.toStdString()).front().at("licence").get<std::string>();
    };
    QCOMPARE(licence(QStringLiteral("first"), {}), std::string("unknown"));
    QCOMPARE(licence(QStringLiteral("first"), {QStringLiteral("--licence"), QStringLiteral("Apache-2.0")}),
             std::string("Apache-2.0"));
    SessionSettings settings;
    settings.task = "mine";
    settings.name = "licensed";
    settings.taskFolder = (m_store.folder.path() / "mine").string();
    std::filesystem::create_directories(settings.taskFolder);
    QVERIFY(writeFileAtomic(m_store.folder.path() / "mine" / "task.json", R"({"name":"mine","licence":"MIT"})"));
    const SessionId session = *m_store.store.createSession(settings);
    QVERIFY(m_store.store.insertNode(session, sampleInsert(0, 0, 1)));
    QVERIFY(m_store.store.insertNode(session, sampleInsert(1, 0, 2)));
    QCOMPARE(licence(QStringLiteral("licensed"), {}), std::string("MIT"));
}

void TestExportCommand::requestsThatMakeNoSense_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("told");
    const auto row = [](const char* name, const char* words, const char* told) {
        QTest::addRow("%s", name) << QString::fromLatin1(words).split(QLatin1Char(' ')) << QString::fromLatin1(told);
    };
    row("as nothing", "first", "--as dataset");
    row("as something else", "first --as poem", "poem");
    row("kind", "first --as dataset --kind rl", "use sft, preference, group or all");
    row("group of one", "first --as dataset --group-size 1", "group-size");
    row("two things on standard output", "first --as dataset --json", "--out");
    row("no session", "second --as dataset", "there is no session");
}

void TestExportCommand::requestsThatMakeNoSense()
{
    QFETCH(QStringList, words);
    QFETCH(QString, told);
    const CommandRun run = espalier(words);
    QCOMPARE(run.exitCode, 2);
    QVERIFY2(run.err.contains(told), qPrintable(run.err));
}

void TestExportCommand::nothingToWriteIsAnAnswer()
{
    m_store.newSession("empty");
    const CommandRun run = espalier({QStringLiteral("empty"), QStringLiteral("--as"), QStringLiteral("dataset")});
    QCOMPARE(run.exitCode, 1);
    QVERIFY(run.out.isEmpty());
}

void TestExportCommand::aFileThatCannotBeWritten()
{
    const CommandRun run = espalier({QStringLiteral("first"), QStringLiteral("--as"), QStringLiteral("dataset"),
                                     QStringLiteral("--out"), QStringLiteral("/proc/none/rows.jsonl")});
    QCOMPARE(run.exitCode, 3);
    QVERIFY2(run.err.contains(QLatin1String("/proc/none/rows.jsonl")), qPrintable(run.err));
    const CommandRun full = espalier({QStringLiteral("first"), QStringLiteral("--as"), QStringLiteral("dataset"),
                                      QStringLiteral("--out"), file("none/rows.jsonl")});
    QCOMPARE(full.exitCode, 3);
}

void TestExportCommand::aLinkLeadsToTheSessionAndNode()
{
    const QStringList link{QStringLiteral("first"), QStringLiteral("--as"), QStringLiteral("link")};
    const QString name = file("found.espalier");
    QCOMPARE(espalier(link + QStringList{QStringLiteral("--node"), QStringLiteral("3"), QStringLiteral("--out"), name})
                 .exitCode,
             0);
    const Result<SessionLink> read = readLink(name.toStdString());
    QVERIFY(read && *read == (SessionLink{m_store.folder.path(), m_store.session, 3}));
    const Result<SessionLink> printed = linkFromJson(espalier(link).out.toStdString());
    QVERIFY(printed && *printed == (SessionLink{m_store.folder.path(), m_store.session, {}}));
    QCOMPARE(espalier(link + QStringList{QStringLiteral("--node"), QStringLiteral("77")}).exitCode, 2);
}

QTEST_GUILESS_MAIN(TestExportCommand)
#include "tst_exportcommand.moc"
