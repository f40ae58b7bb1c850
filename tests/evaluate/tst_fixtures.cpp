#include "core/base/file.h"
#include "core/base/temporaryfolder.h"
#include "core/evaluate/fixtures/fixturejudge.h"

#include <QtTest>

using namespace espalier;

/// Tables of sources whose verdict is known.
class TestFixtures : public QObject
{
    Q_OBJECT

private:
    Result<std::vector<Fixture>> read(const std::string& table) const
    {
        if (!writeFileAtomic(m_folder.path() / "fixtures.txt", table) ||
            !writeFileAtomic(m_folder.path() / "zeros.cl", "// zeros")) {
            qFatal("the folder cannot be written");
        }
        return readFixtures(m_folder.path() / "fixtures.txt", m_folder.path(), ".cl", {"opencl", "opencl", {"-a"}, {}});
    }
    static Evaluation judged(Verdict verdict, const std::string& reason = {})
    {
        Evaluation evaluation;
        evaluation.verdict = verdict;
        evaluation.reason = reason;
        return evaluation;
    }

    TemporaryFolder m_folder;

private Q_SLOTS:
    void linesBecomeFixtures();
    void whatCannotBeReadIsSaid_data();
    void whatCannotBeReadIsSaid();
    void verdictsAgree_data();
    void verdictsAgree();
    void aTallyCountsWhereTheJudgeWasWrong();
    void deviceCodeMustNotDelayTheNext_data();
    void deviceCodeMustNotDelayTheNext();
    void aTaskThatCannotBeOpenedIsAnError();
    void aStopBeforeTheTaskIsOpenEndsTheJudging();
    void oneFolderNamesAllSuitesOfAGpu();
};

void TestFixtures::oneFolderNamesAllSuitesOfAGpu()
{
    const std::filesystem::path folder = ESPALIER_SOURCE_DIR "/tests/adversarial/gpu";
    const auto suites = fixtureSuites(folder, "", "cpu");
    QVERIFY(suites && suites->size() == 2);
    int cheats = 0;
    int controls = 0;
    for (const FixtureSuite& suite : *suites) {
        const auto fixtures = readFixtures(suite.folder / "fixtures.txt", suite.folder,
                                           suite.target == "cuda" ? ".cu" : ".py", Candidate{});
        QVERIFY2(bool(fixtures), suite.target.c_str());
        for (const Fixture& fixture : *fixtures) {
            ++(fixture.row == "control" ? controls : cheats);
        }
    }
    QVERIFY(cheats >= 25 && controls >= 10);
    QCOMPARE(fixtureSuites(folder, "triton", "cpu")->size(), std::size_t{1});
    QVERIFY(!fixtureSuites(folder, "opencl", "cpu"));
    QCOMPARE(fixtureSuites(m_folder.path(), "", "hip")->front().target, std::string("hip"));
}

void TestFixtures::aTallyCountsWhereTheJudgeWasWrong()
{
    const Fixture cheat{"zeros", "B6", "softmax", "crash", "", {}};
    const Fixture control{"sums", "control", "softmax", "valid", "", {}};
    JudgedFixture spoils{cheat, judged(Verdict::Crash), 1};
    spoils.next = judged(Verdict::Timeout);
    spoils.nextSeconds = 3;
    JudgedFixture harmless{cheat, judged(Verdict::Crash), 1};
    harmless.next = judged(Verdict::Slower);
    harmless.nextSeconds = 2;
    QVERIFY(!spoils.isRight());
    QVERIFY(harmless.isRight());
    const FixtureTally tally = tallyOf({spoils,
                                        harmless,
                                        {cheat, judged(Verdict::Accepted), 1},
                                        {control, judged(Verdict::Slower), 1},
                                        {control, judged(Verdict::Wrong), 1}});
    QCOMPARE(tally.cheats, 3);
    QCOMPARE(tally.accepted, 1);
    QCOMPARE(tally.controls, 2);
    QCOMPARE(tally.rejected, 1);
    QCOMPARE(tally.faults, 2);
    QCOMPARE(tally.spoiled, 1);
    QCOMPARE(tally.wrong, 3);
    QCOMPARE(tally.longestNextSeconds, 3.0);
}

void TestFixtures::deviceCodeMustNotDelayTheNext_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<double>("seconds");
    QTest::addColumn<bool>("right");
    QTest::newRow("in time") << QStringLiteral("cuda") << kMostNextSeconds << true;
    QTest::newRow("late") << QStringLiteral("cuda") << kMostNextSeconds + 0.1 << false;
    QTest::newRow("Triton loads torch") << QStringLiteral("triton") << kMostNextSeconds + 60 << true;
    QTest::newRow("a processor shared with others") << QStringLiteral("cpp") << kMostNextSeconds + 60 << true;
}

void TestFixtures::deviceCodeMustNotDelayTheNext()
{
    QFETCH(QString, language);
    QFETCH(double, seconds);
    QFETCH(bool, right);
    Candidate candidate;
    candidate.language = language.toStdString();
    JudgedFixture hangs{{"endless", "D1", "softmax", "timeout", "", candidate}, judged(Verdict::Timeout), 1};
    QVERIFY(hangs.isRight()); // nothing was judged after it
    hangs.next = judged(Verdict::Slower);
    hangs.nextSeconds = seconds;
    QCOMPARE(hangs.isRight(), right);
    QCOMPARE(tallyOf({hangs}).delayed, right ? 0 : 1);
    QCOMPARE(tallyOf({hangs}).wrong, right ? 0 : 1);
    QCOMPARE(tallyOf({hangs}).longestNextSeconds, seconds);
}

void TestFixtures::aTaskThatCannotBeOpenedIsAnError()
{
    TaskEvaluators evaluators(
        [](const std::string& name) { return Error{ErrorKind::Usage, "no task " + name, "", ""}; }, {});
    FixtureJudge judge(evaluators, {});
    const auto said = judge.judge({"zeros", "B6", "nobody", "wrong", "", {}});
    QVERIFY(!said);
    QCOMPARE(said.error().what, std::string("no task nobody"));
}

void TestFixtures::aStopBeforeTheTaskIsOpenEndsTheJudging()
{
    std::stop_source stop;
    TaskEvaluators evaluators(
        [&stop](const std::string&) {
            stop.request_stop();
            return Error{ErrorKind::Machine, "cut off", "", ""};
        },
        {}, stop.get_token());
    FixtureJudge judge(evaluators, stop.get_token());
    QVERIFY(judge.judge({"zeros", "B6", "softmax", "wrong", "", {}}).error().kind == ErrorKind::Interrupted);
}

void TestFixtures::linesBecomeFixtures()
{
    const auto fixtures = read("# a comment\n\nzeros | B6 | softmax | wrong | untouched | -O1 -g\nzeros|own|cumsum\n");
    QVERIFY(fixtures && fixtures->size() == 2);
    const Fixture& first = fixtures->front();
    QCOMPARE(first.row, std::string("B6"));
    QCOMPARE(first.word, std::string("untouched"));
    QVERIFY((first.candidate == Candidate{"opencl", "opencl", {"-O1", "-g"}, "// zeros"}));
    QCOMPARE(fixtures->back().task, std::string("cumsum"));
    QVERIFY(fixtures->back().candidate.options == std::vector<std::string>{"-a"});
}

void TestFixtures::whatCannotBeReadIsSaid_data()
{
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("no such source") << QByteArray("nobody | B6 | softmax | wrong") << QByteArray("nobody.cl");
    QTest::newRow("two cells") << QByteArray("zeros | B6") << QByteArray("a line of it is: zeros | B6");
    QTest::newRow("seven cells") << QByteArray("a|b|c|d|e|f|g") << QByteArray("from three to 6 cells");
}

void TestFixtures::whatCannotBeReadIsSaid()
{
    QFETCH(QByteArray, table);
    QFETCH(QByteArray, says);
    const auto fixtures = read(table.toStdString());
    QVERIFY(!fixtures);
    QVERIFY2(fixtures.error().sentence().find(says.toStdString()) != std::string::npos,
             fixtures.error().sentence().c_str());
}

void TestFixtures::verdictsAgree_data()
{
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<QByteArray>("agreeing");
    QTest::newRow("a verdict") << QByteArray("crash") << QByteArray("crash");
    QTest::newRow("valid") << QByteArray("valid") << QByteArray("accepted ambiguous slower");
    QTest::newRow("no gain") << QByteArray("no_gain") << QByteArray("ambiguous slower");
    QTest::newRow("caught") << QByteArray("caught") << QByteArray("wrong cheat");
}

void TestFixtures::verdictsAgree()
{
    QFETCH(QByteArray, expected);
    QFETCH(QByteArray, agreeing);
    const Fixture fixture{"zeros", "B6", "softmax", expected.toStdString(), "why", {}};
    for (const Verdict verdict : {Verdict::Accepted, Verdict::Ambiguous, Verdict::Slower, Verdict::Wrong,
                                  Verdict::Cheat, Verdict::Crash, Verdict::BuildFailed}) {
        const QByteArray word = QByteArray::fromStdString(std::string(toText(verdict)));
        QCOMPARE(fixture.agrees(judged(verdict, "that is why")), agreeing.split(' ').contains(word));
        QVERIFY(!fixture.agrees(judged(verdict, "for another reason")));
    }
}

QTEST_GUILESS_MAIN(TestFixtures)
#include "tst_fixtures.moc"
