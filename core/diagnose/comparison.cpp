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
    }
    return row;
}

MetricDelta speedupRow(const Evaluation& from, const Evaluation& to)
{
    MetricDelta row = figure("speedup", positive(from.speedup.value), positive(to.speedup.value), ratioText, kRate);
    row.from = row.fromValue ? intervalText(from.speedup) : kNone;
    row.to = row.toValue ? intervalText(to.speedup) : kNone;
    return withinNoise(std::move(row), from.speedup, to.speedup);
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

const CaseTiming* caseNamed(const Evaluation& evaluation, const std::string& name)
{
    const auto found = std::find_if(evaluation.cases.begin(), evaluation.cases.end(),
                                    [&](const CaseTiming& c) { return c.name == name; });
    return found == evaluation.cases.end() ? nullptr : &*found;
}

void addCases(std::vector<MetricDelta>& rows, const Evaluation& from, const Evaluation& to)
{
    for (const CaseTiming& before : from.cases) {
        const CaseTiming* after = caseNamed(to, before.name);
        MetricDelta row = figure("case " + before.name, positive(before.ms), after ? positive(after->ms) : std::nullopt,
                                 msText, kTime);
        rows.push_back(after ? withinNoise(std::move(row), before.speedup, after->speedup) : std::move(row));
    }
    for (const CaseTiming& after : to.cases) {
        if (!caseNamed(from, after.name)) {
            rows.push_back(figure("case " + after.name, std::nullopt, positive(after.ms), msText, kTime));
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
    rows.push_back(speedupRow(from, to));
    rows.push_back(
        withinNoise(figure("time", positive(from.ms), positive(to.ms), msText, kTime), from.speedup, to.speedup));
    rows.push_back(
        figure("over the plain seed", positive(from.seedSpeedup), positive(to.seedSpeedup), ratioText, kRate));
    rows.push_back(
        figure("share of the roof", positive(before.roofShare), positive(after.roofShare), percentText, kRate));
    rows.push_back(words("bound", toText(before.bound), toText(after.bound)));
    rows.push_back(figure("arithmetic", positive(before.gflops), positive(after.gflops), gigaflops, kRate));
    rows.push_back(figure("memory traffic", positive(before.gbytes), positive(after.gbytes), gigabytes, kRate));
    addKnown(rows, figure("cores in use", positive(before.coresUsed), positive(after.coresUsed), numberText, kRate));
    addLevels(rows, before, after);
    addCode(rows, before.build, after.build);
    addCases(rows, from, to);
    MetricDelta build =
        figure("build", positive(from.build.seconds * 1e3), positive(to.build.seconds * 1e3), msText, kTime);
    build.direction = MetricDelta::Neutral;
    rows.push_back(std::move(build));
    return rows;
}

} // namespace espalier
