#include "core/search/inflightboard.h"
#include "fakes.h"

#include <QTest>

using namespace espalier;

/// What is told of candidates on their way.
class TestInFlightBoard : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aStageIsTimedOverItsCases();
    void onlyWhatChangedIsTold();
};

void TestInFlightBoard::aStageIsTimedOverItsCases()
{
    HandWoundClock clock;
    InFlightBoard board(clock);
    board.begin(7, {3});
    board.stage(7, "checking");
    clock.wind(10);
    board.stage(7, "timing");
    const double since = clock.unixTime();
    clock.wind(5);
    board.stage(7, "timing, case 2 of 5");
    const auto list = board.takeChanged();
    QVERIFY(list && list->size() == 1);
    QCOMPARE(list->front().stage, std::string("timing, case 2 of 5"));
    QCOMPARE(list->front().since, since);
    board.stage(7, "sanitizing");
    QCOMPARE(board.takeChanged()->front().since, clock.unixTime());
}

void TestInFlightBoard::onlyWhatChangedIsTold()
{
    HandWoundClock clock;
    InFlightBoard board(clock);
    QVERIFY(!board.takeChanged());
    board.begin(1, {});
    QVERIFY(board.takeChanged() && !board.takeChanged());
    board.stage(2, "timing"); // nobody is in that step
    QVERIFY(!board.takeChanged());
    board.end(1);
    QVERIFY(board.takeChanged()->empty());
}

QTEST_APPLESS_MAIN(TestInFlightBoard)
#include "tst_inflightboard.moc"
