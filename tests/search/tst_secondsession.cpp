#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/diagnose/statistics.h"
#include "core/search/reach.h"
#include "fakes.h"

#include <QTest>

#include <algorithm>
#include <cstdio>

using namespace espalier;

namespace {

constexpr int kSkills = 12;
constexpr int kPays = 12; ///< times that the one good skill pays on one path

std::string nameOf(int skill)
{
    return "skill-" + std::to_string(skill);
}

/// Skills that promise alike.
SkillLibrary promisingSkills()
{
    const TemporaryFolder folder;
    for (int i = 0; i < kSkills; ++i) {
        const std::string text =
            "---\nname: " + nameOf(i) + "\ntitle: T\nplatforms: cpu\nbounds: compute\nprior: 1.2\n---\nprose\n";
        if (!writeFileAtomic(folder.path() / (nameOf(i) + ".md"), text)) {
            qFatal("cannot write a skill");
        }
    }
    auto library = SkillLibrary::load(folder.path());
    return library ? *std::move(library) : SkillLibrary();
}

/// Applies the skill that was retrieved first, as a model would: one of them gains 15 %, kPays times at most on one
/// path; the others lose 5 %. The source says how fast it is and how often it paid.
class ObedientSynthesizer final : public Synthesizer
{
public:
    explicit ObedientSynthesizer(std::string paying) : m_paying(std::move(paying)) {}

    Result<Synthesis> synthesize(const Prompt& prompt, Transcript& /*transcript*/,
                                 std::stop_token /*stop*/) const override
    {
        double speed = 0;
        int paid = 0;
        std::sscanf(prompt.parent.source.c_str(), "speed %lf id %d", &speed, &paid);
        const std::string& skill = prompt.skills.front().skill.name;
        const bool pays = skill == m_paying && paid < kPays;
        const std::string id = std::to_string(paid + (pays ? 1 : 0)) + "-" +
                               sha256(prompt.parent.source + skill + std::to_string(prompt.seed)).substr(0, 12);
        return Synthesis{candidateOfSpeed(speed * (pays ? 1.15 : 0.95), id), {skill}, "applied " + skill};
    }
    std::string name() const override { return "obedient"; }

private:
    std::string m_paying;
};

/// One machine's store and what its searches share.
struct Workshop
{
    SearchFixture fixture;
    SkillLibrary skills = promisingSkills();
    ObedientSynthesizer synthesizer;

    explicit Workshop(std::string paying) : synthesizer(std::move(paying)) {}

    std::vector<Node> search(const std::string& task, std::uint64_t seed)
    {
        fixture.settings.task = task;
        fixture.settings.seed = seed;
        fixture.settings.steps = 120;
        fixture.settings.workers = 1;
        fixture.settings.drafts = 0;
        auto named = std::make_shared<Task>();
        named->name = task;
        const SearchParts shared = fixture.parts();
        SearchController controller(fixture.newSession(), {.storeFolder = shared.storeFolder,
                                                           .task = named,
                                                           .seed = shared.seed,
                                                           .evaluator = shared.evaluator,
                                                           .synthesizer = synthesizer,
                                                           .skills = skills,
                                                           .clock = shared.clock});
        const auto started = controller.start();
        const auto summary = started ? controller.wait() : started.error();
        if (!summary) {
            qFatal("%s", summary.error().sentence().c_str());
        }
        return *fixture.store().nodes(summary->session);
    }
};

double barOf(const std::vector<Node>& nodes)
{
    double bar = 0;
    for (const Node& node : nodes) {
        bar = std::max(bar, vouched(node));
    }
    return bar;
}

/// The evaluations a second search takes to the best of a first one, as shares of the first's own, over several seeds.
double medianShare(const std::string& firstTask, const std::string& secondTask, bool remembers)
{
    std::vector<double> shares;
    for (std::uint64_t seed = 1; seed <= 9; ++seed) {
        const std::string paying = nameOf(static_cast<int>(seed * 5 % kSkills));
        Workshop first(paying);
        Workshop other(paying);
        const auto nodes = first.search(firstTask, seed);
        const double bar = barOf(nodes);
        const auto again = (remembers ? first : other).search(secondTask, seed + 100);
        const int took = evaluationsToReach(nodes, bar).value_or(0);
        shares.push_back(static_cast<double>(evaluationsToReach(again, bar).value_or(1000)) / took);
    }
    return median(shares);
}

} // namespace

/// A session learns which skills pay; the next one, on the same task or on one of its family, starts from that.
class TestSecondSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatPaidInFewerEvaluations_data();
    void findsWhatPaidInFewerEvaluations();
    void reachingIsCountedInEvaluations();
};

void TestSecondSession::findsWhatPaidInFewerEvaluations_data()
{
    QTest::addColumn<QString>("second");
    QTest::addColumn<bool>("remembers");
    QTest::newRow("same task") << "rmsnorm" << true;
    QTest::newRow("like task") << "layernorm" << true;
    QTest::newRow("nothing remembered") << "rmsnorm" << false;
}

void TestSecondSession::findsWhatPaidInFewerEvaluations()
{
    QFETCH(QString, second);
    QFETCH(bool, remembers);
    const double share = medianShare("rmsnorm", second.toStdString(), remembers);
    qInfo("median share of the first search's evaluations: %.3f", share);
    QCOMPARE(share <= 0.8, remembers); // 0.71, 0.71 and 1.05
}

void TestSecondSession::reachingIsCountedInEvaluations()
{
    std::vector<Node> nodes(4);
    for (NodeNumber i = 0; i < 4; ++i) {
        nodes[i].number = i;
        nodes[i].verdict = i == 1 ? Verdict::Wrong : Verdict::Accepted;
        nodes[i].speedup = {1.0 + i, 1, 9};
    }
    QCOMPARE(evaluationsToReach(nodes, 0.5), std::optional<int>(0));
    QCOMPARE(evaluationsToReach(nodes, 2.0), std::optional<int>(2)); // the wrong one does not count
    QCOMPARE(evaluationsToReach(nodes, 4.0), std::optional<int>(3));
    QCOMPARE(evaluationsToReach(nodes, 4.1), std::optional<int>());
}

QTEST_GUILESS_MAIN(TestSecondSession)
#include "tst_secondsession.moc"
