#include "core/store/store.h"
#include "tests/cli/commandrun.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

using espalier::SessionId;
using espalier::SessionSettings;
using espalier::Store;
using espalier::test::CommandRun;
using espalier::test::run;

/// Everything a person may get wrong: one sentence on standard error saying what and what to do, the promised exit
/// code, and nothing lost.
class TestBadInput : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QStringList inStore(const QStringList& arguments, const QString& store = QStringLiteral("store")) const
    {
        return arguments + QStringList{QStringLiteral("--store"), m_folder.filePath(store)};
    }

    static void expectSentence(const CommandRun& outcome, int exitCode, const QString& word)
    {
        QCOMPARE(outcome.exitCode, exitCode);
        QVERIFY2(outcome.err.contains(word), qPrintable(outcome.err));
        QCOMPARE(outcome.err.trimmed().count(QLatin1Char('\n')), 0);
        QVERIFY(outcome.err.trimmed().endsWith(QLatin1Char('.')));
    }

private Q_SLOTS:
    void usage_data();
    void usage();
    void unknownTask();
    void brokenTaskFile();
    void storeIsAFile();
    void storeOfANewerVersion();
    void damagedStore();
    void noCompiler();
    void jsonErrorIsADocument();
    void replayOfCallsWithoutTools();
    void fullDisk();
};

void TestBadInput::usage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("word");
    const auto row = [](const char* arguments, const char* word) {
        QTest::newRow(arguments) << QString::fromLatin1(arguments).split(QLatin1Char(' ')) << QString::fromLatin1(word);
    };
    row("growl", "growl");
    row("search", "argument is missing");
    row("search rmsnorm --frobnicate", "frobnicate");
    row("search rmsnorm --steps many", "--steps");
    row("search rmsnorm --steps -4", "--steps");
    row("search rmsnorm --policy psychic", "psychic");
    row("search rmsnorm --target abacus", "abacus");
    row("search rmsnorm --synth oracle", "oracle");
    row("tasks inspect /tmp", "inspect");
    row("steer last tickle 3", "no session");
}

void TestBadInput::usage()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, word);
    const CommandRun outcome = run(arguments, {QStringLiteral("XDG_DATA_HOME=") + m_folder.path()});
    QVERIFY(outcome.exitCode == 2 || outcome.exitCode == 1);
    QVERIFY2(outcome.err.contains(word), qPrintable(outcome.err));
}

void TestBadInput::unknownTask()
{
    expectSentence(run(inStore({QStringLiteral("search"), QStringLiteral("rmsnrom")})), 2, QStringLiteral("rmsnorm"));
}

void TestBadInput::brokenTaskFile()
{
    const QString folder = m_folder.filePath(QStringLiteral("broken"));
    QVERIFY(QDir().mkpath(folder));
    QFile file(folder + QStringLiteral("/task.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{ \"name\": \"broken\", ");
    file.close();
    expectSentence(run(inStore({QStringLiteral("search"), folder})), 2, QStringLiteral("task.json"));
}

void TestBadInput::storeIsAFile()
{
    QFile file(m_folder.filePath(QStringLiteral("plain")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("not a folder");
    file.close();
    expectSentence(run(inStore({QStringLiteral("sessions")}, QStringLiteral("plain"))), 3, QStringLiteral("plain"));
}

void TestBadInput::storeOfANewerVersion()
{
    QCOMPARE(run(inStore({QStringLiteral("sessions")}, QStringLiteral("newer"))).exitCode, 0);
    sqlite3* database = nullptr;
    const QByteArray path = m_folder.filePath(QStringLiteral("newer/espalier.db")).toUtf8();
    QCOMPARE(sqlite3_open(path.constData(), &database), SQLITE_OK);
    QCOMPARE(sqlite3_exec(database, "PRAGMA user_version = 9999", nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(database);
    expectSentence(run(inStore({QStringLiteral("sessions")}, QStringLiteral("newer"))), 3, QStringLiteral("newer"));
}

void TestBadInput::damagedStore()
{
    QVERIFY(QDir().mkpath(m_folder.filePath(QStringLiteral("damaged"))));
    QFile file(m_folder.filePath(QStringLiteral("damaged/espalier.db")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QByteArray noise(8192, 'x');
    file.write(noise);
    file.close();
    expectSentence(run(inStore({QStringLiteral("sessions")}, QStringLiteral("damaged"))), 3,
                   QStringLiteral("espalier.db"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), noise); // refused, not «repaired»
}

void TestBadInput::noCompiler()
{
    const CommandRun outcome = run(
        inStore({QStringLiteral("search"), QStringLiteral("rmsnorm"), QStringLiteral("--steps"), QStringLiteral("2")}),
        {QStringLiteral("PATH=/nowhere"),
         QStringLiteral("XDG_CACHE_HOME=") + m_folder.filePath(QStringLiteral("cache"))});
    QCOMPARE(outcome.exitCode, 3);
    QVERIFY2(outcome.err.contains(QLatin1String("g++")), qPrintable(outcome.err));
}

void TestBadInput::replayOfCallsWithoutTools()
{
    SessionId session = 0;
    {
        auto store = Store::open(m_folder.filePath(QStringLiteral("tools")).toStdString());
        QVERIFY(store);
        SessionSettings settings;
        settings.task = "rmsnorm";
        settings.synthesizer = "80*mailbox:/box+tools=/src + 20*rules";
        session = *store->createSession(settings);
    }
    const QString replay = QStringLiteral("replay:%1").arg(session);
    const CommandRun outcome =
        run(inStore({QStringLiteral("search"), QStringLiteral("rmsnorm"), QStringLiteral("--synth"), replay,
                     QStringLiteral("--steps"), QStringLiteral("1")},
                    QStringLiteral("tools")),
            {QStringLiteral("XDG_CACHE_HOME=") + m_folder.filePath(QStringLiteral("cache"))});
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY2(outcome.err.contains(replay + QStringLiteral("+tools")), qPrintable(outcome.err));
}

void TestBadInput::jsonErrorIsADocument()
{
    const CommandRun outcome = run(inStore({QStringLiteral("show"), QStringLiteral("99.1"), QStringLiteral("--json")}));
    QVERIFY(outcome.exitCode == 1 || outcome.exitCode == 2);
    QVERIFY(outcome.json().contains("error"));
}

void TestBadInput::fullDisk()
{
    // /dev/full refuses every write with ENOSPC; a store in a file system of 0 free bytes needs a mount, so the
    // folder's database is a link to it.
    QVERIFY(QDir().mkpath(m_folder.filePath(QStringLiteral("full"))));
    QVERIFY(QFile::link(QStringLiteral("/dev/full"), m_folder.filePath(QStringLiteral("full/espalier.db"))));
    const CommandRun outcome = run(inStore({QStringLiteral("sessions")}, QStringLiteral("full")));
    QCOMPARE(outcome.exitCode, 3);
    QVERIFY(!outcome.err.isEmpty());
}

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_badinput.moc"
