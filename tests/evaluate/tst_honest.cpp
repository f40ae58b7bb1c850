#include "evaluatorfixture.h"

#include <QtTest>

#include <algorithm>

using namespace espalier;

/// Honest kernels are told from one another by speed alone.
class TestHonest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<LocalEvaluator> m_evaluator;

private Q_SLOTS:
    void initTestCase() { m_evaluator = test::openRmsnorm(); }
    void clearlyFasterIsAccepted();
    void clearlySlowerIsSlower();
    void theBaselineAgainstItselfIsNotFaster();
    void theTableOfBaselinesNamesThePlainSeed();
    void stagesComeInOrder();
    void aStopEndsAnEvaluation();
};

void TestHonest::clearlyFasterIsAccepted()
{
    const Candidate candidate = test::candidateFrom(test::fixtureText("controls/openmp.cpp"),
                                                    {"-O3", "-march=native", "-fopenmp", "-ffast-math"});
    Evaluation evaluation;
    for (int attempt = 0; attempt < 5 && evaluation.verdict != Verdict::Accepted; ++attempt) {
        evaluation =
            test::evaluate(*m_evaluator, candidate); // another test beside this one makes it ambiguous, never slower
        QVERIFY2(isValid(evaluation.verdict), evaluation.reason.c_str());
        QVERIFY(evaluation.toleranceShare && *evaluation.toleranceShare > 0 && *evaluation.toleranceShare <= 1);
    }
    QVERIFY2(evaluation.verdict == Verdict::Accepted,
             (evaluation.reason + " " + std::to_string(evaluation.speedup.value)).c_str());
    QVERIFY(evaluation.speedup.low > 1.01);
    QVERIFY(evaluation.seedSpeedup >= evaluation.speedup.value * 0.99);
    QVERIFY(evaluation.cases.front().pairs >= 8);
    QCOMPARE(evaluation.cases.front().dims, test::rmsnormTask().casesOf(CaseRole::Cpu).front()->dims);
}

void TestHonest::clearlySlowerIsSlower()
{
    const Evaluation evaluation =
        test::evaluate(*m_evaluator, test::candidateFrom(test::fixtureText("controls/scratch.cpp"), {"-O0"}));
    QVERIFY2(evaluation.verdict == Verdict::Slower, evaluation.reason.c_str());
    QVERIFY(evaluation.speedup.high < 1);
}

void TestHonest::theBaselineAgainstItselfIsNotFaster()
{
    const std::string seed = test::fixtureText("../../resources/tasks/rmsnorm/seed.cpp");
    const Evaluation evaluation = test::evaluate(*m_evaluator, test::candidateFrom(seed, {"-O2"}));
    QVERIFY2(isValid(evaluation.verdict), evaluation.reason.c_str());
    QVERIFY2(evaluation.verdict != Verdict::Accepted, evaluation.reason.c_str());
}

void TestHonest::theTableOfBaselinesNamesThePlainSeed()
{
    QCOMPARE(m_evaluator->baselines().front().name, std::string("plain"));
    for (const BaselineResult& baseline : m_evaluator->baselines()) {
        QVERIFY2(baseline.valid, baseline.reason.c_str());
        QVERIFY(baseline.meanMs >= m_evaluator->fastestBaseline().meanMs);
    }
}

void TestHonest::stagesComeInOrder()
{
    std::vector<std::string> stages;
    const Candidate candidate = test::candidateFrom(test::fixtureText("controls/scratch.cpp"), {"-O1"});
    m_evaluator->evaluate(candidate, [&](std::string_view stage) { stages.emplace_back(stage); }, {});
    const std::vector<std::string> wanted{"building", "checking", "timing"};
    QVERIFY(stages.size() >= wanted.size() && std::equal(wanted.begin(), wanted.end(), stages.begin()));
    // Then each further case is named as it begins.
    const Evaluation timed = test::evaluate(*m_evaluator, candidate);
    const std::size_t cases = timed.cases.size();
    QCOMPARE(stages.size(), wanted.size() + cases - 1);
    for (std::size_t i = 2; i <= cases; ++i) {
        QCOMPARE(stages[wanted.size() + i - 2], "timing, case " + std::to_string(i) + " of " + std::to_string(cases));
    }
}

void TestHonest::aStopEndsAnEvaluation()
{
    std::stop_source stop;
    const Candidate candidate =
        test::candidateFrom(test::fixtureText("controls/scratch.cpp"), {"-O2", "-fno-math-errno"});
    const Evaluation evaluation = m_evaluator->evaluate(
        candidate,
        [&](std::string_view stage) {
            if (stage == "timing") {
                stop.request_stop();
            }
        },
        stop.get_token());
    QCOMPARE(evaluation.stage, std::string("stopped"));
    const Evaluation next = test::evaluate(*m_evaluator, candidate);
    QVERIFY2(isValid(next.verdict), next.reason.c_str());
}

QTEST_GUILESS_MAIN(TestHonest)
#include "tst_honest.moc"
