// What is said of one point under the roofs; which roofs and points there are is in rooflineplan.cpp.
#include "widgets/charts/rooflineplan.h"
#include "widgets/common/format.h"
#include "widgets/models/baselinedelta.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace espalier {
namespace {

struct RooflineWords
{
    Q_DECLARE_TR_FUNCTIONS(RooflineChart)
};

QString three(double value)
{
    return QLocale().toString(value, 'g', 3);
}

/// With five digits before the decimal sign at most: 6,210 and not 6.21e+03.
QString rate(double gflops)
{
    return gflops >= 1000 ? QLocale().toString(gflops, 'f', 0) : three(gflops);
}

} // namespace

double shareOf(const RoofLine& roof, const RooflinePoint& point)
{
    double intensity = point.intensity;
    if (roof.kind == RoofLine::Memory) {
        const auto level = std::ranges::find(point.levels, roof.level,
                                             [](const LevelTraffic& traffic) { return format::text(traffic.level); });
        intensity = level != point.levels.end() && level->intensity > 0 ? level->intensity : intensity;
    }
    const double allowed = roof.at(intensity);
    return allowed > 0 ? point.gflops / allowed : 0;
}

std::optional<std::size_t> bindingRoof(const RooflinePlan& plan, const RooflinePoint& point)
{
    if (point.bound != Bound::Memory && point.bound != Bound::Compute) {
        return std::nullopt;
    }
    std::optional<std::size_t> found;
    double nearest = 0;
    for (std::size_t i = 0; i < plan.roofs.size(); ++i) {
        const RoofLine& roof = plan.roofs[i];
        if (roof.theoretical || (roof.kind == RoofLine::Memory) != (point.bound == Bound::Memory)) {
            continue;
        }
        if (point.bound == Bound::Compute) {
            return i; // the highest rate comes first
        }
        const bool isKnown = std::ranges::any_of(point.levels, [&roof](const LevelTraffic& traffic) {
            return traffic.intensity > 0 && format::text(traffic.level) == roof.level;
        });
        // Roofs come fastest first, so that without any traffic the last, the slowest, stays.
        const double share = isKnown ? shareOf(roof, point) : 0;
        if (share >= nearest) {
            nearest = share;
            found = i;
        }
    }
    return found;
}

QString nameOf(const RooflinePlan& plan, const RoofLine& roof)
{
    const QString name = roof.kind == RoofLine::Memory   ? roof.level
                         : roof.kind == RoofLine::Scalar ? RooflineWords::tr("fp32 scalar")
                         : plan.device                   ? RooflineWords::tr("arithmetic")
                                                         : RooflineWords::tr("fp32 vectors");
    return roof.theoretical ? RooflineWords::tr("%1, theoretical").arg(name) : name;
}

QString deltasOf(const RooflinePlan& plan, const RooflinePoint& point)
{
    if (!plan.marked || !plan.marked->node || !point.node || point.node == plan.marked->node) {
        return {};
    }
    const RooflinePoint& then = *plan.marked;
    QStringList deltas{baseline::against(baseline::ofSpeedup(point.interval, then.interval), *then.node)};
    const baseline::Delta rate = baseline::ofFigure(point.gflops, then.gflops);
    const baseline::Delta share = baseline::ofFigure(point.roofShare, then.roofShare);
    deltas << (rate.text.isEmpty() ? QString() : RooflineWords::tr("GFLOP/s %1").arg(rate.text))
           << (share.text.isEmpty() ? QString() : RooflineWords::tr("share of the roof %1").arg(share.text));
    deltas.removeAll(QString());
    return deltas.join(QStringLiteral("; "));
}

QString describe(const RooflinePlan& plan, const RooflinePoint& point)
{
    QStringList lines{point.speedup > 0 && point.node
                          ? QStringLiteral("%1  %2 %3")
                                .arg(point.label, format::speedup(point.speedup), format::interval(point.interval))
                                .trimmed()
                          : point.label};
    lines << RooflineWords::tr("%1 operations a byte, %2 GFLOP/s").arg(three(point.intensity), rate(point.gflops));
    if (const auto roof = bindingRoof(plan, point)) {
        const RoofLine& line = plan.roofs[*roof];
        lines << RooflineWords::tr("%1 of the roof that binds it: %2")
                     .arg(format::share(shareOf(line, point)), nameOf(plan, line));
    } else if (point.roofShare > 0) {
        lines << RooflineWords::tr("%1 of the roof").arg(format::share(point.roofShare));
    }
    if (const QString bound = format::bound(point.bound); !bound.isEmpty()) {
        lines << bound;
    }
    if (point.ms > 0 && point.interval.low > 0 && point.interval.value > 0) {
        // The interval is that of the ratio to the baseline, which was timed beside it.
        lines << RooflineWords::tr("%1, 99 % between %2 and %3")
                     .arg(format::milliseconds(point.ms),
                          format::milliseconds(point.ms * point.interval.value / point.interval.high),
                          format::milliseconds(point.ms * point.interval.value / point.interval.low));
    } else if (point.ms > 0) {
        lines << format::milliseconds(point.ms);
    }
    if (const QString deltas = deltasOf(plan, point); !deltas.isEmpty()) {
        lines << deltas;
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace espalier
