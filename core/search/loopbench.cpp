#include "core/search/loopbench.h"

#include "core/base/temporaryfolder.h"
#include "core/search/searchcontroller.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <sys/stat.h>

namespace espalier {
namespace {

using SteadyClock = std::chrono::steady_clock;

/// The source begins with a number behind "n: ", the candidate's speedup.
double speedOf(const Candidate& candidate)
{
    return candidate.source.size() > 3 ? std::strtod(candidate.source.c_str() + 3, nullptr) : 0;
}

/// Of several families, so that evolution's grid fills.
constexpr std::array<const char*, 5> kSkills{"parallel-outer-loop", "simd-inner", "tile-columns", "fuse-loops", "tune"};
constexpr std::array<Bound, 4> kBounds{Bound::Memory, Bound::Compute, Bound::Latency, Bound::Balanced};

class NumberSynthesizer final : public Synthesizer
{
public:
    Result<Synthesis> synthesize(const Prompt& prompt, Transcript& /*transcript*/,
                                 std::stop_token /*stop*/) const override
    {
        Rng rng(prompt.seed);
        Candidate candidate;
        const double factor = 0.95 + 0.1 * rng.uniform();
        candidate.source =
            "n: " + std::to_string(speedOf(prompt.parent) * factor) + " " + std::to_string(rng.next()) + "\n";
        candidate.source.append(2000, ' '); // as long as a kernel
        return Synthesis{std::move(candidate), {kSkills[rng.below(kSkills.size())]}, "a benchmark's child"};
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
        evaluation.diagnosis.bound = kBounds[candidate.source.size() > 12 ? candidate.source[12] % kBounds.size() : 0];
        evaluation.diagnosis.facts = {"a fact as long as facts are, with a number 12.5 in it"};
        return evaluation;
    }
    Evaluation confirm(const Candidate& /*candidate*/, Evaluation first, double /*toBeat*/,
                       const StageCallback& /*stage*/, std::stop_token /*stop*/) override
    {
        return first;
    }
};

/// `share` of the values are at most this.
double quantile(std::vector<double> values, double share)
{
    std::ranges::sort(values);
    return values.empty() ? 0 : values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

LoopCost costAt(const std::vector<double>& steps, std::size_t nodes)
{
    const auto end = steps.begin() + static_cast<std::ptrdiff_t>(nodes);
    const std::vector<double> tenth(end - static_cast<std::ptrdiff_t>(std::max<std::size_t>(nodes / 10, 1)), end);
    return {static_cast<int>(nodes), quantile(tenth, 0.5), quantile(tenth, 0.99), quantile(tenth, 1)};
}

std::vector<LoopCost> costs(const std::vector<double>& steps)
{
    std::vector<LoopCost> list;
    for (std::size_t nodes = 1000; nodes < steps.size(); nodes *= 10) {
        list.push_back(costAt(steps, nodes));
    }
    if (!steps.empty()) {
        list.push_back(costAt(steps, steps.size()));
    }
    return list;
}

/// What the folder's files take on the disk.
double bytesOf(const std::filesystem::path& folder, bool deep)
{
    double bytes = 0;
    std::error_code ignored;
    for (auto entry = std::filesystem::recursive_directory_iterator(folder, ignored);
         entry != std::filesystem::recursive_directory_iterator(); entry.increment(ignored)) {
        struct stat file = {};
        if (entry->is_directory(ignored) && !deep) {
            entry.disable_recursion_pending();
        } else if (stat(entry->path().c_str(), &file) == 0) {
            bytes += 512.0 * static_cast<double>(file.st_blocks);
        }
    }
    return bytes;
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

Result<LoopBenchResult> benchLoopCost(int nodes, const std::string& policy)
{
    const TemporaryFolder folder("espalier-bench");
    auto store = Store::open(folder.path());
    if (!store) {
        return store.error();
    }
    SessionSettings settings;
    settings.task = "bench";
    settings.policy = policy;
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
    seed.source = "n: 1.0";
    SearchController controller(
        *session, {folder.path(), std::make_shared<Task>(), seed, evaluator, synthesizer, skills, clock, "bench", {}},
        observer);
    if (const auto started = controller.start(); !started) {
        return started.error();
    }
    if (const auto summary = controller.wait(); !summary) {
        return summary.error();
    }
    const auto frontier = frontierMs(*store, *session);
    if (!frontier) {
        return frontier.error();
    }
    const auto count = static_cast<double>(steps.size());
    return LoopBenchResult{costs(steps), *frontier, bytesOf(folder.path(), false) / count,
                           bytesOf(folder.path() / "objects", true) / count};
}

} // namespace espalier
