#include "evaluatorfixture.h"

#include <QtTest>

using namespace espalier;

/// A build on its own, as tools and the search ask for it.
class TestBuildTrial : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<LocalEvaluator> m_evaluator;

    static Candidate good(std::vector<std::string> options = {"-O2"})
    {
        return test::candidateFrom(test::fixtureText("controls/scratch.cpp"), std::move(options));
    }
    BuildTrial build(const Candidate& candidate)
    {
        return m_evaluator->build(candidate, [](std::string_view) {}, {});
    }

private Q_SLOTS:
    void initTestCase() { m_evaluator = test::openRmsnorm(); }
    void whatIsBuiltIsNotBuiltAgain();
    void theReasonIsTheCompilers();
    void whatIsRefusedNeverReachesTheCompiler();
    void aStopIsNotKept();
};

void TestBuildTrial::whatIsBuiltIsNotBuiltAgain()
{
    std::vector<std::string> stages;
    const BuildTrial trial =
        m_evaluator->build(good(), [&](std::string_view stage) { stages.emplace_back(stage); }, {});
    QVERIFY2(trial.built, trial.reason.c_str());
    QVERIFY(trial.reason.empty());
    QVERIFY(trial.report.seconds > 0);
    QCOMPARE(stages, std::vector<std::string>{"building"});
    const Evaluation evaluation = test::evaluate(*m_evaluator, good());
    QVERIFY2(isValid(evaluation.verdict), evaluation.reason.c_str());
    // A second run of the compiler would have taken another time to the nanosecond.
    QVERIFY(evaluation.build == trial.report);
    QVERIFY(!(build(good({"-O1"})).report == trial.report));
}

void TestBuildTrial::theReasonIsTheCompilers()
{
    Candidate bad = good();
    bad.source += "\nint broken = ;\n";
    const BuildTrial trial = build(bad);
    QVERIFY(!trial.built);
    QVERIFY2(trial.reason.starts_with("the compiler refused it: "), trial.reason.c_str());
    QVERIFY(trial.reason.find("error: expected") != std::string::npos);
    QVERIFY(trial.report.log.find("int broken = ;") != std::string::npos);
    QVERIFY(trial.report.seconds > 0);
}

void TestBuildTrial::whatIsRefusedNeverReachesTheCompiler()
{
    Candidate nosy = good();
    nosy.source = "#include \"/etc/passwd\"\n" + nosy.source;
    const BuildTrial trial = build(nosy);
    QVERIFY(!trial.built);
    QVERIFY(!trial.reason.empty());
    QVERIFY(trial.report == BuildReport{});
}

void TestBuildTrial::aStopIsNotKept()
{
    const Candidate candidate = good({"-O2", "-fno-math-errno"});
    std::stop_source stop;
    const BuildTrial stopped =
        m_evaluator->build(candidate, [&](std::string_view) { stop.request_stop(); }, stop.get_token());
    QVERIFY(!stopped.built);
    QCOMPARE(stopped.reason, std::string("the build was stopped"));
    const BuildTrial again = build(candidate);
    QVERIFY2(again.built, again.reason.c_str());
}

QTEST_GUILESS_MAIN(TestBuildTrial)
#include "tst_buildtrial.moc"
