#include "drawnkernels.h"

#include <QTest>

using namespace espalier;

/// What hardware counters add to a diagnosis.
class TestCounted : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countersExplainALatency();
};

void TestCounted::countersExplainALatency()
{
    CaseTiming timing = timed("large", kMany, 100.0); // 16 % of the roof
    timing.coresUsed = 8;
    const auto judged = [&] { return diagnose(drawnTask("2*n"), {timing}, drawnMachine(), parallelVectors()); };
    QCOMPARE(judged().bound, Bound::Latency);
    QCOMPARE(judged().tier, std::string("analytic"));
    timing.counters = CounterFigures{2.0, 1.0, 12e6}; // 3 % of the cycles: not what it waits for
    QCOMPARE(judged().tier, std::string("counters"));
    QCOMPARE(judged().bound, Bound::Latency);
    QVERIFY(judged().confidence == Confidence::Medium);
    QVERIFY(says(judged(), "2.00 instructions a cycle"));
    QVERIFY(says(judged(), "12.0 MB missed"));
    timing.counters = CounterFigures{0.4, 1.0, 12e6};
    QVERIFY(judged().confidence == Confidence::High);
    QVERIFY(judged().lever != "branch-free-search");
    timing.counters = CounterFigures{1.2, 20, 12e6}; // 36 %
    QVERIFY(judged().confidence == Confidence::High);
    QCOMPARE(judged().lever, std::string("branch-free-search"));
}

QTEST_GUILESS_MAIN(TestCounted)
#include "tst_counted.moc"
