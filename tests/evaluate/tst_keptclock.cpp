#include "core/base/rng.h"
#include "core/evaluate/judge/keptclock.h"

#include <QtTest>

using namespace espalier;

/// Time by the judge's clock alone, of calls in rows on memory that is kept.
class TestKeptClock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsDifferBySoMuchTime_data();
    void rowsDifferBySoMuchTime();
    void whatEachRowHasOnceCancelsOut();
    void aDisturbedRowIsNeverTooShort();
    void rowsOnNewInputsProveIt_data();
    void rowsOnNewInputsProveIt();
    void noiseAloneProvesNothing();
};

void TestKeptClock::rowsDifferBySoMuchTime_data()
{
    QTest::addColumn<double>("seconds");
    QTest::addColumn<unsigned>("room");
    QTest::addColumn<unsigned>("few");
    QTest::addColumn<unsigned>("many");
    QTest::newRow("100 µs") << 100e-6 << 256U << 20U << 60U;
    QTest::newRow("100 µs, large tensors") << 100e-6 << 12U << 4U << 12U;
    QTest::newRow("5 µs") << 5e-6 << 256U << 85U << 256U;
    QTest::newRow("2 ms") << 2e-3 << 12U << 1U << 3U;
    QTest::newRow("a second") << 1.0 << 12U << 1U << 2U;
    QTest::newRow("room for two") << 100e-6 << 2U << 1U << 2U;
    QTest::newRow("no room") << 100e-6 << 1U << 1U << 2U;
    QTest::newRow("a clock that says nothing") << 0.0 << 256U << 85U << 256U;
    QTest::newRow("one that goes backwards") << -1.0 << 12U << 4U << 12U;
}

void TestKeptClock::rowsDifferBySoMuchTime()
{
    QFETCH(double, seconds);
    QFETCH(unsigned, room);
    QFETCH(unsigned, few);
    QFETCH(unsigned, many);
    const RowLengths lengths = rowLengths(seconds, room);
    QCOMPARE(lengths.few, few);
    QCOMPARE(lengths.many, many);
}

/// Here starting, answering and looking take 130 µs.
void TestKeptClock::whatEachRowHasOnceCancelsOut()
{
    const double one = ofOneCall({4, 130e-6 + 4 * 50e-6, 0}, {12, 130e-6 + 12 * 50e-6, 0});
    QVERIFY(std::abs(one - 50e-6) < 1e-12);
}

void TestKeptClock::aDisturbedRowIsNeverTooShort()
{
    QCOMPARE(ofOneCall({4, 2e-3, 0}, {12, 1.2e-3, 0}), 1.2e-3 / 12);
}

void TestKeptClock::rowsOnNewInputsProveIt_data()
{
    QTest::addColumn<QList<double>>("seen"); // µs
    QTest::addColumn<QList<double>>("anew");
    QTest::addColumn<bool>("goesOn");
    QTest::addColumn<bool>("gains");
    const QList<double> calm{1520, 1528, 1519, 1531, 1522, 1517, 1526, 1523};
    const QList<double> noisy{1520, 2528, 1719, 2031, 1822, 2417, 1526, 1923};
    const auto row = [](const char* name, const QList<double>& seen, const QList<double>& anew, bool goesOn,
                        bool gains) { QTest::newRow(name) << seen << anew << goesOn << gains; };
    const auto plus = [](QList<double> rows, double more) {
        for (double& one : rows) {
            one += more;
        }
        return rows;
    };
    row("as long", calm, plus(calm, 2), false, false);
    row("copies answers that it has", calm, plus(calm, 1000), true, true);
    row("gains a seventh", calm, plus(calm, 171), true, true);
    row("gains less than is worth it", calm, plus(calm, 90), false, false);
    row("copies answers on a machine of much noise", noisy, plus(noisy, 1100), true, true);
    row("honest there", noisy, {1919, 1524, 1621, 2216, 1530, 2518, 1824, 2021}, false, false);
    row("twice late by chance", calm.mid(0, 2), {2330, 1918}, true, false);
    row("then not", calm.mid(0, 3), {2330, 1918, 1521}, false, false);
    row("late most times, as one in hundreds may be", calm, {2330, 1918, 1521, 2321, 2004, 1811, 1799, 2230}, true,
        false);
    row("one row of each", calm.mid(0, 1), {1521}, true, false);
    row("no row yet", {}, {}, true, false);
}

/// Eight calls of 150 µs, and 320 µs round them.
void TestKeptClock::rowsOnNewInputsProveIt()
{
    QFETCH(QList<double>, seen);
    QFETCH(QList<double>, anew);
    QFETCH(bool, goesOn);
    QFETCH(bool, gains);
    const auto seconds = [](const QList<double>& rows) {
        std::vector<double> each;
        for (const double one : rows) {
            each.push_back(one * 1e-6);
        }
        return each;
    };
    const SeenAndNewRows rows{8, seconds(seen), seconds(anew)};
    QCOMPARE(mayGainBySeeing(rows, 150e-6), goesOn);
    QCOMPARE(gainsBySeeing(rows, 150e-6), gains);
}

/// Where rows of both kinds are drawn from one heap, however it looks, hardly any honest kernel is called a cheat.
void TestKeptClock::noiseAloneProvesNothing()
{
    Rng rng(7);
    const auto drawn = [&] {
        return rng.below(3) == 0 ? 1e-3 + 1e-6 * static_cast<double>(rng.below(50))
                                 : 1e-3 + 1e-6 * static_cast<double>(rng.below(2000));
    };
    int cheats = 0;
    constexpr int kJudgings = 20'000;
    for (int i = 0; i < kJudgings; ++i) {
        SeenAndNewRows rows{4, {}, {}};
        while (rows.anew.size() < kRowsThatProve && mayGainBySeeing(rows, 150e-6)) {
            rows.seen.push_back(drawn());
            rows.anew.push_back(drawn());
        }
        cheats += gainsBySeeing(rows, 150e-6) ? 1 : 0;
    }
    QVERIFY2(cheats < kJudgings / 1000, std::to_string(cheats).c_str());
}

QTEST_GUILESS_MAIN(TestKeptClock)
#include "tst_keptclock.moc"
