#include "evaluatorfixture.h"

#include <QtTest>

#include <csignal>
#include <unistd.h>

using namespace espalier;

/// Judges and workers die and nothing is lost; evaluations come and go and nothing is left.
class TestLives : public QObject
{
    Q_OBJECT

private:
    static Candidate honest(int number)
    {
        return test::candidateFrom("// " + std::to_string(number) + "\n" + test::fixtureText("controls/scratch.cpp"));
    }
    static int pidOf(const std::string& name)
    {
        for (const std::string& process : test::descendants()) {
            if (process.substr(process.find(' ') + 1).rfind(name, 0) == 0) {
                return std::stoi(process);
            }
        }
        return -1;
    }
    static int descriptors(int pid)
    {
        const std::filesystem::directory_iterator files("/proc/" + std::to_string(pid) + "/fd");
        return static_cast<int>(std::distance(files, std::filesystem::directory_iterator()));
    }
    static int buildFolders()
    {
        int count = 0;
        const auto home = std::filesystem::temp_directory_path() / ("espalier-" + std::to_string(geteuid()));
        for (const auto& entry : std::filesystem::directory_iterator(home)) {
            count += entry.path().filename().string().rfind("espalier-build", 0) == 0 ? 1 : 0;
        }
        return count;
    }

    std::unique_ptr<LocalEvaluator> m_evaluator;

private Q_SLOTS:
    void initTestCase() { m_evaluator = test::openRmsnorm(); }
    void aJudgeKilledBetweenEvaluationsIsStartedAgain();
    void aJudgeKilledWhileItJudgesIsStartedAgain();
    void aBaselineKilledWhileItWaitsIsStartedAgain();
    void bothSidesStartAnew();
    void workersGoWithTheirJudge();
    void manyEvaluationsLeaveNothing();
};

void TestLives::aJudgeKilledBetweenEvaluationsIsStartedAgain()
{
    QVERIFY(kill(pidOf("espalier-judge"), SIGKILL) == 0);
    const Evaluation evaluation = test::evaluate(*m_evaluator, honest(1));
    QVERIFY2(isValid(evaluation.verdict), evaluation.reason.c_str());
}

void TestLives::aJudgeKilledWhileItJudgesIsStartedAgain()
{
    int kills = 0;
    const auto onStage = [&](std::string_view stage) {
        if (stage == "timing" && kills++ == 0) {
            kill(pidOf("espalier-judge"), SIGKILL);
        }
    };
    const Evaluation evaluation = m_evaluator->evaluate(honest(2), onStage, {});
    QVERIFY2(isValid(evaluation.verdict), evaluation.reason.c_str());
    QVERIFY(kills == 2);
}

void TestLives::aBaselineKilledWhileItWaitsIsStartedAgain()
{
    QVERIFY(kill(pidOf("espalier-worker"), SIGKILL) == 0);
    const Evaluation evaluation = test::evaluate(*m_evaluator, honest(3));
    QVERIFY2(isValid(evaluation.verdict), evaluation.reason.c_str());
}

/// An old process may run slower than a new one, and then every candidate looks fast.
void TestLives::bothSidesStartAnew()
{
    QVERIFY(isValid(test::evaluate(*m_evaluator, honest(4)).verdict));
    const int baseline = pidOf("espalier-worker"); // the candidate's is gone
    QVERIFY(baseline > 0);
    QVERIFY(isValid(test::evaluate(*m_evaluator, honest(5)).verdict));
    QVERIFY(pidOf("espalier-worker") != baseline);
}

void TestLives::workersGoWithTheirJudge()
{
    const int worker = pidOf("espalier-worker");
    QVERIFY(worker > 0);
    QVERIFY(kill(pidOf("espalier-judge"), SIGKILL) == 0);
    // An orphan that is gone may stand as a zombie until the system's first process has seen it.
    QTRY_VERIFY(pidOf("espalier-worker") == -1 && (kill(worker, 0) != 0 || descriptors(worker) == 0));
}

void TestLives::manyEvaluationsLeaveNothing()
{
    const Evaluation first = test::evaluate(*m_evaluator, honest(10));
    QVERIFY2(isValid(first.verdict), first.reason.c_str());
    const int own = descriptors(getpid());
    const std::size_t family = test::descendants().size();
    QCOMPARE(test::judgesAndWorkers().size(), std::size_t{2});
    for (int i = 11; i < 17; ++i) {
        test::evaluate(*m_evaluator, honest(i));
        test::evaluate(*m_evaluator,
                       test::candidateFrom("// " + std::to_string(i) + "\n" + test::fixtureText("cheats/exit.cpp")));
        test::evaluate(*m_evaluator, test::candidateFrom("nonsense " + std::to_string(i)));
    }
    QCOMPARE(descriptors(getpid()), own);
    QCOMPARE(test::descendants().size(), family);
    const int folders = buildFolders();
    m_evaluator.reset();
    QVERIFY(test::descendants().empty());
    QVERIFY(buildFolders() < folders);
}

QTEST_GUILESS_MAIN(TestLives)
#include "tst_lives.moc"
