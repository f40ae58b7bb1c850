#include "core/diagnose/comparison.h"
#include "core/diagnose/figures.h"

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

constexpr std::size_t kMost = 6;
constexpr double kMore = 1.2; ///< less than a fifth of change in a figure explains nothing worth a sentence

std::string counted(int count, const char* one, const char* many)
{
    return count == 0 ? std::string("no ") + many : std::to_string(count) + " " + (count == 1 ? one : many);
}

/// Times of different minutes differ by what the machine did in them, so two nodes' times make no ratio: a kernel that
/// went from 1.66× to 1.83× took 0.268 ms and 0.273 ms. Speedups over one baseline were each measured in pairs with it.
bool hasOneBaseline(const Evaluation& from, const Evaluation& to)
{
    return from.baseline == to.baseline && from.speedup.value > 0 && to.speedup.value > 0;
}

/// Of two independent ratios over one baseline, from the ends of their intervals: wider than 99 %, never narrower.
Interval ratioOf(const Interval& from, const Interval& to)
{
    const bool hasEnds = from.low > 0 && from.high > 0 && to.low > 0 && to.high > 0;
    return {to.value / from.value, hasEnds ? to.low / from.high : 0, hasEnds ? to.high / from.low : 0};
}

std::string headline(const Evaluation& from, const Evaluation& to)
{
    const bool paired = hasOneBaseline(from, to);
    const double gain = paired ? to.speedup.value / from.speedup.value : from.ms / to.ms;
    const bool isFaster = gain > 1;
    const Interval ratio = isFaster ? ratioOf(from.speedup, to.speedup) : ratioOf(to.speedup, from.speedup);
    const bool overlap = paired && from.speedup.low <= to.speedup.high && to.speedup.low <= from.speedup.high;
    std::string text = "It is " + ratioText(isFaster ? gain : 1 / gain) + (isFaster ? " faster" : " slower");
    if (paired && ratio.low > 0) {
        text += " (between " + ratioText(ratio.low) + " and " + ratioText(ratio.high) + ")";
    }
    text += overlap ? ", which is within the noise" : "";
    const double before = from.diagnosis.roofShare;
    const double after = to.diagnosis.roofShare;
    // Shares of the roof rest on times as they were; one that moves against the ratio shows the machine, not the
    // kernel.
    const bool agrees = before > 0 && after > 0 && (after > before) == isFaster;
    return text + (agrees
                       ? " and runs at " + percentText(after) + " of the roof instead of " + percentText(before) + "."
                       : ".");
}

std::string footing(const Evaluation& from, const Evaluation& to)
{
    if (hasOneBaseline(from, to)) {
        return intervalText(from.speedup) + " → " + intervalText(to.speedup) + " over " +
               (to.baseline.empty() ? "the baseline" : to.baseline) + ", timed in turns.";
    }
    return "The two were held against different baselines, so this compares times of different minutes: " +
           msText(from.ms) + " before, " + msText(to.ms) + " now.";
}

/// One sentence for each difference of the two builds, the weightiest first.
void explainCode(const BuildFacts& from, const BuildFacts& to, std::vector<std::string>& said)
{
    if (!from.known || !to.known) {
        return;
    }
    if (std::abs(from.packedShare() - to.packedShare()) > 0.25) {
        said.push_back(percentText(to.packedShare()) +
                       " of its arithmetic instructions work on whole vectors instead of " +
                       percentText(from.packedShare()) + ".");
    } else if (from.vectorBits != to.vectorBits && from.vectorBits > 0 && to.vectorBits > 0) {
        said.push_back("Its vectors have " + std::to_string(to.vectorBits) + " bits instead of " +
                       std::to_string(from.vectorBits) + ".");
    }
    if (from.hasLoopReport && to.hasLoopReport && from.loopsVectorised != to.loopsVectorised) {
        said.push_back("The compiler vectorised " + counted(to.loopsVectorised, "loop", "loops") + " instead of " +
                       std::to_string(from.loopsVectorised) + ".");
    }
    struct Count
    {
        int BuildFacts::* member;
        const char* one;
        const char* many;
    };
    constexpr Count kCounts[] = {
        {&BuildFacts::stridedAccesses, "strided access", "strided accesses"},
        {&BuildFacts::spills, "spilled vector register", "spilled vector registers"},
        {&BuildFacts::mathCalls, "call of a scalar function", "calls of scalar functions"},
        {&BuildFacts::gathers, "gather", "gathers"},
        {&BuildFacts::streamingStores, "streaming store", "streaming stores"},
        {&BuildFacts::divisions, "division", "divisions"},
    };
    for (const Count& count : kCounts) {
        if ((from.*count.member == 0) != (to.*count.member == 0)) {
            said.push_back("Its inner loops have " + counted(to.*count.member, count.one, count.many) + " instead of " +
                           counted(from.*count.member, count.one, count.many) + ".");
        }
    }
}

void explainTraffic(const Diagnosis& from, const Diagnosis& to, std::vector<std::string>& said)
{
    for (const LevelTraffic& before : from.levels) {
        const auto after = std::find_if(to.levels.begin(), to.levels.end(),
                                        [&](const LevelTraffic& l) { return l.level == before.level; });
        if (after == to.levels.end() || !(before.bytes > 0) || !(after->bytes > 0)) {
            continue;
        }
        const bool isMore = after->bytes > before.bytes;
        const double ratio = isMore ? after->bytes / before.bytes : before.bytes / after->bytes;
        if (ratio > kMore) {
            said.push_back("It moves " + ratioText(ratio) + (isMore ? " more" : " fewer") + " bytes through " +
                           before.level + ".");
        }
    }
}

} // namespace

std::vector<std::string> explainDifference(const Evaluation& from, const Evaluation& to)
{
    if (!isValid(from.verdict) || !isValid(to.verdict) || !(from.ms > 0) || !(to.ms > 0)) {
        return {};
    }
    std::vector<std::string> said{headline(from, to), footing(from, to)};
    const Diagnosis& before = from.diagnosis;
    const Diagnosis& after = to.diagnosis;
    if (before.bound != after.bound && before.bound != Bound::Unknown && after.bound != Bound::Unknown) {
        said.push_back(std::string("It is ") + std::string(toText(after.bound)) + "-bound instead of " +
                       std::string(toText(before.bound)) + "-bound.");
    }
    const double cores = before.coresUsed > 0 && after.coresUsed > 0 ? after.coresUsed / before.coresUsed : 1;
    if (cores > kMore || cores < 1 / kMore) {
        said.push_back("It keeps " + numberText(after.coresUsed) + " cores busy instead of " +
                       numberText(before.coresUsed) + ".");
    }
    explainCode(before.build, after.build, said);
    explainTraffic(before, after, said);
    said.resize(std::min(said.size(), kMost));
    return said;
}

} // namespace espalier
