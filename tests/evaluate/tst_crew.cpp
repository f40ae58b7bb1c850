#include "core/evaluate/judge/crew.h"

#include <QtTest>

#include <array>
#include <numeric>

using namespace espalier;

/// The threads that share the judge's work between two calls.
class TestCrew : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPartIsDoneOnce_data();
    void everyPartIsDoneOnce();
    void bytesAreCoveredWithoutGaps();
    void resultsAreThereAtTheReturn();
};

void TestCrew::everyPartIsDoneOnce_data()
{
    QTest::addColumn<int>("members");
    QTest::addColumn<bool>("awake");
    QTest::newRow("alone") << 1 << true;
    QTest::newRow("two") << 2 << true;
    QTest::newRow("more than processors") << 16 << true;
    QTest::newRow("the others rest") << 4 << false;
}

void TestCrew::everyPartIsDoneOnce()
{
    QFETCH(int, members);
    QFETCH(bool, awake);
    Crew crew(members);
    if (awake) {
        crew.wake();
    }
    for (std::size_t parts : {0, 1, 2, 100}) {
        std::vector<std::atomic<int>> done(parts);
        crew.share(parts, [&](std::size_t part) { ++done.at(part); });
        QVERIFY(std::all_of(done.begin(), done.end(), [](const auto& times) { return times == 1; }));
    }
}

void TestCrew::bytesAreCoveredWithoutGaps()
{
    Crew crew(3);
    crew.wake();
    for (const std::size_t bytes : {0UL, 1UL, 128UL << 10, (128UL << 10) + 1, 1'000'003UL}) {
        std::vector<char> touched(bytes);
        crew.shareBytes(bytes, [&](std::size_t begin, std::size_t count) {
            QCOMPARE(begin % 8, std::size_t{0}); // a block starts with the first byte of a poison's word
            for (std::size_t i = begin; i < begin + count; ++i) {
                ++touched.at(i);
            }
        });
        QCOMPARE(std::accumulate(touched.begin(), touched.end(), std::size_t{0}), bytes);
    }
}

/// Plain memory, written by whoever took the part, read by the owner after it: for the thread sanitizer as well.
void TestCrew::resultsAreThereAtTheReturn()
{
    Crew crew(2);
    for (std::size_t round = 0; round < 2000; ++round) {
        round % 3 == 0 ? crew.rest() : crew.wake();
        std::array<std::size_t, 8> results{};
        crew.share(results.size(), [&](std::size_t part) { results.at(part) = part + round; });
        for (std::size_t part = 0; part < results.size(); ++part) {
            QCOMPARE(results.at(part), part + round);
        }
    }
}

QTEST_GUILESS_MAIN(TestCrew)
#include "tst_crew.moc"
