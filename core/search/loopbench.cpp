#include "core/search/loopbench.h"

#include "core/base/file.h"
#include "core/search/searchcontroller.h"

#include <algorithm>
#include <chrono>

namespace espalier {
namespace {

using SteadyClock = std::chrono::steady_clock;

/// The source is a number in a comment: the candidate's speedup.
double speedOf(const Candidate& candidate)
{
    return candidate.source.size() > 3 ? std::strtod(candidate.source.c_str() + 3, nullptr) : 0;
}

class NumberSynthesizer final : public Synthesizer
{
public:
    Result<Synthesis> synthesize(const Prompt& prompt, std::stop_token /*stop*/) const override
    {
        Rng rng(prompt.seed);
        Candidate candidate;
        const double factor = 0.95 + 0.1 * rng.uniform();
        candidate.source =
            "// " + std::to_string(speedOf(prompt.parent) * factor) + " " + std::to_string(rng.next()) + "\n";
        candidate.source.append(2000, ' '); // as long as a kernel
        return Synthesis{std::move(candidate), {"vectorise"}, "a benchmark's child"};
    }
    std::string name() const override { return "numbers"; }
};

class NumberEvaluator final : public Evaluator
{
public:
    Evaluation evaluate(const Candidate& candidate, const StageCallback& /*stage*/, std::stop_token /*stop*/) override
    {
        const double speed = speedOf(candidate);
        Evaluation evaluation;
        evaluation.verdict = Verdict::Slower;
        evaluation.speedup = {speed, speed, speed};
        evaluation.baseline = "plain";
        evaluation.cases.resize(3, {"case", {{"rows", 1024}, {"cols", 768}}, 1, 1, evaluation.speedup, 30});
        evaluation.diagnosis.facts = {"a fact as long as facts are, with a number 12.5 in it"};
        return evaluation;
    }
    Evaluation confirm(const Candidate& /*candidate*/, Evaluation first, const StageCallback& /*stage*/,
                       std::stop_token /*stop*/) override
    {
        return first;
    }
};

double quantile(std::vector<double> values, double share)
{
    std::ranges::sort(values);
    return values.empty() ? 0 : values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

Result<double> frontierMs(Store& store, SessionId session)
{
    std::vector<double> times;
    for (int i = 0; i < 20; ++i) {
        const auto start = SteadyClock::now();
        if (const auto best = store.frontier(session, 100); !best) {
            return best.error();
        }
        times.push_back(std::chrono::duration<double, std::milli>(SteadyClock::now() - start).count());
    }
    return quantile(std::move(times), 0.5);
}

} // namespace

Result<LoopBenchResult> benchLoopCost(int nodes)
{
    const TemporaryFolder folder("espalier-bench");
    auto store = Store::open(folder.path());
    if (!store) {
        return store.error();
    }
    SessionSettings settings;
    settings.task = "bench";
    settings.policy = "uct";
    settings.steps = nodes - 1;
    settings.workers = 1;
    const auto session = store->createSession(settings);
    if (!session) {
        return session.error();
    }
    const SystemClock clock;
    const NumberSynthesizer synthesizer;
    const SkillLibrary skills;
    NumberEvaluator evaluator;
    std::vector<double> steps;
    auto last = SteadyClock::now();
    SearchObserver observer;
    observer.recorded = [&](const Node&) {
        const auto now = SteadyClock::now();
        steps.push_back(std::chrono::duration<double, std::milli>(now - last).count());
        last = now;
    };
    Candidate seed;
    seed.source = "// 1.0";
    SearchController controller(
        *session, {folder.path(), std::make_shared<Task>(), seed, evaluator, synthesizer, skills, clock, "bench", {}},
        observer);
    if (const auto started = controller.start(); !started) {
        return started.error();
    }
    if (const auto summary = controller.wait(); !summary) {
        return summary.error();
    }
    const auto tenth = static_cast<std::ptrdiff_t>(steps.size() / 10);
    const std::vector<double> early(steps.begin(), steps.begin() + tenth);
    const std::vector<double> late(steps.end() - tenth, steps.end());
    const auto frontier = frontierMs(*store, *session);
    if (!frontier) {
        return frontier.error();
    }
    return LoopBenchResult{static_cast<int>(steps.size()), quantile(late, 0.5), quantile(late, 0.99),
                           quantile(early, 0.5), *frontier};
}

} // namespace espalier
