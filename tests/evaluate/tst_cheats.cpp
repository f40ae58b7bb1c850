#include "evaluatorfixture.h"

#include <QtTest>

using namespace espalier;

/// Every way to look fast without being right that we know, as a real candidate for a real task, through the whole
/// evaluator.
class TestCheats : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<LocalEvaluator> m_evaluator;

private Q_SLOTS:
    void initTestCase() { m_evaluator = test::openRmsnorm(); }
    void rejectedWithItsOwnVerdict_data();
    void rejectedWithItsOwnVerdict();
    void theJudgeLivesOn();
};

void TestCheats::rejectedWithItsOwnVerdict_data()
{
    QTest::addColumn<int>("verdict");
    QTest::addColumn<QString>("word");
    const auto row = [](const char* name, Verdict verdict, const char* word) {
        QTest::newRow(name) << static_cast<int>(verdict) << QString::fromUtf8(word);
    };
    row("empty", Verdict::Wrong, "untouched");
    row("stale", Verdict::Wrong, "untouched");
    row("firsttile", Verdict::Wrong, "% of its outputs untouched");
    row("laterthread", Verdict::Cheat, "after it had returned");
    row("exit", Verdict::Crash, "exit code 0");
    row("forever", Verdict::Timeout, "did not return within");
    row("pastend", Verdict::Wrong, "past the end of output y");
    row("modifiesinputs", Verdict::Crash, "wrote to an input");
    row("oneshape", Verdict::Wrong, "case one");
    row("pointercache", Verdict::Wrong, "elements are wrong");
    row("fakeverdict", Verdict::Cheat, "not asked for");
    row("forkbomb", Verdict::Blocked, "start a process");

    row("earlydone", Verdict::Cheat, "");
    row("background", Verdict::Cheat, "kept computing");
    row("socket", Verdict::Blocked, "network");
    row("writesfile", Verdict::Blocked, "write a file");
    row("killsjudge", Verdict::Blocked, "signal another process");
    row("ownhandler", Verdict::Blocked, "its own confinement");
    row("constructor", Verdict::Blocked, "start a process");
    row("unlocksinputs", Verdict::Crash, "wrote to an input");
    row("nans", Verdict::Wrong, "elements are wrong");
    row("flood", Verdict::Crash, "flooded its output");
    row("threadbomb", Verdict::Crash, "more than 1024 threads");
    row("sometimesidle", Verdict::Wrong, "untouched");
    row("closespipe", Verdict::Cheat, "closed the judge's pipe");
    row("memory", Verdict::Crash, "Abort");
}

void TestCheats::rejectedWithItsOwnVerdict()
{
    QFETCH(int, verdict);
    QFETCH(QString, word);
    const std::string source = test::fixtureText(std::string("cheats/") + QTest::currentDataTag() + ".cpp");
    QVERIFY(!source.empty());
    const Evaluation evaluation = test::evaluate(*m_evaluator, test::candidateFrom(source));
    qInfo("%s: %s", toText(evaluation.verdict).data(), evaluation.reason.c_str());
    QVERIFY2(evaluation.verdict == static_cast<Verdict>(verdict), evaluation.build.log.c_str());
    QVERIFY2(QString::fromStdString(evaluation.reason).contains(word), evaluation.reason.c_str());
    QCOMPARE(evaluation.fitness(), 0.0);
}

void TestCheats::theJudgeLivesOn()
{
    const Evaluation evaluation =
        test::evaluate(*m_evaluator, test::candidateFrom(test::fixtureText("honest/scratch.cpp")));
    QVERIFY2(isValid(evaluation.verdict), evaluation.reason.c_str());
    const auto running = test::judgesAndWorkers();
    QVERIFY2(running.size() == 2, "only the judge and its baseline's worker are left");
}

QTEST_GUILESS_MAIN(TestCheats)
#include "tst_cheats.moc"
