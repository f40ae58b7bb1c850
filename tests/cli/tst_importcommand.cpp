#include "tests/cli/commandrun.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using espalier::test::CommandRun;
using espalier::test::run;
using nlohmann::json;

/// KernelBench's problems as a user imports them, to the first search.
class TestImportCommand : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    CommandRun espalier(const QStringList& words) const
    {
        return run(words + QStringList{QStringLiteral("--store"), m_folder.filePath(QStringLiteral("store"))});
    }
    QString problem(const char* file) const { return m_folder.filePath(QLatin1String(file)); }

private Q_SLOTS:
    void initTestCase();
    void aFolderBecomesTasks();
    void aTaskCanBeJudgedAndSearched();
    void whatIsThereIsLeftAlone();
    void oneFileForPeople();
    void theReportEndsWithWhatEveryTaskGets();
    void anotherToolsRunCanBeLookedAt();
    void requestsThatMakeNoSense_data();
    void requestsThatMakeNoSense();
};

void TestImportCommand::initTestCase()
{
    const QString problems = QStringLiteral(ESPALIER_SOURCE_DIR "/tests/import/problems/");
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("set/level1")));
    for (const char* file : {"level1/1_Rectify.py", "level2/4_Softmax_Of_One.py", "level3/3_Sizes_That_Call.py"}) {
        QVERIFY(QFile::copy(problems + QLatin1String(file),
                            problem("set/level1/") + QLatin1String(file).mid(sizeof "level1/" - 1)));
    }
}

void TestImportCommand::aFolderBecomesTasks()
{
    const CommandRun imported = espalier({QStringLiteral("import"), QStringLiteral("kernelbench"), problem("set"),
                                          QStringLiteral("--out"), problem("out"), QStringLiteral("--json")});
    QVERIFY2(imported.exitCode == 0, qPrintable(imported.err));
    const json document = imported.json();
    QCOMPARE(document.at("made").get<int>(), 1);
    QCOMPARE(document.at("refused").get<int>(), 1);
    QCOMPARE(document.at("untranslated").get<int>(), 1);
    const json& first = document.at("problems").at(0);
    QCOMPARE(first.at("file").get<std::string>(), std::string("level1/1_Rectify.py"));
    QCOMPARE(first.at("outcome").get<std::string>(), std::string("made"));
    QCOMPARE(first.at("task").get<std::string>(), std::string("l1_1_rectify"));
    QCOMPARE(first.at("hardened").size(), std::size_t{1});
    const json& refused = document.at("problems").at(2);
    QCOMPARE(refused.at("outcome").get<std::string>(), std::string("refused"));
    QVERIFY(refused.at("why").get<std::string>().starts_with("line 11: it reduces over one element"));
    // The report is told while it grows, too.
    QVERIFY2(imported.err.contains(QLatin1String("made  level1/1_Rectify.py: l1_1_rectify; hardened: x between")),
             qPrintable(imported.err));
    QCOMPARE(QDir(problem("out")).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             QStringList{QStringLiteral("l1_1_rectify")});
}

void TestImportCommand::aTaskCanBeJudgedAndSearched()
{
    const QString task = problem("out/l1_1_rectify");
    const CommandRun checked = espalier({QStringLiteral("tasks"), QStringLiteral("check"), task});
    QVERIFY2(checked.exitCode == 0, qPrintable(checked.out + checked.err));
    const CommandRun judged = espalier({QStringLiteral("evaluate"), task, task + QStringLiteral("/seed.cpp"),
                                        QStringLiteral("--json"), QStringLiteral("--allow-unsandboxed")});
    QVERIFY2(judged.exitCode == 0, qPrintable(judged.err));
    // The plain seed is right; how fast it is, is another test's.
    const std::string verdict = judged.json().at("verdict").get<std::string>();
    QVERIFY2(verdict == "accepted" || verdict == "ambiguous" || verdict == "slower", verdict.c_str());
    const CommandRun searched =
        espalier({QStringLiteral("search"), task, QStringLiteral("--steps"), QStringLiteral("1"),
                  QStringLiteral("--json"), QStringLiteral("--allow-unsandboxed")});
    QVERIFY2(searched.exitCode == 0, qPrintable(searched.err));
    QCOMPARE(searched.json().at("steps").get<int>(), 1);
}

void TestImportCommand::whatIsThereIsLeftAlone()
{
    const CommandRun again = espalier({QStringLiteral("import"), QStringLiteral("kernelbench"), problem("set"),
                                       QStringLiteral("--out"), problem("out"), QStringLiteral("--json")});
    QCOMPARE(again.exitCode, 1);
    QVERIFY(again.json().at("problems").at(0).at("why").get<std::string>().ends_with("l1_1_rectify already"));
}

void TestImportCommand::oneFileForPeople()
{
    const CommandRun imported =
        espalier({QStringLiteral("import"), QStringLiteral("kernelbench"), problem("set/level1/3_Sizes_That_Call.py")});
    QCOMPARE(imported.exitCode, 1);
    QCOMPARE(imported.out,
             QStringLiteral(
                 "untranslated  3_Sizes_That_Call.py: line 10: it calls something, and nothing of the file is run\n"
                 "0 tasks made, 1 problems not translated, 0 refused.\n"));
}

void TestImportCommand::theReportEndsWithWhatEveryTaskGets()
{
    const CommandRun imported = espalier({QStringLiteral("import"), QStringLiteral("kernelbench"),
                                          problem("set/level1/1_Rectify.py"), QStringLiteral("--out"), problem("two")});
    QVERIFY2(imported.exitCode == 0, qPrintable(imported.err));
    QVERIFY2(
        imported.out.contains(QLatin1String("\n1 tasks made, 0 problems not translated, 0 refused.\nEach task has a "
                                            "tolerance of its own, hidden cases that a search does not see, and a "
                                            "case for the processor")),
        qPrintable(imported.out));
}

void TestImportCommand::anotherToolsRunCanBeLookedAt()
{
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("checkpoint_2/programs")));
    for (const char* text : {R"({"id": "a", "code": "x = 1", "language": "python", "parent_id": null, "timestamp": 1,
                                 "metrics": {"combined_score": 0.5}})",
                             R"({"id": "b", "code": "x = 2", "language": "python", "parent_id": "a", "timestamp": 2,
                                 "metrics": {"combined_score": 0.75}})"}) {
        QFile file(problem("checkpoint_2/programs/") + QString::fromLatin1(text).mid(8, 1) + QStringLiteral(".json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    const CommandRun imported =
        espalier({QStringLiteral("import"), QStringLiteral("openevolve"), problem("checkpoint_2"),
                  QStringLiteral("--name"), QStringLiteral("theirs"), QStringLiteral("--json")});
    QVERIFY2(imported.exitCode == 0, qPrintable(imported.err));
    QCOMPARE(imported.json().at("nodes").get<int>(), 2);
    const CommandRun tree = espalier({QStringLiteral("tree"), QStringLiteral("theirs"), QStringLiteral("--json")});
    QCOMPARE(tree.json().at(1).at("speedup").get<double>(), 0.75);
    QVERIFY(tree.json().at(1).at("parents").at(0).get<std::string>().ends_with(".0"));
    const CommandRun shown = espalier({QStringLiteral("show"), QStringLiteral("1")});
    QVERIFY2(shown.out.contains(QLatin1String("x = 2")), qPrintable(shown.out + shown.err));
    const CommandRun resumed = espalier({QStringLiteral("resume"), QStringLiteral("theirs")});
    QCOMPARE(resumed.exitCode, 2);
    QVERIFY2(resumed.err.contains(QLatin1String("it holds another tool's run")), qPrintable(resumed.err));
}

void TestImportCommand::requestsThatMakeNoSense_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("told");
    const auto row = [](const char* words, int exitCode, const char* told) {
        QTest::newRow(words) << QString::fromLatin1(words).split(QLatin1Char(' ')) << exitCode
                             << QString::fromLatin1(told);
    };
    row("import", 2, "argument is missing");
    row("import kernelbench", 2, "argument is missing");
    row("import tensorbench /tmp", 2, "tensorbench");
    row("import openevolve /nowhere", 2, "there is no checkpoint of OpenEvolve in /nowhere");
    row("import shinka /nowhere", 2, "/nowhere is no database of ShinkaEvolve");
    row("import kerneltuner EMPTY", 3, "empty");
    row("import kernelbench /nowhere", 2, "cannot read /nowhere");
    row("import kernelbench EMPTY", 1, "no file in it ends in .py");
}

void TestImportCommand::requestsThatMakeNoSense()
{
    QFETCH(QStringList, words);
    QFETCH(int, exitCode);
    QFETCH(QString, told);
    QDir(m_folder.path()).mkpath(QStringLiteral("empty"));
    words.replaceInStrings(QStringLiteral("EMPTY"), problem("empty"));
    const CommandRun imported = espalier(words);
    QCOMPARE(imported.exitCode, exitCode);
    QVERIFY2(imported.err.contains(told), qPrintable(imported.err));
}

QTEST_GUILESS_MAIN(TestImportCommand)
#include "tst_importcommand.moc"
