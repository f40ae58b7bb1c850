#include "core/base/rng.h"
#include "core/diagnose/statistics.h"

#include <QTest>

#include <cmath>

using namespace espalier;

namespace {

/// Times of a kernel on a shared machine: a slow drift common to both arms, noise of each run, and now and then a
/// neighbour.
PairedTimes noisyPairs(Rng& rng, int pairs, double speedup, double noise = 0.02)
{
    PairedTimes times;
    double drift = 0;
    for (int i = 0; i < pairs; ++i) {
        drift += 0.01 * rng.normal();
        const auto run = [&] {
            const double neighbour = rng.uniform() < 0.05 ? 1 + rng.uniform() : 1;
            return std::exp(drift + noise * rng.normal()) * neighbour;
        };
        times.baselineMs.push_back(run() * speedup);
        times.candidateMs.push_back(run());
    }
    return times;
}

Interval speedupOf(const PairedTimes& times, std::uint64_t seed = 1)
{
    return pairedSpeedup(times, seed);
}

/// The same where a process owes 2 % up or down to its core and the places of its memory, in all its six pairs.
PairedTimes pairsOfProcesses(Rng& rng, int processes, double speedup)
{
    constexpr int kEach = 6;
    PairedTimes all;
    for (int process = 0; process < processes; ++process) {
        const PairedTimes times = noisyPairs(rng, kEach, speedup * std::exp(0.02 * rng.normal()), 0.005);
        all.baselineMs.insert(all.baselineMs.end(), times.baselineMs.begin(), times.baselineMs.end());
        all.candidateMs.insert(all.candidateMs.end(), times.candidateMs.begin(), times.candidateMs.end());
        all.process.insert(all.process.end(), kEach, process);
    }
    return all;
}

int decisions(int runs, int pairs, double speedup, Decision wanted)
{
    Rng rng(99);
    int count = 0;
    for (int i = 0; i < runs; ++i) {
        count += decide(speedupOf(noisyPairs(rng, pairs, speedup), rng.next())) == wanted ? 1 : 0;
    }
    return count;
}

} // namespace

class TestStatistics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void morePairsAreWorthTheirTimeOnlyWhereTheyDecide();
    void medians();
    void geometricMeans();
    void exactPairsGiveTheirRatio();
    void sameSeedSameInterval();
    void identicalKernelsAreNotToldApart_data();
    void identicalKernelsAreNotToldApart();
    void intervalCoversTheTruth();
    void realGainsAreSeen();
    void differencesOfProcessesAreNoGain_data();
    void differencesOfProcessesAreNoGain();
    void fewPairsAreCautious();
    void onePairThatIsFarOffMovesNoEnd();
    void brokenTimesAreLeftOut();
    void decisionsNeedTheMargin();
    void casesCombine();
    void oneNoisyCaseWidensByItsShare();
    void caseWithoutPairsSpoilsTheMean();
    void isFastEnough();
};

void TestStatistics::medians()
{
    QCOMPARE(median(std::vector<double>{}), 0.0);
    QCOMPARE(median(std::vector<double>{3, 1, 2}), 2.0);
    QCOMPARE(median(std::vector<double>{4, 1, 2, 3}), 2.5);
}

void TestStatistics::geometricMeans()
{
    QCOMPARE(geometricMean(std::vector<double>{1, 4}), 2.0);
    QCOMPARE(geometricMean(std::vector<double>{}), 0.0);
    QCOMPARE(geometricMean(std::vector<double>{1, 0}), 0.0);
    QCOMPARE(geometricMean(std::vector<double>{1, std::nan("")}), 0.0);
}

void TestStatistics::exactPairsGiveTheirRatio()
{
    const std::vector<double> baseline(20, 3.0);
    const std::vector<double> candidate(20, 1.5);
    const Interval speedup = speedupOf({baseline, candidate, {}});
    QVERIFY(std::abs(speedup.value - 2) < 1e-12);
    QVERIFY(std::abs(speedup.low - 2) < 1e-12);
    QVERIFY(std::abs(speedup.high - 2) < 1e-12);
}

void TestStatistics::sameSeedSameInterval()
{
    Rng rng(4);
    const PairedTimes times = noisyPairs(rng, 40, 1.1);
    QCOMPARE(speedupOf(times, 7), speedupOf(times, 7));
    const Interval speedup = speedupOf(times);
    QVERIFY(speedup.low <= speedup.value && speedup.value <= speedup.high);
}

void TestStatistics::identicalKernelsAreNotToldApart_data()
{
    QTest::addColumn<int>("pairs");
    for (const int pairs : {5, 8, 20}) {
        QTest::addRow("%d pairs", pairs) << pairs;
    }
}

void TestStatistics::identicalKernelsAreNotToldApart()
{
    QFETCH(int, pairs);
    const int faster = decisions(1000, pairs, 1.0, Decision::Faster);
    const int slower = decisions(1000, pairs, 1.0, Decision::Slower);
    qInfo("%d of 1000 identical kernels called faster, %d slower", faster, slower);
    QVERIFY(faster + slower <= 15);
}

void TestStatistics::intervalCoversTheTruth()
{
    Rng rng(21);
    int covered = 0;
    for (int i = 0; i < 300; ++i) {
        const Interval speedup = speedupOf(noisyPairs(rng, 30, 1.3), rng.next());
        covered += speedup.low <= 1.3 && 1.3 <= speedup.high ? 1 : 0;
    }
    qInfo("covered %d of 300", covered);
    QVERIFY(covered >= 290);
}

void TestStatistics::realGainsAreSeen()
{
    const int seen = decisions(100, 60, 1.05, Decision::Faster);
    qInfo("%d of 100 gains of 5 %% seen with 60 pairs", seen);
    QVERIFY(seen >= 95);
    QVERIFY(decisions(100, 60, 1 / 1.05, Decision::Slower) >= 95);
    QVERIFY(decisions(100, 12, 1.3, Decision::Faster) >= 95);
}

void TestStatistics::differencesOfProcessesAreNoGain_data()
{
    QTest::addColumn<int>("processes");
    QTest::addRow("the fewest") << static_cast<int>(kManyProcesses);
    QTest::addRow("300 pairs") << 50;
}

void TestStatistics::differencesOfProcessesAreNoGain()
{
    QFETCH(int, processes);
    Rng rng(5);
    int told = 0;
    int toldWithout = 0;
    int covered = 0;
    constexpr int kRuns = 400;
    for (int i = 0; i < kRuns; ++i) {
        PairedTimes times = pairsOfProcesses(rng, processes, 1.0);
        const Interval speedup = speedupOf(times, rng.next());
        covered += speedup.low <= 1 && 1 <= speedup.high ? 1 : 0;
        told += decide(speedup) == Decision::Ambiguous ? 0 : 1;
        times.process.clear();
        toldWithout += decide(speedupOf(times, rng.next())) == Decision::Ambiguous ? 0 : 1;
    }
    qInfo("told apart %d of %d, %d where processes are not known, 1 covered %d times", told, kRuns, toldWithout,
          covered);
    QVERIFY(told <= kRuns / 100);
    QVERIFY(covered >= kRuns * 97 / 100);
}

void TestStatistics::fewPairsAreCautious()
{
    QCOMPARE(decide(speedupOf({{9, 9}, {1, 1}, {}})), Decision::Ambiguous);
    const std::vector<double> baseline{9.0, 9.1, 8.9};
    const std::vector<double> candidate{1.0, 1.01, 0.99};
    QCOMPARE(decide(speedupOf({baseline, candidate, {}})), Decision::Faster);
}

/// A call of 70 µs that a busy machine made one of 1 ms; of eight pairs it would be the half of the middle too often.
void TestStatistics::onePairThatIsFarOffMovesNoEnd()
{
    for (const std::size_t pairs : {9U, 10U, 12U, 24U}) {
        std::vector<double> baseline(pairs, 70.0);
        const std::vector<double> candidate(pairs, 70.0);
        baseline.back() = 1003;
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            const Interval speedup = speedupOf({baseline, candidate, {}}, seed);
            QVERIFY2(speedup.high < 1.01 && speedup.low > 0.99,
                     (std::to_string(pairs) + " pairs: " + std::to_string(speedup.high)).c_str());
        }
    }
}

void TestStatistics::brokenTimesAreLeftOut()
{
    const double nan = std::nan("");
    const double infinity = HUGE_VAL;
    QCOMPARE(speedupOf({{}, {}, {}}), Interval{});
    QCOMPARE(speedupOf({{nan, 0, 1}, {1, 1, infinity}, {}}), Interval{});
    std::vector<double> baseline(10, 2.0);
    std::vector<double> candidate(11, 1.0);
    baseline[3] = nan;
    candidate[4] = -1;
    QVERIFY(std::abs(speedupOf({baseline, candidate, {}}).value - 2) < 1e-12);
}

void TestStatistics::decisionsNeedTheMargin()
{
    QCOMPARE(decide({1.5, 1.2, 1.8}), Decision::Faster);
    QCOMPARE(decide({1.02, 1.005, 1.03}), Decision::Ambiguous);
    QCOMPARE(decide({1.02, 1.005, 1.03}, 0), Decision::Faster);
    QCOMPARE(decide({0.5, 0.4, 0.6}), Decision::Slower);
    QCOMPARE(decide({0.995, 0.99, 0.999}), Decision::Ambiguous);
    QCOMPARE(decide({}), Decision::Ambiguous);
}

void TestStatistics::casesCombine()
{
    Rng rng(8);
    const std::vector<PairedTimes> cases{noisyPairs(rng, 30, 1.0), noisyPairs(rng, 30, 4.0)};
    const Interval speedup = combinedSpeedup(cases, 1);
    QVERIFY(std::abs(speedup.value - 2) < 0.05);
    QVERIFY(speedup.low < speedup.value && speedup.value < speedup.high);
    const std::vector<Interval> alone{speedupOf(cases[0]), speedupOf(cases[1])};
    const Interval fromIntervals = combinedSpeedup(alone);
    QVERIFY(std::abs(fromIntervals.value - speedup.value) < 1e-9);
    QVERIFY(std::abs(fromIntervals.low - speedup.low) < 0.03);
    const std::vector<PairedTimes> one{cases[1]};
    QCOMPARE(combinedSpeedup(one, 1), speedupOf(cases[1], 1));
}

void TestStatistics::oneNoisyCaseWidensByItsShare()
{
    Rng rng(9);
    const PairedTimes calm = noisyPairs(rng, 30, 1.2, 0.005);
    const PairedTimes noisy = noisyPairs(rng, 30, 1.2, 0.2);
    const auto width = [](const Interval& i) { return std::log(i.high / i.low); };
    const double all = width(combinedSpeedup(std::vector<PairedTimes>{calm, calm, calm, noisy}, 1));
    QVERIFY(all > width(speedupOf(calm)));
    QVERIFY(all < 0.5 * width(speedupOf(noisy)));
}

void TestStatistics::caseWithoutPairsSpoilsTheMean()
{
    Rng rng(9);
    QCOMPARE(combinedSpeedup(std::vector<PairedTimes>{noisyPairs(rng, 30, 2), {}}, 1), Interval{});
    QCOMPARE(combinedSpeedup(std::vector<PairedTimes>{}, 1), Interval{});
    QCOMPARE(combinedSpeedup(std::vector<Interval>{}), Interval{});
    const std::vector<PairedTimes> undecidable{noisyPairs(rng, 30, 2), noisyPairs(rng, 1, 2)};
    QCOMPARE(decide(combinedSpeedup(undecidable, 1)), Decision::Ambiguous);
}

void TestStatistics::isFastEnough()
{
    Rng rng(1);
    const PairedTimes times = noisyPairs(rng, 60, 1.1);
    QBENCHMARK
    {
        speedupOf(times);
    }
}

void TestStatistics::morePairsAreWorthTheirTimeOnlyWhereTheyDecide()
{
    const Interval wide{1.02, 0.9, 1.2};
    QVERIFY(staysOpen(wide, 0.5, 0.03));               // ±7.5 % after all pairs, and 1 in it
    QVERIFY(!staysOpen(wide, 0.1, 0.03));              // ±1.5 %: worth having
    QVERIFY(!staysOpen({1.5, 1.3, 1.7}, 0.5, 0.03));   // wide, but faster it is
    QVERIFY(!staysOpen({0.8, 0.7, 0.9}, 0.5, 0.03));   // and slower
    QVERIFY(staysOpen({1.05, 0.95, 1.15}, 0.5, 0.03)); // 5 % above 1, of which ±5 % and the margin take away all
}

QTEST_GUILESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
