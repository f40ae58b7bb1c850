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
    void failureHasNoFigures();
    void casesAreMatchedByName();
    void equalEvaluationsDoNotChange();
};

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
