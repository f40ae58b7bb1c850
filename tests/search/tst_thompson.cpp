#include "core/search/gainposterior.h"
#include "core/search/thompson.h"
#include "simulation.h"

#include <QtTest>

#include <cmath>

using namespace espalier;

class ThompsonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void posteriorFollowsTheFormula();
    void drawsHaveTheMeanAndSpreadOfTheBelief();
    void manyFailuresMakeABeliefLowAndNarrow();
    void theBetterBranchIsPreferredAndTheOtherVisited();
    void aBranchThatFailsIsLeft();
    void oneTerribleChildIsNoMoreThanAFailure();
    void whatIsInFlightCountsAsLost();
    void anExhaustedBestNodeLuresNobody();
    void theDrawsComeFromTheStepAlone();
    void theSentenceHoldsTheDraw();
};

namespace {

Gains gainsOf(const std::vector<double>& list)
{
    Gains gains;
    for (const double gain : list) {
        gains.add(gain);
    }
    return gains;
}

/// The next choices of an unchanged policy, each with another stream of random numbers.
std::vector<Choice> draws(const SelectionPolicy& policy, const SearchGraph& graph, std::uint64_t count)
{
    std::vector<Choice> list;
    for (std::uint64_t step = 0; step < count; ++step) {
        Rng rng = Rng::forStep(9, step);
        list.push_back(policy.choose(graph, rng).value());
    }
    return list;
}

/// Draws of one belief: their mean and standard deviation.
std::pair<double, double> momentsOf(const GainPosterior& belief, int count)
{
    Rng rng(4);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < count; ++i) {
        const double gain = belief.draw(rng).gain;
        sum += gain;
        squares += gain * gain;
    }
    const double mean = sum / count;
    return {mean, std::sqrt(squares / count - mean * mean)};
}

} // namespace

void ThompsonTest::posteriorFollowsTheFormula()
{
    QCOMPARE(GainPosterior({}, 0.3).mean(), 0.3);
    // k = 4, m = 0.1 and gains 0.2, 0.6: (4 x 0.1 + 0.8) / 6.
    const GainPosterior belief(gainsOf({0.2, 0.6}), 0.1);
    QVERIFY(std::abs(belief.mean() - 0.2) < 1e-12);
    Rng rng(1);
    const GainDraw drawn = belief.draw(rng);
    QCOMPARE(drawn.mean, belief.mean());
    QVERIFY(drawn.deviation > 0);
    // The variance of the mean under a normal-inverse-gamma is b / (k (a - 1)):
    // b = 0.16 + 0.08 / 2 + 4 x 2 x 0.3² / (2 x 6) = 0.26, k = 6, a = 3.
    QVERIFY(std::abs(momentsOf(belief, 40'000).second - std::sqrt(0.26 / 12)) < 0.004);
}

void ThompsonTest::drawsHaveTheMeanAndSpreadOfTheBelief()
{
    const auto [mean, deviation] = momentsOf(GainPosterior(gainsOf({0.1, -0.4, 0.3, -0.4, 0.2, 0.1}), 0), 40'000);
    // (0.1 - 0.4 + 0.3 - 0.4 + 0.2 + 0.1) / 10; b = 0.16 + (0.47 - 0.01 / 6) / 2 + 4 x 6 x (0.1 / 6)² / 20, k = 10, a
    // = 5.
    QVERIFY2(std::abs(mean + 0.01) < 0.003, qPrintable(QString::number(mean)));
    QVERIFY2(std::abs(deviation - std::sqrt(0.3945 / 40)) < 0.003, qPrintable(QString::number(deviation)));
}

void ThompsonTest::manyFailuresMakeABeliefLowAndNarrow()
{
    const auto fresh = momentsOf(GainPosterior({}, 0), 10'000);
    const auto failing = momentsOf(GainPosterior(gainsOf(std::vector<double>(20, -0.4)), 0), 10'000);
    QVERIFY(failing.first < fresh.first - 0.3);
    QVERIFY(failing.second < fresh.second / 3);
}

void ThompsonTest::theBetterBranchIsPreferredAndTheOtherVisited()
{
    ThompsonPolicy policy;
    const SearchGraph graph = grownFromText(policy, "0 1.0; 1<0 1.8; 2<0 1.4");
    const auto choices = draws(policy, graph, 300);
    QVERIFY(countOf(choices, 1) > 2 * countOf(choices, 2));
    QVERIFY(countOf(choices, 2) > 10);
}

void ThompsonTest::aBranchThatFailsIsLeft()
{
    ThompsonPolicy policy;
    SearchGraph graph = grownFromText(policy, "0 0.5; 1<0 1.5; 2<0 1.5");
    for (int i = 0; i < 8; ++i) {
        const Choice choice{{1}, EdgeKind::Refine, {}, {}};
        policy.begin(graph, choice);
        finishWith(policy, graph, choice, 0.0);
    }
    const auto choices = draws(policy, graph, 200);
    QVERIFY2(countOf(choices, 2) > 3 * countOf(choices, 1), qPrintable(QString::number(countOf(choices, 1))));
}

void ThompsonTest::oneTerribleChildIsNoMoreThanAFailure()
{
    const auto choicesAfter = [](double fitness) {
        ThompsonPolicy policy;
        SearchGraph graph = grownFromText(policy, "0 0.5; 1<0 1.5; 2<0 1.4");
        const Choice choice{{1}, EdgeKind::Refine, {}, {}};
        policy.begin(graph, choice);
        finishWith(policy, graph, choice, fitness);
        return countOf(draws(policy, graph, 300), 1);
    };
    QVERIFY(std::abs(choicesAfter(0.001) - choicesAfter(0)) < 30);
}

void ThompsonTest::whatIsInFlightCountsAsLost()
{
    ThompsonPolicy policy;
    const SearchGraph graph = grownFromText(policy, "0 0.5; 1<0 1.6; 2<0 1.5");
    const auto before = countOf(draws(policy, graph, 300), 1);
    const Choice choice{{1}, EdgeKind::Refine, {}, {}};
    for (int i = 0; i < 4; ++i) {
        policy.begin(graph, choice);
    }
    const auto during = countOf(draws(policy, graph, 300), 1);
    for (int i = 0; i < 4; ++i) {
        policy.finish(graph, choice, std::nullopt);
    }
    QVERIFY2(during < before / 2, qPrintable(QStringLiteral("%1 after %2").arg(during).arg(before)));
    QCOMPARE(countOf(draws(policy, graph, 300), 1), std::ptrdiff_t{0}); // run dry now
}

void ThompsonTest::anExhaustedBestNodeLuresNobody()
{
    ThompsonPolicy policy;
    SearchGraph graph = grownFromText(policy, "0 0.5; 1<0 1.1; 2<1 4.0; 3<0 1.6");
    QVERIFY(countOf(draws(policy, graph, 100), 2) > 90);
    runDry(policy, graph, 2);
    const auto choices = draws(policy, graph, 200);
    QCOMPARE(countOf(choices, 2), std::ptrdiff_t{0});
    QVERIFY2(countOf(choices, 3) > countOf(choices, 1), "the branch of 2 is worth no more than node 1 now");
    // A child that was still in flight opens it again.
    const Choice late{{2}, EdgeKind::Refine, {}, {}};
    policy.begin(graph, late);
    finishWith(policy, graph, late, 0.0);
    QVERIFY(countOf(draws(policy, graph, 100), 2) > 50);
}

void ThompsonTest::theDrawsComeFromTheStepAlone()
{
    ThompsonPolicy policy;
    const SearchGraph graph = grownFromText(policy, "0 0.5; 1<0 1.5; 2<0 1.5; 3<0 1.5; 4<3 1.4");
    const auto once = draws(policy, graph, 60);
    const auto again = draws(policy, graph, 60);
    for (std::size_t i = 0; i < once.size(); ++i) {
        QCOMPARE(again[i].why, once[i].why);
    }
    QVERIFY(countOf(once, 1) < 50 && countOf(once, 2) < 50);
}

void ThompsonTest::theSentenceHoldsTheDraw()
{
    ThompsonPolicy policy;
    const SearchGraph graph = grownFromText(policy, "0 0.5; 1<0 1.5");
    static const QRegularExpression kDraw(QStringLiteral(
        "^Thompson drew (\\S+) ~ N\\((\\S+), (\\S+)²\\), mean = log speedup (\\S+) ([+−]) (\\S+) a step"));
    for (const Choice& choice : draws(policy, graph, 50)) {
        const auto match = kDraw.match(QString::fromStdString(choice.why));
        QVERIFY2(match.hasMatch(), choice.why.c_str());
        const auto term = [&](int i) { return match.captured(i).toDouble(); };
        QVERIFY2(std::abs(term(1) - term(2)) < 8 * term(3), choice.why.c_str());
        const double gain = match.captured(5) == QLatin1String("+") ? term(6) : -term(6);
        QVERIFY2(std::abs(term(2) - term(4) - gain) < 0.02, choice.why.c_str());
    }
}

QTEST_GUILESS_MAIN(ThompsonTest)
#include "tst_thompson.moc"
