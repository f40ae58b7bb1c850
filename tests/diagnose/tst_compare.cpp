#include "core/diagnose/comparison.h"
#include "core/diagnose/figures.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace espalier;

namespace {

Evaluation evaluated(double speedup, double ms)
{
    Evaluation evaluation;
    evaluation.verdict = Verdict::Accepted;
    evaluation.speedup = {speedup, speedup * 0.98, speedup * 1.02};
    evaluation.seedSpeedup = speedup * 3;
    evaluation.ms = ms;
    evaluation.diagnosis.bound = Bound::Memory;
    evaluation.diagnosis.roofShare = 0.2 * speedup;
    evaluation.diagnosis.gflops = 10 * speedup;
    evaluation.diagnosis.gbytes = 20 * speedup;
    evaluation.build.seconds = 0.8;
    CaseTiming large;
    large.name = "large";
    large.ms = ms;
    large.speedup = evaluation.speedup;
    evaluation.cases = {large};
    return evaluation;
}

MetricDelta row(const std::vector<MetricDelta>& rows, const std::string& name)
{
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const MetricDelta& r) { return r.name == name; });
    return found == rows.end() ? MetricDelta{} : *found;
}

} // namespace

class TestCompare : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void figures();
    void fasterIsBetter();
    void slowerIsWorse();
    void noiseIsNeither();
    void speedupsOverDifferentBaselinesCompareNothing();
    void failureHasNoFigures();
    void casesAreMatchedByName();
    void equalEvaluationsDoNotChange();
    void codeAndTrafficAreCompared();
    void theDifferenceIsExplained();
    void failuresAreNotExplained();
};

namespace {

/// A scalar serial kernel and what became of it: vectors, two cores, fewer bytes.
std::pair<Evaluation, Evaluation> scalarAndVector()
{
    Evaluation scalar = evaluated(1, 4);
    Evaluation vector = evaluated(2, 2);
    scalar.diagnosis.bound = Bound::Latency;
    scalar.diagnosis.coresUsed = 1;
    vector.diagnosis.coresUsed = 1.96;
    for (Evaluation* one : {&scalar, &vector}) {
        BuildFacts& build = one->diagnosis.build;
        build.known = build.hasLoopReport = true;
        build.arithmetic = 10;
    }
    scalar.diagnosis.build.spills = 3;
    scalar.diagnosis.levels = {{"L1", 8e6, 1, 1, 1, "instructions"}};
    vector.diagnosis.levels = {{"L1", 2e6, 4, 2, 1, "instructions"}};
    vector.diagnosis.build.packed = 9;
    vector.diagnosis.build.vectorBits = 256;
    vector.diagnosis.build.loopsVectorised = 2;
    return {scalar, vector};
}

bool hasSentence(const std::vector<std::string>& said, const std::string& words)
{
    return std::any_of(said.begin(), said.end(), [&](const std::string& s) { return s.find(words) != s.npos; });
}

} // namespace

void TestCompare::codeAndTrafficAreCompared()
{
    const auto [scalar, vector] = scalarAndVector();
    const std::vector<MetricDelta> rows = compare(scalar, vector);
    QCOMPARE(row(rows, "cores in use").direction, MetricDelta::Better);
    QCOMPARE(row(rows, "vector arithmetic").to, std::string("90 %"));
    QCOMPARE(row(rows, "loops vectorised").to, std::string("2"));
    QCOMPARE(row(rows, "spills").change, std::string("gone"));
    QCOMPARE(row(rows, "spills").direction, MetricDelta::Better);
    QCOMPARE(row(rows, "L1 traffic").change, std::string("4.00× less"));
    QVERIFY(row(compare(evaluated(1, 1), evaluated(2, 2)), "spills").name.empty()); // neither side knows
}

void TestCompare::theDifferenceIsExplained()
{
    const auto [scalar, vector] = scalarAndVector();
    const std::vector<std::string> said = explainDifference(scalar, vector);
    QVERIFY(said.size() <= 6);
    QVERIFY(said.front().starts_with("It is 2.00× faster"));
    QVERIFY(hasSentence(said, "memory-bound instead of latency-bound"));
    QVERIFY(hasSentence(said, "1.96 cores busy instead of 1"));
    QVERIFY(hasSentence(said, "90 % of its arithmetic"));
    QVERIFY(hasSentence(said, "vectorised 2 loops instead of 0"));
    QVERIFY(hasSentence(explainDifference(vector, scalar), "2.00× slower"));
    QVERIFY(hasSentence(explainDifference(scalar, scalar), "within the noise"));
    // The machine was slower when the second was judged, and so was its baseline.
    const std::vector<std::string> later = explainDifference(evaluated(1, 0.268), evaluated(2, 0.273));
    QVERIFY(later[0].starts_with("It is 2.00× faster (between "));
    QVERIFY(!hasSentence(later, "0.268 ms"));
    QCOMPARE(later[1],
             std::string("1.00× [0.98, 1.02] → 2.00× [1.96, 2.04] over the baseline, timed in turns."));
    QVERIFY(row(compare(evaluated(1, 0.268), evaluated(2, 0.273)), "time").change.empty());
    Evaluation other = evaluated(2, 0.273);
    other.baseline = "another";
    QVERIFY(hasSentence(explainDifference(evaluated(1, 0.268), other), "1.02× slower"));
    QVERIFY(hasSentence(explainDifference(evaluated(1, 0.268), other), "0.268 ms before, 0.273 ms now"));
}

void TestCompare::failuresAreNotExplained()
{
    Evaluation failed;
    failed.verdict = Verdict::Wrong;
    QVERIFY(explainDifference(failed, evaluated(1, 1)).empty());
    QVERIFY(explainDifference(evaluated(1, 1), failed).empty());
}

void TestCompare::figures()
{
    QCOMPARE(msText(12.345), std::string("12.3 ms"));
    QCOMPARE(msText(0.0412), std::string("41.2 µs"));
    QCOMPARE(msText(2500), std::string("2.50 s"));
    QCOMPARE(msText(-1), std::string("–"));
    QCOMPARE(ratioText(1.384), std::string("1.38×"));
    QCOMPARE(percentText(0.823), std::string("82 %"));
    QCOMPARE(percentText(0.0412), std::string("4.1 %"));
    QCOMPARE(numberText(99.96), std::string("100"));
    QCOMPARE(numberText(99.94), std::string("99.9"));
    QCOMPARE(numberText(0), std::string("0"));
    QCOMPARE(numberText(HUGE_VAL), std::string("–"));
}

void TestCompare::fasterIsBetter()
{
    const std::vector<MetricDelta> rows = compare(evaluated(1.0, 4.0), evaluated(2.0, 2.0));
    QCOMPARE(rows.front().name, std::string("verdict"));
    QCOMPARE(row(rows, "time").change, std::string("2.00× faster"));
    QCOMPARE(row(rows, "time").direction, MetricDelta::Better);
    QCOMPARE(row(rows, "case large").direction, MetricDelta::Better);
    QCOMPARE(row(rows, "speedup").change, std::string("2.00× higher"));
    QCOMPARE(row(rows, "speedup").to, std::string("2.00× [1.96, 2.04]"));
    QCOMPARE(row(rows, "share of the roof").direction, MetricDelta::Better);
    QCOMPARE(*row(rows, "time").fromValue, 4.0);
}

void TestCompare::slowerIsWorse()
{
    const std::vector<MetricDelta> rows = compare(evaluated(2.0, 2.0), evaluated(1.0, 4.0));
    QCOMPARE(row(rows, "time").change, std::string("2.00× slower"));
    QCOMPARE(row(rows, "time").direction, MetricDelta::Worse);
    QCOMPARE(row(rows, "speedup").direction, MetricDelta::Worse);
}

void TestCompare::noiseIsNeither()
{
    const std::vector<MetricDelta> rows = compare(evaluated(1.50, 2.0), evaluated(1.53, 1.96));
    QCOMPARE(row(rows, "time").direction, MetricDelta::Neutral);
    QVERIFY(row(rows, "time").change.ends_with("(within the noise)"));
    QCOMPARE(row(rows, "case large").direction, MetricDelta::Neutral);
}

/// 1.51x over PyTorch is no noise beside 1.50x over the seed.
void TestCompare::speedupsOverDifferentBaselinesCompareNothing()
{
    Evaluation overTorch = evaluated(1.51, 0.5);
    overTorch.baseline = "torch";
    const std::vector<MetricDelta> rows = compare(evaluated(1.50, 2.0), overTorch);
    for (const char* name : {"speedup", "case large, speedup", "time", "case large"}) {
        const MetricDelta one = row(rows, name);
        QVERIFY2(one.change.empty() && one.direction == MetricDelta::Neutral && !one.isWithinNoise, name);
        QVERIFY(one.fromValue && one.toValue);
    }
    QVERIFY(row(rows, "speedup").isOverOthers && !row(rows, "time").isOverOthers);
    const std::vector<std::string> said = explainDifference(evaluated(1.50, 2.0), overTorch);
    QVERIFY(hasSentence(said, "4.00× faster") && !hasSentence(said, "within the noise"));
    // Over the plain seed, which is one for both.
    QVERIFY(!row(compare(evaluated(1.0, 2.0), overTorch), "over the plain seed").change.empty());
}

void TestCompare::failureHasNoFigures()
{
    Evaluation failed;
    failed.verdict = Verdict::Wrong;
    const std::vector<MetricDelta> rows = compare(evaluated(1.5, 2.0), failed);
    QCOMPARE(row(rows, "verdict").from, std::string("accepted"));
    QCOMPARE(row(rows, "verdict").to, std::string("wrong"));
    QCOMPARE(row(rows, "verdict").direction, MetricDelta::Worse);
    QCOMPARE(row(rows, "speedup").to, std::string("–"));
    QVERIFY(row(rows, "speedup").change.empty());
    QCOMPARE(row(rows, "case large").to, std::string("–"));
    QCOMPARE(row(compare(failed, evaluated(1.5, 2.0)), "verdict").direction, MetricDelta::Better);
}

void TestCompare::casesAreMatchedByName()
{
    Evaluation other = evaluated(2.0, 2.0);
    other.cases.front().name = "square";
    const std::vector<MetricDelta> rows = compare(evaluated(1.0, 4.0), other);
    QCOMPARE(row(rows, "case large").to, std::string("–"));
    QCOMPARE(row(rows, "case square").from, std::string("–"));
}

void TestCompare::equalEvaluationsDoNotChange()
{
    for (const MetricDelta& one : compare(evaluated(1.5, 2.0), evaluated(1.5, 2.0))) {
        QVERIFY2(one.change.empty(), one.name.c_str());
        QCOMPARE(one.direction, MetricDelta::Neutral);
    }
}

QTEST_GUILESS_MAIN(TestCompare)
#include "tst_compare.moc"
