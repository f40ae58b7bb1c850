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
    void keptAnswersShow_data();
    void keptAnswersShow();
};

void TestKeptClock::rowsDifferBySoMuchTime_data()
{
    QTest::addColumn<double>("seconds");
    QTest::addColumn<unsigned>("room");
    QTest::addColumn<unsigned>("few");
    QTest::addColumn<unsigned>("many");
    QTest::newRow("100 µs") << 100e-6 << 256U << 20U << 60U;
    QTest::newRow("100 µs, large tensors") << 100e-6 << 12U << 4U << 12U;
    QTest::newRow("5 µs") << 5e-6 << 256U << 85U << 255U;
    QTest::newRow("2 ms") << 2e-3 << 12U << 1U << 3U;
    QTest::newRow("a second") << 1.0 << 12U << 1U << 3U;
    QTest::newRow("room for two") << 100e-6 << 2U << 1U << 2U;
    QTest::newRow("no room") << 100e-6 << 1U << 1U << 2U;
    QTest::newRow("a clock that says nothing") << 0.0 << 256U << 85U << 255U;
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

void TestKeptClock::keptAnswersShow_data()
{
    QTest::addColumn<double>("alone"); // µs
    QTest::addColumn<double>("again");
    QTest::addColumn<double>("inRow");
    QTest::addColumn<bool>("remembers");
    QTest::newRow("honest") << 190.0 << 192.0 << 100.0 << false;
    QTest::newRow("honest and a little cold at first") << 205.0 << 190.0 << 100.0 << false;
    QTest::newRow("honest, asks for memory in each call") << 800.0 << 810.0 << 100.0 << false;
    QTest::newRow("computes what is new") << 1090.0 << 190.0 << 100.0 << true;
    QTest::newRow("computes a half of what is not new") << 1090.0 << 590.0 << 500.0 << true;
    QTest::newRow("computes alone, and once a row") << 20090.0 << 20090.0 << 100.0 << true;
}

/// Round a call of the baseline there are 90 µs.
void TestKeptClock::keptAnswersShow()
{
    QFETCH(double, alone);
    QFETCH(double, again);
    QFETCH(double, inRow);
    QFETCH(bool, remembers);
    const std::vector<KeptTime> candidate(5, KeptTime{alone * 1e-6, again * 1e-6, inRow * 1e-6});
    const std::vector<KeptTime> baseline(5, KeptTime{590e-6, 590e-6, 500e-6});
    QCOMPARE(seemsToRemember(candidate, baseline), remembers);
    QVERIFY(!seemsToRemember({}, baseline) && !seemsToRemember(candidate, {}));
    // Noise makes a call alone late now and then.
    std::vector<KeptTime> noisy(5, KeptTime{190e-6, 190e-6, 100e-6});
    noisy[0].alone = noisy[1].alone = noisy[2].again = 900e-6;
    QVERIFY(!seemsToRemember(noisy, baseline));
}

QTEST_GUILESS_MAIN(TestKeptClock)
#include "tst_keptclock.moc"
