#include "fakes.h"

#include <QtTest>

#include <nlohmann/json.hpp>

using namespace espalier;

/// What a search may spend: limits that end it in good order, over all its runs.
class BudgetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void evaluationsAreNeverExceeded_data();
    void evaluationsAreNeverExceeded();
    void stepsWithoutACandidateAreNoEvaluations();
    void spendingEndsTheSearch_data();
    void spendingEndsTheSearch();
    void aRaisedLimitGoesOn();
    void summarySaysWhatWasSpent();
};

namespace {

/// Every evaluation from now on costs so much.
void charge(SearchFixture& f, SessionId session, const Spend& spend)
{
    f.evaluator.onCall = [&f, session, spend](int) {
        if (!f.store().addSpend(session, spend)) {
            qFatal("cannot add to the spend table");
        }
    };
}

} // namespace

void BudgetTest::evaluationsAreNeverExceeded_data()
{
    QTest::addColumn<int>("limit");
    for (const int limit : {1, 2, 3, 9, 20}) {
        QTest::addRow("%d", limit) << limit;
    }
}

void BudgetTest::evaluationsAreNeverExceeded()
{
    QFETCH(int, limit);
    SearchFixture f(0.002);
    f.settings.workers = 4;
    f.settings.evaluations = limit;
    const SessionId session = f.newSession();
    const auto summary = f.search(session);
    QVERIFY(summary);
    QCOMPARE(f.evaluator.calls(), limit);
    QCOMPARE(summary->nodes, limit);
    QCOMPARE(summary->state, std::string("done"));
    QCOMPARE(summary->why, "all " + std::to_string(limit) + " evaluations are done");
}

/// As many steps in flight as evaluations are left, and some of them bring nothing: others take their place.
void BudgetTest::stepsWithoutACandidateAreNoEvaluations()
{
    SearchFixture f(0.001, 3);
    f.settings.evaluations = 12;
    f.settings.steps = 200;
    const SessionId session = f.newSession();
    const auto summary = f.search(session);
    QVERIFY(summary);
    QVERIFY(!f.store().spentSteps(session)->empty());
    QCOMPARE(summary->nodes, 12);
}

void BudgetTest::spendingEndsTheSearch_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<double>("each");
    QTest::addColumn<QByteArray>("why");
    QTest::addRow("tokens") << QByteArray("tokens") << 1000.0 << QByteArray("the tokens are spent");
    QTest::addRow("money") << QByteArray("money") << 0.25 << QByteArray("the money is spent");
    QTest::addRow("device") << QByteArray("device_seconds") << 30.0
                            << QByteArray("the device's time is over: 5 minutes");
}

void BudgetTest::spendingEndsTheSearch()
{
    QFETCH(QByteArray, kind);
    QFETCH(double, each);
    QFETCH(QByteArray, why);
    SearchFixture f;
    f.settings.tokens = 10'000;
    f.settings.dollars = 2.5;
    f.settings.deviceMinutes = 5;
    const SessionId session = f.newSession();
    charge(f, session, {kind.toStdString(), each});
    const auto summary = f.search(session);
    QVERIFY(summary);
    QVERIFY2(summary->why.starts_with(why.toStdString()), summary->why.c_str());
    QCOMPARE(summary->state, std::string("done"));
    // The tenth evaluation reaches each limit; what was in flight then is kept.
    QVERIFY(summary->nodes >= 10 && summary->nodes < 10 + f.settings.workers);
    QCOMPARE(f.evaluator.calls(), summary->nodes);
    const int calls = f.evaluator.calls();
    QVERIFY(f.search(session)); // it stays spent
    QCOMPARE(f.evaluator.calls(), calls);
}

void BudgetTest::aRaisedLimitGoesOn()
{
    SearchFixture f;
    f.settings.evaluations = 5;
    const SessionId session = f.newSession();
    QVERIFY(f.search(session));
    SearchParts parts = f.parts();
    parts.limits = Limits::of(f.settings);
    parts.limits->evaluations = 8;
    SearchController controller(session, parts);
    QVERIFY(controller.start());
    const auto summary = controller.wait();
    QVERIFY(summary);
    QCOMPARE(summary->nodes, 8);
    QCOMPARE(f.evaluator.calls(), 8);
}

void BudgetTest::summarySaysWhatWasSpent()
{
    SearchFixture f;
    f.settings.steps = 4;
    const SessionId session = f.newSession();
    charge(f, session, {"tokens", 100});
    const auto summary = f.search(session);
    QVERIFY(summary);
    const nlohmann::json spend = toJson(*summary).at("spend");
    QCOMPARE(spend.at("evaluations").get<int>(), 5);
    QCOMPARE(spend.at("tokens").get<double>(), 500.0);
    QCOMPARE(spend.at("money").get<double>(), 0.0);
    QVERIFY(spend.contains("device_seconds") && spend.contains("search_seconds"));
}

QTEST_GUILESS_MAIN(BudgetTest)
#include "tst_budget.moc"
