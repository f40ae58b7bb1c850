#include "core/search/priors.h"
#include "core/task/tasklibrary.h"
#include "fakes.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace espalier;

/// What a session builds on of those before it.
class PriorsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstSessionHasNone();
    void aSecondSessionIsToldOfTheFirst();
    void likeTasksAreToldAsSuch();
    void otherTargetsAndStrangersAreNot();
    void theProbabilityIsKept();
    void theFirstStepsBeginWithWhatIsKnown();
    void restartsAreToldNothing();
    void laterSessionsChangeNothing();
};

namespace {

Task taskNamed(const std::string& name)
{
    auto task = loadTask(std::filesystem::path(ESPALIER_SOURCE_DIR) / "resources" / "tasks" / name);
    if (!task) {
        qFatal("%s", task.error().sentence().c_str());
    }
    return *std::move(task);
}

/// What the fake makes, with every prompt kept as it came.
class KeepingSynthesizer final : public Synthesizer
{
public:
    Result<Synthesis> synthesize(const Prompt& prompt, Transcript& transcript, std::stop_token stop) const override
    {
        {
            const std::lock_guard lock(m_mutex);
            m_prompts.push_back(prompt);
        }
        return m_fake.synthesize(prompt, transcript, stop);
    }
    std::string name() const override { return "keeping"; }

    /// The prompts of steps that were told of a prior solution.
    std::vector<Prompt> told() const
    {
        const std::lock_guard lock(m_mutex);
        std::vector<Prompt> list;
        std::ranges::copy_if(m_prompts, std::back_inserter(list),
                             [](const Prompt& prompt) { return prompt.memory.prior.has_value(); });
        return list;
    }
    std::size_t all() const
    {
        const std::lock_guard lock(m_mutex);
        return m_prompts.size();
    }

private:
    FakeSynthesizer m_fake;
    mutable std::mutex m_mutex;
    mutable std::vector<Prompt> m_prompts;
};

/// Searches of the project's tasks in one store.
struct Sessions : SearchFixture
{
    SessionId add(const std::string& task, double probability, const std::string& target = "cpu")
    {
        settings.task = task;
        settings.taskFolder = taskNamed(task).folder.string();
        settings.target = target;
        settings.priorProbability = probability;
        return newSession();
    }

    bool search(SessionId session, const Synthesizer& with, std::optional<int> steps = {})
    {
        const SearchParts own = parts();
        const SessionInfo info = *store().session(session);
        SearchParts ours{own.storeFolder,
                         std::make_shared<Task>(taskNamed(info.settings.task)),
                         own.seed,
                         own.evaluator,
                         with,
                         own.skills,
                         own.clock,
                         own.program,
                         {}};
        if (steps) {
            ours.limits = Limits{*steps, 0, 0, 0};
        }
        SearchController controller(session, ours);
        return controller.start() && controller.wait();
    }
};

} // namespace

void PriorsTest::theFirstSessionHasNone()
{
    Sessions f;
    const KeepingSynthesizer synthesizer;
    const SessionId session = f.add("rmsnorm", 1);
    QVERIFY(f.search(session, synthesizer));
    QVERIFY(synthesizer.all() >= 40);
    QVERIFY(synthesizer.told().empty());
}

void PriorsTest::aSecondSessionIsToldOfTheFirst()
{
    Sessions f;
    const SessionId first = f.add("rmsnorm", 0);
    QVERIFY(f.search(first, f.synthesizer));
    const auto best = f.store().frontier(first, 1)->front();
    const SessionId second = f.add("rmsnorm", 1);
    const KeepingSynthesizer synthesizer;
    QVERIFY(f.search(second, synthesizer));
    const auto kept = *f.store().priorNodes(second);
    QVERIFY(!kept.empty() && kept.size() <= static_cast<std::size_t>(Priors::kOfASession));
    QCOMPARE(kept[0].session, first);
    QCOMPARE(kept[0].number, best.number);
    QVERIFY(std::abs(kept[0].similarity - 1) < 1e-9);
    const auto told = synthesizer.told();
    QVERIFY(told.size() > 30);
    const auto ofBest = std::ranges::find_if(told, [&](const Prompt& prompt) {
        return prompt.memory.prior->place == std::to_string(first) + "." + std::to_string(best.number);
    });
    QVERIFY(ofBest != told.end());
    const PriorSolution& prior = *ofBest->memory.prior;
    QVERIFY(prior.sameEntry);
    QCOMPARE(prior.task, std::string("rmsnorm"));
    QCOMPARE(prior.speedup, best.fitness);
    QCOMPARE(prior.skills, std::vector<std::string>{"vectorise"}); // of the whole lineage, each once
    QCOMPARE(toObject(prior.candidate), *f.store().object(best.artefact));
    QVERIFY(prior.why.find("the same operator") != std::string::npos);
}

void PriorsTest::likeTasksAreToldAsSuch()
{
    Sessions f;
    QVERIFY(f.search(f.add("layernorm", 0), f.synthesizer));
    const KeepingSynthesizer synthesizer;
    QVERIFY(f.search(f.add("rmsnorm", 1), synthesizer));
    const auto told = synthesizer.told();
    QVERIFY(!told.empty());
    QVERIFY(!told[0].memory.prior->sameEntry);
    QVERIFY(told[0].memory.prior->why.find("normalisation") != std::string::npos);
}

void PriorsTest::otherTargetsAndStrangersAreNot()
{
    Sessions f;
    QVERIFY(f.search(f.add("rmsnorm", 0, "opencl"), f.synthesizer));
    QVERIFY(f.search(f.add("map_id", 0), f.synthesizer));
    const KeepingSynthesizer synthesizer;
    const SessionId session = f.add("rmsnorm", 1);
    QVERIFY(f.search(session, synthesizer));
    QVERIFY(f.store().priorNodes(session)->empty());
    QVERIFY(synthesizer.told().empty());
}

void PriorsTest::theProbabilityIsKept()
{
    Sessions f;
    QVERIFY(f.search(f.add("rmsnorm", 0), f.synthesizer));
    const SessionId session = f.add("rmsnorm", 0.1);
    QCOMPARE(f.store().session(session)->settings.priorProbability, 0.1);
    Priors priors({{1, 1, 1.0, "the same operator"}, {1, 2, 0.6, "of one family"}}, 0.1, 7);
    Store store = f.store();
    const Task task = taskNamed("rmsnorm");
    int told = 0;
    for (int step = 1; step <= 1000; ++step) {
        const auto prior = priors.forStep(store, step, task);
        const auto again = priors.forStep(store, step, task);
        QCOMPARE(prior.has_value(), again.has_value());
        QVERIFY(!prior || prior->place == again->place);
        told += prior ? 1 : 0;
    }
    QVERIFY2(told > 70 && told < 130, qPrintable(QString::number(told)));
}

void PriorsTest::theFirstStepsBeginWithWhatIsKnown()
{
    Sessions f;
    QVERIFY(f.search(f.add("rmsnorm", 0), f.synthesizer));
    Store store = f.store();
    const Task task = taskNamed("rmsnorm");
    const std::vector<PriorNode> nodes{{1, 1, 1.0, "the same operator"}, {1, 2, 0.6, "of one family"}};
    Priors rarely(nodes, 1e-9, 7);
    QCOMPARE(rarely.forStep(store, 1, task)->place, std::string("1.1"));
    QVERIFY(rarely.forStep(store, 1, task)->untold);
    QCOMPARE(rarely.forStep(store, 2, task)->place, std::string("1.2"));
    QCOMPARE(rarely.forStep(store, 3, task)->place, std::string("1.1"));
    QVERIFY(!rarely.forStep(store, 3, task)->untold);
    QVERIFY(!rarely.forStep(store, 5, task));
    QVERIFY(!Priors(nodes, 0, 7).forStep(store, 1, task));
    QVERIFY(!Priors({}, 1, 7).forStep(store, 1, task));
}

void PriorsTest::restartsAreToldNothing()
{
    Sessions f;
    QVERIFY(f.search(f.add("rmsnorm", 0), f.synthesizer));
    f.settings.steps = 80;
    const KeepingSynthesizer synthesizer;
    const SessionId session = f.add("rmsnorm", 1);
    QVERIFY(f.search(session, synthesizer));
    for (const Prompt& prompt : synthesizer.told()) {
        QVERIFY(prompt.edge != EdgeKind::Restart);
    }
}

/// A session that was interrupted builds on what it began with, whatever was found meanwhile.
void PriorsTest::laterSessionsChangeNothing()
{
    Sessions f;
    QVERIFY(f.search(f.add("rmsnorm", 0), f.synthesizer));
    const SessionId parts = f.add("rmsnorm", 0.5);
    const KeepingSynthesizer one;
    QVERIFY(f.search(parts, one, 15));
    const auto before = *f.store().priorNodes(parts);
    f.settings.seed = 9;
    f.settings.drafts = 8;
    QVERIFY(f.search(f.add("rmsnorm", 0), f.synthesizer));
    QVERIFY(f.search(parts, one));
    const auto after = *f.store().priorNodes(parts);
    QCOMPARE(after.size(), before.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
        QCOMPARE(after[i].session, before[i].session);
        QCOMPARE(after[i].number, before[i].number);
    }
    const auto told = one.told();
    QVERIFY(
        std::ranges::all_of(told, [&](const Prompt& prompt) { return prompt.memory.prior->place.starts_with("1."); }));
}

QTEST_GUILESS_MAIN(PriorsTest)
#include "tst_priors.moc"
