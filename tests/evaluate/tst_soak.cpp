#include "evaluatorfixture.h"
#include "leftovers.h"

#include <QtTest>

using namespace espalier;

/// A long search: 200 evaluations of every kind, after which as much is there as after the first few.
class TestSoak : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void twoHundredEvaluationsLeaveNothing();
};

void TestSoak::twoHundredEvaluationsLeaveNothing()
{
    const test::Leftovers leftovers;
    auto evaluator = test::openRmsnorm();
    const std::vector<std::string> kinds{"controls/scratch.cpp", "controls/threads.cpp", "cheats/exit.cpp",
                                         "cheats/forkbomb.cpp", "cheats/firsttile.cpp"};
    std::vector<std::string> before;
    for (int i = 0; i < 210; ++i) {
        if (i == 10) {
            before = leftovers.list();
        }
        const std::string source = i % 6 == 5 ? "nonsense" : test::fixtureText(kinds[static_cast<std::size_t>(i % 6)]);
        const Evaluation evaluation =
            test::evaluate(*evaluator, test::candidateFrom("// " + std::to_string(i) + "\n" + source));
        QVERIFY(!evaluation.reason.empty());
    }
    QTRY_COMPARE_WITH_TIMEOUT(leftovers.list(), before, 10'000);
}

QTEST_GUILESS_MAIN(TestSoak)
#include "tst_soak.moc"
