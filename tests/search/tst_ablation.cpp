#include "core/search/ablation/ablation.h"
#include "core/search/ablation/memoevaluator.h"
#include "core/search/policy.h"
#include "fakes.h"

#include <QtTest>

#include <cmath>

using namespace espalier;

namespace {

Node nodeOf(NodeNumber number, double low, EdgeKind edge = EdgeKind::Refine)
{
    Node node;
    node.number = number;
    node.edge = edge;
    node.verdict = low > 1 ? Verdict::Accepted : low > 0 ? Verdict::Slower : Verdict::Wrong;
    node.fitness = low * 1.02;
    node.speedup = {low * 1.02, low, low * 1.04};
    return node;
}

AblationRun runOf(const std::string& variant, std::uint64_t seed, double best, int toFifth, int failed = 6)
{
    return {variant, "softmax", seed, 60, failed, toFifth, 0, best};
}

} // namespace

class AblationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsAreReadOffTheNodes();
    void variantsAreSetAgainstTheFirst();
    void whoNeverArrivesTookLongest();
    void everyVariantDiffersInOneThing();
    void aCandidateIsJudgedOnce();
    void aStoppedEvaluationIsNotRemembered();
    void switchesReachTheSynthesizer();
};

void AblationTest::runsAreReadOffTheNodes()
{
    const AblationRun run = readRun({nodeOf(0, 0.3, EdgeKind::Root), nodeOf(1, 1.1), nodeOf(2, 0), nodeOf(3, 1.25),
                                     nodeOf(4, 0), nodeOf(5, 2.5), nodeOf(6, 2.1)});
    QCOMPARE(run.evaluations, 6);
    QCOMPARE(run.failed, 2);
    QCOMPARE(run.toFifth, 3);
    QCOMPARE(run.toDouble, 5);
    QCOMPARE(run.best, 2.5);
    QCOMPARE(readRun({nodeOf(0, 3, EdgeKind::Root)}).toDouble, 0); // the seed is no find
    QCOMPARE(readRun({}).best, 0.0);
}

void AblationTest::variantsAreSetAgainstTheFirst()
{
    std::vector<AblationRun> runs;
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        const double luck = 1 + 0.1 * static_cast<double>(seed);
        runs.push_back(runOf("as it is", seed, luck, 10));
        runs.push_back(runOf("worse", seed, 0.9 * luck, 20, 30));
    }
    const auto rows = tabulate(runs);
    QCOMPARE(rows.size(), 2U);
    QCOMPARE(rows[0].variant, std::string("as it is"));
    QVERIFY(std::abs(rows[0].best.value - 1) < 1e-9);
    QVERIFY(std::abs(rows[1].best.value - 0.9) < 1e-9 && rows[1].best.high < 0.91); // luck cancels
    QCOMPARE(rows[1].toFifth, 20.0);
    QVERIFY(std::abs(rows[1].failing.value - 0.5) < 1e-9);
    QVERIFY(rows[1].failing.low > 0.46 && rows[1].failing.high < 0.54);
    QVERIFY(rows[0].failing.low > 0.07 && rows[0].failing.low < 0.1);
}

void AblationTest::whoNeverArrivesTookLongest()
{
    const auto rows =
        tabulate({runOf("as it is", 1, 1.3, 8), runOf("as it is", 2, 1.1, 0), runOf("as it is", 3, 1.3, 30)});
    QCOMPARE(rows[0].reachedFifth, 2);
    QCOMPARE(rows[0].toFifth, 30.0);
    QVERIFY(std::isinf(rows[0].toDouble));
    QVERIFY(tabulate({}).empty());
}

void AblationTest::everyVariantDiffersInOneThing()
{
    const auto variants = ablationVariants();
    const AblationVariant& first = variants.front();
    for (std::size_t i = 1; i < variants.size(); ++i) {
        const AblationVariant& one = variants[i];
        const int differences = int(one.policy != first.policy) + int(one.prior != first.prior) +
                                int(one.switches.skills != first.switches.skills) +
                                int(one.switches.memory != first.switches.memory);
        QVERIFY2(differences == 1, one.name.c_str());
        QVERIFY2(makePolicy(one.policy, 8), one.name.c_str());
    }
}

void AblationTest::aCandidateIsJudgedOnce()
{
    FakeEvaluator judge;
    MemoEvaluator memo(judge);
    const auto ignore = [](std::string_view) {};
    const Evaluation first = memo.evaluate(candidateOfSpeed(1.5, "a"), ignore, {});
    QCOMPARE(memo.evaluate(candidateOfSpeed(1.5, "a"), ignore, {}).speedup.value, first.speedup.value);
    QCOMPARE(judge.calls(), 1);
    memo.evaluate(candidateOfSpeed(1.5, "b"), ignore, {});
    QCOMPARE(judge.calls(), 2);
    const Evaluation second = memo.confirm(candidateOfSpeed(1.5, "a"), first, 0, ignore, {});
    QVERIFY(second.finalist);
    Evaluation luckier = first;
    luckier.speedup.value = 9;
    QCOMPARE(memo.confirm(candidateOfSpeed(1.5, "a"), luckier, 0, ignore, {}).speedup.value, second.speedup.value);
}

void AblationTest::aStoppedEvaluationIsNotRemembered()
{
    FakeEvaluator judge;
    MemoEvaluator memo(judge);
    const auto ignore = [](std::string_view) {};
    std::stop_source stop;
    stop.request_stop();
    memo.evaluate(candidateOfSpeed(1.5, "a"), ignore, stop.get_token());
    memo.evaluate(candidateOfSpeed(1.5, "a"), ignore, {});
    QCOMPARE(judge.calls(), 2);
}

void AblationTest::switchesReachTheSynthesizer()
{
    SearchFixture f;
    const auto library = SkillLibrary::load(ESPALIER_SOURCE_DIR "/kb/skills");
    QVERIFY(library);
    f.skills = *library;
    const auto given = [&](SkillUse use) {
        SearchParts parts = f.parts();
        parts.switches.skills = use;
        parts.limits = Limits{6, 0, 0, 0};
        const std::size_t before = f.synthesizer.prompts().size();
        SearchController controller(f.newSession(), parts);
        (void)controller.start();
        (void)controller.wait();
        return f.synthesizer.prompts().at(before).skills;
    };
    QVERIFY(given(SkillUse::None).empty());
    const auto unranked = given(SkillUse::Unranked);
    QVERIFY(unranked.size() > 10);
    QCOMPARE(unranked.front().reason, std::string("not ranked"));
    QVERIFY(given(SkillUse::Ranked).size() < unranked.size());
}

QTEST_GUILESS_MAIN(AblationTest)
#include "tst_ablation.moc"
