#include "widgets/charts/rooflineplan.h"

#include "widgets/common/format.h"

#include <algorithm>

namespace espalier {
namespace {

// Factors left free around what is drawn: at the sides for the slopes and their names, above for the name of the rate.
constexpr double kBeside = 4;
constexpr double kAbove = 3;
constexpr double kBelow = 2;

bool isDrawable(double intensity, double gflops)
{
    return intensity > 0 && gflops > 0;
}

std::vector<LevelRoof> measuredLevels(const MachineRoofs& roofs)
{
    std::vector<LevelRoof> levels = roofs.levels;
    std::erase_if(levels, [](const LevelRoof& level) { return !(level.gbytes > 0); });
    std::ranges::stable_sort(levels, std::ranges::greater(), &LevelRoof::gbytes);
    return levels;
}

/// Levels that move the same bytes have one place, and one name there.
void nameDots(std::vector<LevelDot>& dots)
{
    constexpr double kSame = 1.05; // less than this ratio apart, the rings cover each other
    for (LevelDot& dot : dots) {
        const auto there = std::ranges::find_if(dots, [&dot](const LevelDot& other) {
            return !other.name.isEmpty() && other.at.x() < dot.at.x() * kSame && dot.at.x() < other.at.x() * kSame;
        });
        there == dots.end() ? dot.name = dot.level : there->name += QStringLiteral(", ") + dot.level;
    }
}

std::vector<LevelDot> dotsOf(const RooflinePoint& point, const MachineRoofs& roofs)
{
    std::vector<LevelDot> dots;
    for (const LevelTraffic& traffic : point.levels) {
        if (!isDrawable(traffic.intensity, point.gflops)) {
            continue;
        }
        const QString level = format::text(traffic.level);
        const auto roof = std::ranges::find(roofs.levels, level, &LevelRoof::level);
        const double allowed = roof == roofs.levels.end() ? 0 : traffic.intensity * roof->gbytes;
        dots.push_back({level,
                        {traffic.intensity, point.gflops},
                        roofs.gflops > 0 ? std::min(allowed, roofs.gflops) : allowed,
                        {}});
    }
    nameDots(dots);
    return dots;
}

void setRanges(RooflinePlan& plan, const MachineRoofs& roofs)
{
    std::vector<double> x;
    std::vector<double> y;
    for (const RooflinePoint& point : plan.points) {
        x.push_back(point.intensity);
        y.push_back(point.gflops);
    }
    for (const LevelDot& dot : plan.dots) {
        x.push_back(dot.at.x());
    }
    for (const LevelRoof& level : measuredLevels(roofs)) {
        x.push_back(roofs.gflops > 0 ? roofs.gflops / level.gbytes : x.front());
    }
    // Hundreds of hopeless nodes would else press the ones that matter into a corner.
    constexpr double kWorthSeeing = 1e-3;
    const double best = std::ranges::max(y);
    for (const RooflinePoint& point : plan.others) {
        x.push_back(point.intensity);
        y.push_back(std::max(point.gflops, best * kWorthSeeing));
    }
    for (const std::optional<RooflinePoint>& one : {plan.baseline, plan.marked}) {
        if (one) {
            x.push_back(one->intensity);
            y.push_back(one->gflops);
        }
    }
    const auto [lowX, highX] = std::ranges::minmax(x);
    const auto [lowY, highY] = std::ranges::minmax(y);
    plan.intensity = {lowX / kBeside, highX * kBeside};
    plan.gflops = {lowY / kBelow, std::max({highY, roofs.gflops, roofs.theoreticalGflops}) * kAbove};
}

void addRoofs(RooflinePlan& plan, const MachineRoofs& roofs)
{
    const std::vector<LevelRoof> levels = measuredLevels(roofs);
    const auto end = [&](double gbytes, double gflops) {
        const double ridge = gflops > 0 ? gflops / gbytes : plan.intensity.high;
        return QPointF(ridge, ridge * gbytes);
    };
    for (const LevelRoof& level : levels) {
        const QPointF from(plan.intensity.low, plan.intensity.low * level.gbytes);
        plan.roofs.push_back({RoofLine::Memory, level.level, level.gbytes, from, end(level.gbytes, roofs.gflops)});
    }
    const auto flat = [&](RoofLine::Kind kind, double rate, bool theoretical) {
        if (rate > 0) {
            const double from = levels.empty() ? plan.intensity.low : rate / levels.front().gbytes;
            plan.roofs.push_back({kind, {}, rate, {from, rate}, {plan.intensity.high, rate}, theoretical});
        }
    };
    flat(RoofLine::Vector, roofs.gflops, false);
    flat(RoofLine::Scalar, roofs.scalarGflops, false);
    const double top = roofs.theoreticalGflops > 0 ? roofs.theoreticalGflops : roofs.gflops;
    for (const LevelRoof& level : roofs.theoretical) {
        const QPointF from(plan.intensity.low, plan.intensity.low * level.gbytes);
        plan.roofs.push_back({RoofLine::Memory, level.level, level.gbytes, from, end(level.gbytes, top), true});
    }
    flat(RoofLine::Vector, roofs.theoreticalGflops, true);
}

} // namespace

RooflinePlan planRoofline(const RooflineData& data)
{
    const auto hasNoPlace = [](const RooflinePoint& p) { return !isDrawable(p.intensity, p.gflops); };
    RooflinePlan plan;
    plan.device = data.roofs.device;
    plan.points = data.lineage;
    plan.others = data.others;
    std::erase_if(plan.points, hasNoPlace);
    std::erase_if(plan.others, hasNoPlace);
    if (plan.points.empty()) {
        plan.others.clear();
        return plan;
    }
    if (data.baseline && !hasNoPlace(*data.baseline)) {
        plan.baseline = data.baseline;
    }
    if (data.marked && !hasNoPlace(*data.marked)) {
        plan.marked = data.marked;
    }
    if (const auto selected = std::ranges::find(plan.points, true, &RooflinePoint::selected);
        selected != plan.points.end()) {
        plan.dots = dotsOf(*selected, data.roofs);
    }
    setRanges(plan, data.roofs);
    addRoofs(plan, data.roofs);
    return plan;
}

std::vector<double> placeNames(const std::vector<AlongLine>& lines, double height)
{
    std::vector<double> starts;
    double behind = 0;
    for (const AlongLine& line : lines) {
        const bool isNear = !starts.empty() && line.gap < height;
        starts.push_back(isNear ? std::max(line.entry, behind) : line.entry);
        behind = starts.back() + line.width;
    }
    return starts;
}

} // namespace espalier
