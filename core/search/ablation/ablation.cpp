#include "core/search/ablation/ablation.h"

#include "core/diagnose/statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace espalier {
namespace {

constexpr double kFifth = 1.2;
constexpr double kDouble = 2;

/// Wilson's score interval for `hits` of `count`.
Interval share(int hits, int count)
{
    if (count == 0) {
        return {};
    }
    constexpr double z = 1.96;
    const double n = count;
    const double p = hits / n;
    const double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
    const double half = z / (1 + z * z / n) * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    return {p, std::max(middle - half, 0.0), std::min(middle + half, 1.0)};
}

double medianTime(const std::vector<AblationRun>& runs, int AblationRun::* time)
{
    std::vector<double> times;
    for (const AblationRun& run : runs) {
        times.push_back(run.*time > 0 ? run.*time : std::numeric_limits<double>::infinity());
    }
    return median(times);
}

AblationRow rowOf(const std::vector<AblationRun>& runs, const std::vector<AblationRun>& against)
{
    AblationRow row;
    row.variant = runs.front().variant;
    row.runs = static_cast<int>(runs.size());
    int failed = 0;
    int evaluations = 0;
    PairedTimes bests;
    for (const AblationRun& run : runs) {
        row.reachedFifth += run.toFifth > 0 ? 1 : 0;
        row.reachedDouble += run.toDouble > 0 ? 1 : 0;
        failed += run.failed;
        evaluations += run.evaluations;
        const auto same = std::ranges::find_if(
            against, [&](const AblationRun& other) { return other.task == run.task && other.seed == run.seed; });
        if (same != against.end()) {
            bests.baselineMs.push_back(run.best);
            bests.candidateMs.push_back(same->best);
        }
    }
    row.toFifth = medianTime(runs, &AblationRun::toFifth);
    row.toDouble = medianTime(runs, &AblationRun::toDouble);
    row.best = pairedSpeedup(bests, 1);
    row.failing = share(failed, evaluations);
    return row;
}

} // namespace

std::vector<AblationVariant> ablationVariants()
{
    std::vector<AblationVariant> variants{{"as it is", "greedy", 0.1, {}}};
    for (const char* policy : {"uct", "evolution", "thompson"}) {
        variants.push_back({policy, policy, 0.1, {}});
    }
    for (const char* memory : {"inherit", "siblings", "combine", "clean-slate"}) {
        variants.push_back({std::string("always ") + memory, "greedy", 0.1, {SkillUse::Ranked, memory}});
    }
    variants.push_back({"skills unranked", "greedy", 0.1, {SkillUse::Unranked, ""}});
    variants.push_back({"no skills", "greedy", 0.1, {SkillUse::None, ""}});
    variants.push_back({"no prior solutions", "greedy", 0, {}});
    variants.push_back({"prior solutions p = 0.5", "greedy", 0.5, {}});
    return variants;
}

AblationRun readRun(const std::vector<Node>& nodes)
{
    AblationRun run;
    for (const Node& node : nodes) {
        if (node.edge == EdgeKind::Root) {
            continue;
        }
        ++run.evaluations;
        run.failed += isValid(node.verdict) ? 0 : 1;
        const double speedup = isValid(node.verdict) ? vouched(node) : 0;
        run.best = std::max(run.best, speedup);
        run.toFifth = run.toFifth == 0 && speedup >= kFifth ? run.evaluations : run.toFifth;
        run.toDouble = run.toDouble == 0 && speedup >= kDouble ? run.evaluations : run.toDouble;
    }
    return run;
}

std::vector<AblationRow> tabulate(const std::vector<AblationRun>& runs)
{
    std::vector<std::string> order;
    std::map<std::string, std::vector<AblationRun>> byVariant;
    for (const AblationRun& run : runs) {
        if (!byVariant.contains(run.variant)) {
            order.push_back(run.variant);
        }
        byVariant[run.variant].push_back(run);
    }
    std::vector<AblationRow> rows;
    for (const std::string& variant : order) {
        rows.push_back(rowOf(byVariant[variant], byVariant[order.front()]));
    }
    return rows;
}

} // namespace espalier
