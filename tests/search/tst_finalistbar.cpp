#include "core/search/finalistbar.h"

#include <QTest>

#include <future>

using namespace espalier;

class TestFinalistBar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stepsCountWhateverOrderTheySettleIn();
    void aStepWaitsForEarlierOnesOnly();
    void aStopEndsTheWait();
    void aResumedSearchGoesOn();
};

void TestFinalistBar::stepsCountWhateverOrderTheySettleIn()
{
    FinalistBar bar;
    QCOMPARE(bar.before(0, {}), std::optional(1.0));
    bar.settle(2, 3.0);
    bar.settle(0, 0.4); // slower than the baseline
    bar.settle(1, 1.5);
    QCOMPARE(bar.before(3, {}), std::optional(3.0));
}

void TestFinalistBar::aStepWaitsForEarlierOnesOnly()
{
    FinalistBar bar;
    bar.settle(0, 1.2);
    bar.settle(2, 9.0);
    QCOMPARE(bar.before(1, {}), std::optional(1.2)); // what a later step reached does not count
    auto waits = std::async(std::launch::async, [&] { return bar.before(3, {}); });
    bar.settle(1, 2.0);
    QCOMPARE(waits.get(), std::optional(9.0));
}

void TestFinalistBar::aStopEndsTheWait()
{
    FinalistBar bar;
    std::stop_source stop;
    auto waits = std::async(std::launch::async, [&] { return bar.before(4, stop.get_token()); });
    stop.request_stop();
    QVERIFY(!waits.get());
}

void TestFinalistBar::aResumedSearchGoesOn()
{
    FinalistBar bar;
    bar.restore(40, 2.5);
    QCOMPARE(bar.before(40, {}), std::optional(2.5));
    bar.restore(40, 0); // nothing was accepted yet
    QCOMPARE(bar.before(40, {}), std::optional(1.0));
}

QTEST_GUILESS_MAIN(TestFinalistBar)
#include "tst_finalistbar.moc"
