#include "app/runner/ablationrunner.h"

#include "core/base/paths.h"
#include "core/base/temporaryfolder.h"
#include "core/knowledge/skilllibrary.h"
#include "core/search/ablation/memoevaluator.h"
#include "core/search/searchcontroller.h"
#include "core/synthesis/rulessynthesizer.h"
#include "core/task/tasklibrary.h"

#include <map>

namespace espalier {
namespace {

/// One task with its judge, kept over all variants and seeds.
struct Bench
{
    std::shared_ptr<const Task> task;
    std::unique_ptr<LocalEvaluator> evaluator;
    std::unique_ptr<MemoEvaluator> memo;
    Candidate seed;
};

Result<Bench> openBench(const AblationPlan& plan, const std::string& name, const std::stop_token& stop)
{
    const Result<Task> task = findTask(shareFolder() / "tasks", name);
    if (!task) {
        return task.error();
    }
    LocalEvaluatorOptions options;
    options.target = plan.target;
    options.consent = plan.consent;
    auto evaluator = LocalEvaluator::open(*task, options, stop);
    if (!evaluator) {
        return evaluator.error();
    }
    auto seed = plainSeed(*task, plan.target);
    if (!seed) {
        return seed.error();
    }
    Bench bench{std::make_shared<const Task>(*task), *std::move(evaluator), nullptr, *std::move(seed)};
    bench.memo = std::make_unique<MemoEvaluator>(*bench.evaluator);
    return bench;
}

SessionSettings settingsOf(const AblationPlan& plan, const AblationVariant& variant, const Task& task,
                           std::uint64_t seed)
{
    SessionSettings settings;
    settings.task = task.name;
    settings.taskFolder = task.folder.string();
    settings.target = plan.target;
    settings.policy = variant.policy;
    settings.priorProbability = variant.prior;
    settings.seed = seed;
    settings.steps = plan.steps;
    return settings;
}

/// The variants and seeds of one ablation over benches that stay open.
class Ablation
{
public:
    Ablation(const AblationPlan& plan, SkillLibrary skills) : m_plan(plan), m_skills(std::move(skills)) {}

    Result<AblationRun> run(const std::filesystem::path& store, const AblationVariant& variant, const std::string& name,
                            std::uint64_t seed, const std::stop_token& stop)
    {
        if (!m_benches.contains(name)) {
            auto bench = openBench(m_plan, name, stop);
            if (!bench) {
                return bench.error();
            }
            m_benches.emplace(name, *std::move(bench));
        }
        Bench& bench = m_benches.at(name);
        auto opened = Store::open(store);
        if (!opened) {
            return opened.error();
        }
        const auto session = opened->createSession(settingsOf(m_plan, variant, *bench.task, seed));
        if (!session) {
            return session.error();
        }
        if (const auto searched = search(store, *session, variant, bench, stop); !searched) {
            return searched.error();
        }
        const auto nodes = opened->nodes(*session);
        if (!nodes) {
            return nodes.error();
        }
        AblationRun run = readRun(*nodes);
        run.variant = variant.name;
        run.task = name;
        run.seed = seed;
        return run;
    }

private:
    Result<SearchSummary> search(const std::filesystem::path& store, SessionId session, const AblationVariant& variant,
                                 Bench& bench, const std::stop_token& stop)
    {
        SearchController controller(session, SearchParts{.storeFolder = store,
                                                         .task = bench.task,
                                                         .seed = bench.seed,
                                                         .evaluator = *bench.memo,
                                                         .synthesizer = m_synthesizer,
                                                         .skills = m_skills,
                                                         .clock = m_clock,
                                                         .program = "espalier bench",
                                                         .limits = {},
                                                         .switches = variant.switches});
        if (const auto started = controller.start(); !started) {
            return started.error();
        }
        const std::stop_callback stopIt(stop, [&] { controller.stop(); });
        return controller.wait();
    }

    const AblationPlan& m_plan;
    SkillLibrary m_skills;
    RulesSynthesizer m_synthesizer;
    SystemClock m_clock;
    std::map<std::string, Bench> m_benches;
};

} // namespace

Result<std::vector<AblationRun>> runAblation(const AblationPlan& plan,
                                             const std::function<void(const AblationRun&)>& done, std::stop_token stop)
{
    auto skills = SkillLibrary::load(shareFolder() / "kb" / "skills");
    if (!skills) {
        return skills.error();
    }
    Ablation ablation(plan, *std::move(skills));
    std::vector<AblationRun> runs;
    for (int seed = 1; seed <= plan.seeds; ++seed) {
        for (const AblationVariant& variant : ablationVariants()) {
            const TemporaryFolder store("espalier-ablation");
            for (const std::string& task : plan.tasks) {
                auto run = ablation.run(store.path(), variant, task, static_cast<std::uint64_t>(seed), stop);
                if (stop.stop_requested()) {
                    return runs;
                }
                if (!run) {
                    return run.error();
                }
                runs.push_back(*std::move(run));
                done(runs.back());
            }
        }
    }
    return runs;
}

} // namespace espalier
