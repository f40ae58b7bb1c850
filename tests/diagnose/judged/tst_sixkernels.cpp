#include "core/base/file.h"
#include "core/evaluate/localevaluator.h"
#include "core/task/tasklibrary.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

using namespace espalier;

namespace {

const std::string kFolder = ESPALIER_SOURCE_DIR "/tests/diagnose/judged/";

bool says(const Diagnosis& diagnosis, const std::string& words)
{
    return std::any_of(diagnosis.facts.begin(), diagnosis.facts.end(),
                       [&](const std::string& fact) { return fact.find(words) != std::string::npos; });
}

std::string told(const Evaluation& evaluation)
{
    std::string text = evaluation.reason + " " + evaluation.build.log + std::string(toText(evaluation.diagnosis.bound));
    for (const std::string& fact : evaluation.diagnosis.facts) {
        text += "\n" + fact;
    }
    return text + "\n" + std::to_string(evaluation.diagnosis.coresUsed) + " cores";
}

} // namespace

/// Kernels built to be slow for one known reason each, built and judged for real: the diagnosis has to find the reason.
/// Other programs on the machine only ever hide a roof that was reached, so what rests on one may be tried again.
class TestSixKernels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void memoryBound();
    void computeBound();
    void latencyBound();
    void spilling();
    void strided();
    void singleThreaded();
    void everyCorrectKernelIsDiagnosed();

private:
    LocalEvaluator& evaluator(const std::string& task);
    Evaluation judge(const std::string& task, const std::string& kernel);
    Evaluation judgeUntil(const std::string& task, const std::string& kernel, Bound bound);

    QTemporaryDir m_cache;
    std::map<std::string, std::unique_ptr<LocalEvaluator>> m_evaluators;
    std::vector<Evaluation> m_judged;
};

LocalEvaluator& TestSixKernels::evaluator(const std::string& name)
{
    std::unique_ptr<LocalEvaluator>& found = m_evaluators[name];
    if (!found) {
        qputenv("XDG_CACHE_HOME", m_cache.path().toUtf8()); // roofs and references stay out of the user's
        const auto task = loadTask(kFolder + "tasks/" + name);
        if (!task) {
            qFatal("%s", task.error().sentence().c_str());
        }
        LocalEvaluatorOptions options;
        options.programs = ESPALIER_BIN_DIR;
        options.secondsPerCase = 0.2;
        auto opened = LocalEvaluator::open(*task, options);
        if (!opened) {
            qFatal("%s", opened.error().sentence().c_str());
        }
        found = std::move(*opened);
    }
    return *found;
}

Evaluation TestSixKernels::judge(const std::string& task, const std::string& kernel)
{
    const auto source = readFile(kFolder + "kernels/" + kernel + ".cpp");
    const Candidate candidate{"cpp", "g++", {"-O3", "-march=native", "-fopenmp"}, source ? *source : ""};
    m_judged.push_back(evaluator(task).evaluate(candidate, [](std::string_view) {}, {}));
    return m_judged.back();
}

Evaluation TestSixKernels::judgeUntil(const std::string& task, const std::string& kernel, Bound bound)
{
    Evaluation evaluation = judge(task, kernel);
    for (int attempt = 1; attempt < 4 && evaluation.diagnosis.bound != bound; ++attempt) {
        evaluation = judge(task, kernel);
    }
    return evaluation;
}

void TestSixKernels::memoryBound()
{
    const Evaluation evaluation = judgeUntil("triad", "memory", Bound::Memory);
    QVERIFY2(evaluation.diagnosis.bound == Bound::Memory, told(evaluation).c_str());
    QVERIFY2(says(evaluation.diagnosis, "the bandwidth of "), told(evaluation).c_str());
    QCOMPARE(evaluation.diagnosis.levels.back().source, std::string("compulsory"));
    QCOMPARE(evaluation.diagnosis.lever, std::string("fuse-loops"));
}

void TestSixKernels::computeBound()
{
    const Evaluation evaluation = judgeUntil("polynomial", "compute", Bound::Compute);
    QVERIFY2(evaluation.diagnosis.bound == Bound::Compute, told(evaluation).c_str());
    QVERIFY2(says(evaluation.diagnosis, "the rate of arithmetic"), told(evaluation).c_str());
    QVERIFY(evaluation.diagnosis.build.packed > 0);
    QCOMPARE(evaluation.diagnosis.build.spills, 0);
}

void TestSixKernels::latencyBound()
{
    const Evaluation evaluation = judge("chase", "latency");
    QVERIFY2(evaluation.diagnosis.bound == Bound::Latency, told(evaluation).c_str());
    QVERIFY2(says(evaluation.diagnosis, "each load waits for the one before it"), told(evaluation).c_str());
}

void TestSixKernels::spilling()
{
    const Evaluation evaluation = judge("polynomial", "spilling");
    QVERIFY2(isValid(evaluation.verdict), told(evaluation).c_str());
    QVERIFY2(says(evaluation.diagnosis, "vector registers are stored to the stack"), told(evaluation).c_str());
    QVERIFY(evaluation.diagnosis.build.spills >= 8);
}

void TestSixKernels::strided()
{
    const Evaluation evaluation = judge("column_sum", "strided");
    QVERIFY2(says(evaluation.diagnosis, "times the compulsory bytes are moved"), told(evaluation).c_str());
    // Which of the two depends on whether whole lines or their latency fill the time.
    QVERIFY2(evaluation.diagnosis.bound == Bound::Memory || evaluation.diagnosis.bound == Bound::Latency,
             told(evaluation).c_str());
    QCOMPARE(evaluation.diagnosis.lever, std::string("interchange"));
}

void TestSixKernels::singleThreaded()
{
    if (evaluator("polynomial").roofs()->cores < 2) {
        QSKIP("there is one core here: nothing can be idle");
    }
    const Evaluation evaluation = judge("polynomial", "serial");
    QVERIFY2(evaluation.diagnosis.bound == Bound::Occupancy, told(evaluation).c_str());
    QVERIFY2(says(evaluation.diagnosis, "It runs on one of "), told(evaluation).c_str());
    QVERIFY2(evaluation.diagnosis.coresUsed > 0.5 && evaluation.diagnosis.coresUsed < 1.25, told(evaluation).c_str());
    QCOMPARE(evaluation.diagnosis.lever, std::string("parallel-outer-loop"));
}

void TestSixKernels::everyCorrectKernelIsDiagnosed()
{
    QVERIFY(m_judged.size() >= 6);
    for (const Evaluation& evaluation : m_judged) {
        QVERIFY2(isValid(evaluation.verdict), told(evaluation).c_str());
        const Diagnosis& diagnosis = evaluation.diagnosis;
        QVERIFY(diagnosis.bound != Bound::Unknown && !diagnosis.facts.empty() && diagnosis.facts.size() <= 6);
        QVERIFY(diagnosis.roofShare > 0 && diagnosis.roofShare <= 1);
        QVERIFY(!diagnosis.confidenceReason.empty() && !diagnosis.levels.empty());
        QVERIFY(diagnosis.build.known && diagnosis.build.hasLoopReport);
        const auto again = evaluationFromJson(toJson(evaluation));
        QVERIFY(again && again->diagnosis == diagnosis);
    }
}

QTEST_GUILESS_MAIN(TestSixKernels)
#include "tst_sixkernels.moc"
