#include "core/base/file.h"
#include "tests/cli/commandrun.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace espalier;
using espalier::test::CommandRun;

/// Fixtures with known verdicts, judged by the command.
class TestBenchCheats : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    CommandRun judged(const std::string& table, const QStringList& more = {}) const
    {
        const std::filesystem::path folder = m_folder.path().toStdString();
        const std::string suite = ESPALIER_SOURCE_DIR "/tests/adversarial/";
        for (const char* source : {"cheats/exit", "cheats/empty", "controls/scratch"}) {
            const std::filesystem::path from = suite + source + ".cpp";
            if (!writeFileAtomic(folder / from.filename(), *readFile(from))) {
                qFatal("the folder cannot be written");
            }
        }
        if (!writeFileAtomic(folder / "fixtures.txt", table)) {
            qFatal("the folder cannot be written");
        }
        return test::run(QStringList{QStringLiteral("bench"), QStringLiteral("cheats"), QStringLiteral("--fixtures"),
                                     m_folder.path()} +
                         more);
    }

private Q_SLOTS:
    void whereTheJudgeIsRight();
    void whereTheJudgeIsWrong();
    void whatCannotBeJudged();
    void anInterruptEndsItWithWhatItHas();
    void severalSuitesAreOneRun();
};

void TestBenchCheats::severalSuitesAreOneRun()
{
    QVERIFY(judged("nobody | B2 | rmsnorm | wrong\n").exitCode != 0); // the sources are there
    const std::filesystem::path folder = m_folder.path().toStdString();
    QVERIFY(writeFileAtomic(folder / "fixtures.txt", "empty | B2 | rmsnorm | wrong\n"));
    std::filesystem::create_directories(folder / "all");
    QVERIFY(writeFileAtomic(folder / "all" / "suites.txt", "# two\ncpu | .. | one\ncpu | .. | the same again\n"));
    const QString all = QString::fromStdString((folder / "all").string());
    const QStringList command{QStringLiteral("bench"), QStringLiteral("cheats"), QStringLiteral("--json"),
                              QStringLiteral("--fixtures"), all};
    const CommandRun both = test::run(command);
    QVERIFY2(both.exitCode == 0, qPrintable(both.err));
    QCOMPARE(both.json().at("cheats").get<int>(), 2);
    QCOMPARE(both.json().at("suites").size(), std::size_t{2});
    QCOMPARE(both.json().at("suites").at(1).at("judged").size(), std::size_t{1});
    // A target that this machine has not leaves the others to be judged, and the answer is not «all is well».
    QVERIFY(writeFileAtomic(folder / "all" / "suites.txt", "nosuch | .. | none\ncpu | .. | one\n"));
    const CommandRun half = test::run(command);
    QVERIFY2(half.exitCode == 2, qPrintable(half.err));
    QVERIFY(half.json().at("suites").at(0).contains("not_judged"));
    QCOMPARE(half.json().at("cheats").get<int>(), 1);
    QCOMPARE(test::run(command + QStringList{QStringLiteral("--target"), QStringLiteral("cpu")}).exitCode, 0);
    QCOMPARE(test::run(command + QStringList{QStringLiteral("--target"), QStringLiteral("cuda")}).exitCode, 2);
}

void TestBenchCheats::anInterruptEndsItWithWhatItHas()
{
    QVERIFY(judged("nobody | B2 | rmsnorm | wrong\n").exitCode != 0); // the sources are there
    std::string table;
    for (int i = 0; i < 50; ++i) {
        table += "empty | B2 | rmsnorm | wrong\n";
    }
    QVERIFY(writeFileAtomic(m_folder.path().toStdString() + "/fixtures.txt", table));
    QProcess bench;
    bench.start(QStringLiteral(ESPALIER_BIN_DIR "/espalier"),
                {QStringLiteral("bench"), QStringLiteral("cheats"), QStringLiteral("--fixtures"), m_folder.path()});
    QVERIFY(bench.waitForReadyRead(60000));
    bench.terminate();
    QVERIFY(bench.waitForFinished(60000));
    QCOMPARE(bench.exitCode(), 4);
    const QString said = QString::fromUtf8(bench.readAllStandardOutput());
    QVERIFY2(said.contains(QLatin1String(" accepted; 0 honest kernels, 0 rejected.")), qPrintable(said));
}

void TestBenchCheats::whereTheJudgeIsRight()
{
    const CommandRun run = judged("exit | D7 | rmsnorm | crash | exit code 0\nempty | B2 | rmsnorm | wrong\n"
                                  "scratch | control | rmsnorm | valid\n",
                                  {QStringLiteral("--json")});
    QVERIFY2(run.exitCode == 0, qPrintable(run.err));
    const nlohmann::json document = run.json();
    QCOMPARE(document.at("cheats").get<int>(), 2);
    QCOMPARE(document.at("accepted").get<int>(), 0);
    QCOMPARE(document.at("controls").get<int>(), 1);
    QCOMPARE(document.at("rejected").get<int>(), 0);
    // The kernel after the one that ended its process is judged as ever.
    QCOMPARE(document.at("faults").get<int>(), 1);
    QVERIFY(document.at("judged").at(0).at("next_seconds").get<double>() > 0);
    QCOMPARE(document.at("judgings").get<int>(), 4);
    double stages = 0;
    for (const char* stage : {"building", "checking", "timing"}) {
        QVERIFY2(document.at("stage_seconds").at(stage).get<double>() > 0, stage);
        stages += document.at("stage_seconds").at(stage).get<double>();
    }
    QVERIFY(stages <= document.at("seconds").get<double>() * 1.001);
}

void TestBenchCheats::whereTheJudgeIsWrong()
{
    const CommandRun run = judged("empty | B2 | rmsnorm | crash\n");
    QCOMPARE(run.exitCode, 1);
    QVERIFY2(run.out.contains(QLatin1String("WRONG  empty  rmsnorm  wrong")), qPrintable(run.out));
    QVERIFY2(run.out.contains(QLatin1String("expected crash, and the reason is: ")), qPrintable(run.out));
    QVERIFY2(run.out.contains(QLatin1String("The judge was wrong 1 time.")), qPrintable(run.out));
}

void TestBenchCheats::whatCannotBeJudged()
{
    QCOMPARE(judged("empty | B2 | nosuchtask | wrong\n").exitCode, 2);
    const CommandRun nowhere = test::run({QStringLiteral("bench"), QStringLiteral("cheats")});
    QCOMPARE(nowhere.exitCode, 2);
    QVERIFY2(nowhere.err.contains(QLatin1String("--fixtures DIR")), qPrintable(nowhere.err));
}

QTEST_GUILESS_MAIN(TestBenchCheats)
#include "tst_benchcheats.moc"
