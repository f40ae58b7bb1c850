#include "core/diagnose/comparison.h"

#include "core/diagnose/figures.h"

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

const std::string kNone = "–";

std::optional<double> positive(double value)
{
    return std::isfinite(value) && value > 0 ? std::optional(value) : std::nullopt;
}

std::string textOr(const std::optional<double>& value, std::string (*format)(double))
{
    return value ? format(*value) : kNone;
}

MetricDelta words(std::string name, std::string_view from, std::string_view to)
{
    MetricDelta row;
    row.name = std::move(name);
    row.from = from.empty() ? kNone : std::string(from);
    row.to = to.empty() ? kNone : std::string(to);
    row.change = row.from == row.to ? "" : "changed";
    return row;
}

/// A figure for which more is better ("2.08× higher"), or, for times, less ("2.08× faster").
struct Kind
{
    const char* up;
    const char* down;
    bool moreIsBetter;
};
constexpr Kind kRate{"higher", "lower", true};
constexpr Kind kTime{"slower", "faster", false};
constexpr Kind kFewer{"more", "less", false};

MetricDelta figure(std::string name, std::optional<double> from, std::optional<double> to,
                   std::string (*format)(double), const Kind& kind)
{
    MetricDelta row{std::move(name), textOr(from, format), textOr(to, format), "", MetricDelta::Neutral, from, to};
    if (!from || !to || row.from == row.to) {
        return row;
    }
    row.direction = (*to > *from) == kind.moreIsBetter ? MetricDelta::Better : MetricDelta::Worse;
    if (*from <= 0 || *to <= 0) {
        return row; // no ratio to nothing
    }
    const bool isMore = *to > *from;
    row.change = ratioText(isMore ? *to / *from : *from / *to) + " " + (isMore ? kind.up : kind.down);
    return row;
}

/// Two speedups whose intervals overlap cannot be told apart, and neither can the times behind them.
bool overlap(const Interval& a, const Interval& b)
{
    return a.low <= b.high && b.low <= a.high;
}

MetricDelta withinNoise(MetricDelta row, const Interval& from, const Interval& to)
{
    if (!row.change.empty() && overlap(from, to)) {
        row.change += " (within the noise)";
        row.direction = MetricDelta::Neutral;
        row.isWithinNoise = true;
    }
    return row;
}

/// Whether the speedups of the two are over the same baseline. Over different ones they compare nothing, and neither do
/// the times, for which they would vouch.
enum class Footing { OneBaseline, TwoBaselines };

Footing footingOf(const Evaluation& from, const Evaluation& to)
{
    return from.baseline == to.baseline ? Footing::OneBaseline : Footing::TwoBaselines;
}

/// The two figures beside each other and no more.
MetricDelta uncompared(MetricDelta row)
{
    row.change.clear();
    row.direction = MetricDelta::Neutral;
    return row;
}

MetricDelta intervalRow(std::string name, const Interval& from, const Interval& to, Footing footing)
{
    MetricDelta row = figure(std::move(name), positive(from.value), positive(to.value), ratioText, kRate);
    row.from = row.fromValue ? intervalText(from) : kNone;
    row.to = row.toValue ? intervalText(to) : kNone;
    if (footing == Footing::TwoBaselines && row.fromValue && row.toValue) {
        row.isOverOthers = true;
        return uncompared(std::move(row));
    }
    return withinNoise(std::move(row), from, to);
}

/// Times of two judgings are of different minutes. Where their ratio is not that of the speedups, which were timed in
/// turns with one baseline, it says how busy the machine was, and the row compares nothing.
MetricDelta timeRow(std::string name, std::optional<double> fromMs, std::optional<double> toMs, const Interval& from,
                    const Interval& to, Footing footing)
{
    constexpr double kAgrees = 1.05;
    if (footing == Footing::TwoBaselines) {
        return uncompared(figure(std::move(name), fromMs, toMs, msText, kTime));
    }
    MetricDelta row = withinNoise(figure(std::move(name), fromMs, toMs, msText, kTime), from, to);
    if (!fromMs || !toMs || !(from.value > 0) || !(to.value > 0)) {
        return row;
    }
    const double apart = (*fromMs / *toMs) / (to.value / from.value);
    const bool agrees = row.isWithinNoise || (apart <= kAgrees && apart >= 1 / kAgrees);
    return agrees ? row : uncompared(std::move(row));
}

/// More of it is neither good nor bad.
MetricDelta neutral(MetricDelta row)
{
    row.direction = MetricDelta::Neutral;
    return row;
}

MetricDelta verdictRow(const Evaluation& from, const Evaluation& to)
{
    MetricDelta row = words("verdict", toText(from.verdict), toText(to.verdict));
    if (isValid(from.verdict) != isValid(to.verdict)) {
        row.direction = isValid(to.verdict) ? MetricDelta::Better : MetricDelta::Worse;
    }
    return row;
}

std::string gigabytes(double value)
{
    return numberText(value) + " GB/s";
}

std::string gigaflops(double value)
{
    return numberText(value) + " Gop/s";
}

void addKnown(std::vector<MetricDelta>& rows, MetricDelta row)
{
    if (row.from != kNone || row.to != kNone) {
        rows.push_back(std::move(row));
    }
}

std::string megabytes(double value)
{
    return numberText(value) + " MB";
}

/// Of a level both sides know; the levels' names come in the order of the first that has them.
void addLevels(std::vector<MetricDelta>& rows, const Diagnosis& from, const Diagnosis& to)
{
    const auto bytes = [](const Diagnosis& diagnosis, const std::string& level) {
        const auto found = std::find_if(diagnosis.levels.begin(), diagnosis.levels.end(),
                                        [&](const LevelTraffic& l) { return l.level == level; });
        return found == diagnosis.levels.end() ? std::nullopt : positive(found->bytes * 1e-6);
    };
    for (const LevelTraffic& level : (from.levels.empty() ? to : from).levels) {
        addKnown(rows,
                 figure(level.level + " traffic", bytes(from, level.level), bytes(to, level.level), megabytes, kFewer));
    }
}

std::string millions(double value)
{
    return numberText(value) + " Mop";
}

std::string perByte(double value)
{
    return numberText(value) + " op/B";
}

/// Those of one call of the largest case.
std::optional<double> operations(const Diagnosis& diagnosis)
{
    return diagnosis.levels.empty()
               ? std::nullopt
               : positive(diagnosis.levels.back().bytes * diagnosis.levels.back().intensity * 1e-6);
}

std::string countText(double value)
{
    return std::to_string(static_cast<long long>(value));
}

std::optional<double> counted(const BuildFacts& build, int count)
{
    return build.known ? std::optional<double>(count) : std::nullopt;
}

void addCode(std::vector<MetricDelta>& rows, const BuildFacts& from, const BuildFacts& to)
{
    const auto count = [&](const char* name, int BuildFacts::* member, bool isGood) {
        MetricDelta row =
            figure(name, counted(from, from.*member), counted(to, to.*member), countText, isGood ? kRate : kFewer);
        if (row.fromValue && row.toValue && (*row.fromValue == 0 || *row.toValue == 0) && row.from != row.to) {
            row.change = *row.toValue > 0 ? "new" : "gone";
        }
        addKnown(rows, std::move(row));
    };
    const auto share = [](const BuildFacts& build) {
        return build.known && build.arithmetic > 0 ? std::optional(build.packedShare()) : std::nullopt;
    };
    addKnown(rows, figure("vector arithmetic", share(from), share(to), percentText, kRate));
    count("vector width in bits", &BuildFacts::vectorBits, true);
    count("fused multiply-adds", &BuildFacts::fusedMultiplyAdds, true);
    count("gathers", &BuildFacts::gathers, false);
    count("strided accesses", &BuildFacts::stridedAccesses, false);
    count("spills", &BuildFacts::spills, false);
    count("calls of scalar functions", &BuildFacts::mathCalls, false);
    if (from.hasLoopReport || to.hasLoopReport) {
        const auto loops = [](const BuildFacts& build) {
            return build.hasLoopReport ? std::optional<double>(build.loopsVectorised) : std::nullopt;
        };
        addKnown(rows, figure("loops vectorised", loops(from), loops(to), countText, kRate));
    }
}

std::string kilobytes(double value)
{
    return numberText(value) + " KiB";
}

const LaunchFacts* launchOf(const Diagnosis& diagnosis, const std::string& kernel)
{
    const auto found = std::ranges::find(diagnosis.launches, kernel, &LaunchFacts::kernel);
    return found == diagnosis.launches.end() ? nullptr : &*found;
}

/// What one kernel asks of the device, by its name in the source.
void addLaunch(std::vector<MetricDelta>& rows, const std::string& kernel, const LaunchFacts* from,
               const LaunchFacts* to)
{
    const auto of = [](const LaunchFacts* facts, auto member, double scale) {
        return facts ? std::optional(static_cast<double>(facts->*member) * scale) : std::nullopt;
    };
    const auto add = [&](const char* what, auto member, double scale, std::string (*format)(double), const Kind& kind,
                         bool isJudged) {
        const std::optional<double> before = of(from, member, scale);
        const std::optional<double> after = of(to, member, scale);
        if (before.value_or(0) > 0 || after.value_or(0) > 0) {
            MetricDelta row = figure(kernel + ": " + what, before, after, format, kind);
            rows.push_back(isJudged ? std::move(row) : neutral(std::move(row)));
        }
    };
    add("registers", &LaunchFacts::registers, 1, countText, kFewer, false);
    add("shared memory", &LaunchFacts::sharedBytes, 1.0 / 1024, kilobytes, kFewer, false);
    add("spills", &LaunchFacts::spills, 1, countText, kFewer, true);
    add("stack", &LaunchFacts::stackBytes, 1.0 / 1024, kilobytes, kFewer, true);
    add("occupancy", &LaunchFacts::occupancy, 1, percentText, kRate, true);
    add("blocks", &LaunchFacts::blocks, 1, countText, kRate, false);
    add("threads in a block", &LaunchFacts::threads, 1, countText, kRate, false);
}

void addLaunches(std::vector<MetricDelta>& rows, const Diagnosis& from, const Diagnosis& to)
{
    for (const LaunchFacts& before : from.launches) {
        if (launchOf(from, before.kernel) == &before) {
            addLaunch(rows, before.kernel, &before, launchOf(to, before.kernel));
        }
    }
    for (const LaunchFacts& after : to.launches) {
        if (launchOf(to, after.kernel) == &after && !launchOf(from, after.kernel)) {
            addLaunch(rows, after.kernel, nullptr, &after);
        }
    }
}

const CaseTiming* caseNamed(const Evaluation& evaluation, const std::string& name)
{
    const auto found = std::find_if(evaluation.cases.begin(), evaluation.cases.end(),
                                    [&](const CaseTiming& c) { return c.name == name; });
    return found == evaluation.cases.end() ? nullptr : &*found;
}

void addCases(std::vector<MetricDelta>& rows, const Evaluation& from, const Evaluation& to)
{
    const Footing footing = footingOf(from, to);
    for (const CaseTiming& before : from.cases) {
        const CaseTiming* after = caseNamed(to, before.name);
        const Interval speedup = after ? after->speedup : Interval{};
        rows.push_back(timeRow("case " + before.name, positive(before.ms), after ? positive(after->ms) : std::nullopt,
                               before.speedup, speedup, footing));
        rows.push_back(intervalRow("case " + before.name + ", speedup", before.speedup, speedup, footing));
    }
    for (const CaseTiming& after : to.cases) {
        if (!caseNamed(from, after.name)) {
            rows.push_back(figure("case " + after.name, std::nullopt, positive(after.ms), msText, kTime));
            rows.push_back(intervalRow("case " + after.name + ", speedup", {}, after.speedup, footing));
        }
    }
}

} // namespace

std::vector<MetricDelta> compare(const Evaluation& from, const Evaluation& to)
{
    const Diagnosis& before = from.diagnosis;
    const Diagnosis& after = to.diagnosis;
    std::vector<MetricDelta> rows;
    rows.push_back(verdictRow(from, to));
    const Footing footing = footingOf(from, to);
    rows.push_back(intervalRow("speedup", from.speedup, to.speedup, footing));
    rows.push_back(timeRow("time", positive(from.ms), positive(to.ms), from.speedup, to.speedup, footing));
    rows.push_back(
        figure("over the plain seed", positive(from.seedSpeedup), positive(to.seedSpeedup), ratioText, kRate));
    rows.push_back(
        figure("share of the roof", positive(before.roofShare), positive(after.roofShare), percentText, kRate));
    rows.push_back(words("bound", toText(before.bound), toText(after.bound)));
    rows.push_back(figure("arithmetic", positive(before.gflops), positive(after.gflops), gigaflops, kRate));
    rows.push_back(figure("memory traffic", positive(before.gbytes), positive(after.gbytes), gigabytes, kRate));
    addKnown(rows, neutral(figure("operations of a call", operations(before), operations(after), millions, kFewer)));
    addKnown(rows, neutral(figure("intensity", positive(before.intensity), positive(after.intensity), perByte, kRate)));
    addKnown(rows, figure("cores in use", positive(before.coresUsed), positive(after.coresUsed), numberText, kRate));
    addLevels(rows, before, after);
    addCode(rows, before.build, after.build);
    addLaunches(rows, before, after);
    addCases(rows, from, to);
    const auto seconds = [](double value) { return positive(value * 1e3); };
    rows.push_back(neutral(figure("build", seconds(from.build.seconds), seconds(to.build.seconds), msText, kTime)));
    addKnown(rows, neutral(figure("evaluation", seconds(from.seconds), seconds(to.seconds), msText, kTime)));
    return rows;
}

} // namespace espalier
