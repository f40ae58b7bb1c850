#include "widgets/charts/profilebars.h"

#include "core/profile/stallwords.h"
#include "widgets/common/format.h"
#include "widgets/models/baselinedelta.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>

namespace espalier {
namespace {

using K = KernelProfile;

struct BarWords
{
    Q_DECLARE_TR_FUNCTIONS(ProfileBars)
};

QString percent(double value)
{
    return QStringLiteral("%1 %").arg(QLocale().toString(value, 'f', value < 10 ? 1 : 0));
}

Bar share(const QString& label, double part, const QString& tip)
{
    return {label, part, percent(part), false, tip};
}

/// The bar of a level or of arithmetic that the judge timed.
void addTimed(std::vector<Bar>& bars, const QString& label, double achieved, double roof, const char* unit)
{
    if (achieved > 0 && roof > 0) {
        bars.push_back(share(label, 100 * achieved / roof,
                             BarWords::tr("%L1 of %L2 %3")
                                 .arg(achieved, 0, 'f', achieved < 10 ? 2 : 0)
                                 .arg(roof, 0, 'f', 0)
                                 .arg(QString::fromLatin1(unit))));
    }
}

void markLongest(std::vector<Bar>& bars, std::size_t of)
{
    const auto end = bars.begin() + static_cast<std::ptrdiff_t>(std::min(of, bars.size()));
    const auto longest =
        std::max_element(bars.begin(), end, [](const Bar& a, const Bar& b) { return a.value < b.value; });
    if (longest != end) {
        longest->isLimit = true;
        longest->text += BarWords::tr("  busiest");
    }
}

} // namespace

std::vector<Bar> speedOfLight(const ProfileReport& report)
{
    struct Part
    {
        K::Figure K::* figure;
        QString label;
    };
    const KernelProfile* kernel = report.dominant();
    std::vector<Bar> bars;
    if (kernel == nullptr) {
        return bars;
    }
    const std::array<Part, 11> parts{{{&K::computePercent, BarWords::tr("Arithmetic")},
                                      {&K::memoryPercent, BarWords::tr("Memory")},
                                      {&K::dramPercent, BarWords::tr("   DRAM")},
                                      {&K::l2Percent, BarWords::tr("   L2")},
                                      {&K::l1Percent, BarWords::tr("   L1 and shared")},
                                      {&K::tensorPercent, BarWords::tr("   matrix cores")},
                                      {&K::fmaPercent, BarWords::tr("   multiply-add")},
                                      {&K::aluPercent, BarWords::tr("   integer and logic")},
                                      {&K::fp64Percent, BarWords::tr("   fp64")},
                                      {&K::specialPercent, BarWords::tr("   special functions")},
                                      {&K::loadStorePercent, BarWords::tr("   load and store")}}};
    std::size_t both = 0;
    for (const Part& part : parts) {
        if (const K::Figure& value = kernel->*part.figure) {
            bars.push_back(
                share(part.label, std::clamp(*value, 0.0, 100.0), format::codeLine(report.metricOf(part.figure))));
            both += part.figure == &K::computePercent || part.figure == &K::memoryPercent ? 1 : 0;
        }
    }
    markLongest(bars, both);
    return bars;
}

std::vector<Bar> speedOfLight(const Diagnosis& judged, const MachineRoofs& own)
{
    std::vector<Bar> bars;
    addTimed(bars, BarWords::tr("Arithmetic"), judged.gflops, judged.peak > 0 ? judged.peak : own.gflops, "GFLOP/s");
    std::vector<LevelRoof> levels = own.levels;
    if (judged.device) {
        levels = {{QStringLiteral("L2"), judged.device->cacheGbytes},
                  {QStringLiteral("DRAM"), judged.device->memoryGbytes}};
    }
    for (const LevelRoof& level : levels) {
        const auto traffic =
            std::ranges::find(judged.levels, level.level, [](const LevelTraffic& t) { return format::text(t.level); });
        addTimed(bars, level.level, traffic == judged.levels.end() ? 0 : traffic->gbytes, level.gbytes, "GB/s");
    }
    markLongest(bars, bars.size());
    return bars;
}

std::vector<Bar> stallMix(const ProfileReport& report)
{
    constexpr std::size_t kMost = 10;
    constexpr double kWorthSaying = 0.01; // of the cycles per issue
    const KernelProfile* kernel = report.dominant();
    std::vector<Bar> bars;
    if (kernel == nullptr) {
        return bars;
    }
    double all = kernel->cyclesPerIssue.value_or(0);
    for (const StallReason& stall : kernel->stalls) {
        all = std::max(all, stall.cyclesPerIssue);
    }
    for (const StallReason& stall : kernel->stalls) {
        if (stall.cyclesPerIssue < kWorthSaying * all || bars.size() == kMost) {
            continue;
        }
        const StallWords* words = wordsOf(stall.name);
        bars.push_back({format::codeLine(stall.name).replace(QLatin1Char('_'), QLatin1Char(' ')), stall.cyclesPerIssue,
                        BarWords::tr("%1 cycles, %2")
                            .arg(QLocale().toString(stall.cyclesPerIssue, 'g', 3),
                                 format::share(all > 0 ? stall.cyclesPerIssue / all : 0)),
                        bars.empty(),
                        words ? BarWords::tr("warps wait %1").arg(format::text(words->reason)) : QString()});
    }
    return bars;
}

std::vector<Bar> instructionMix(const Diagnosis& judged)
{
    std::vector<Bar> bars;
    const auto add = [&bars](const QString& label, int count) {
        if (count > 0) {
            bars.push_back({label, double(count), QLocale().toString(count)});
        }
    };
    const auto known = std::ranges::find_if(judged.launches, [](const LaunchFacts& l) { return l.instructions.known; });
    if (known != judged.launches.end()) {
        const DeviceInstructions& code = known->instructions;
        add(BarWords::tr("arithmetic"), code.arithmetic);
        add(BarWords::tr("matrix tiles"), code.matrix);
        add(BarWords::tr("special functions"), code.special);
        add(BarWords::tr("global loads"), code.globalLoads);
        add(BarWords::tr("global stores"), code.globalStores);
        add(BarWords::tr("   16 bytes wide"), code.wideAccesses);
        add(BarWords::tr("shared memory"), code.sharedAccesses);
        add(BarWords::tr("local memory"), code.localAccesses);
        add(BarWords::tr("barriers"), code.barriers);
    } else if (judged.build.known) {
        const BuildFacts& code = judged.build;
        add(BarWords::tr("vector arithmetic"), code.packed);
        add(BarWords::tr("scalar arithmetic"), code.arithmetic - code.packed);
        add(BarWords::tr("   multiply-add"), code.fusedMultiplyAdds);
        add(BarWords::tr("divisions and roots"), code.divisions);
        add(BarWords::tr("loads"), code.loads);
        add(BarWords::tr("   gathers"), code.gathers);
        add(BarWords::tr("stores"), code.stores);
        add(BarWords::tr("spills and reloads"), code.spills + code.reloads);
        add(BarWords::tr("branches"), code.branches);
        add(BarWords::tr("calls"), code.calls);
    }
    return bars;
}

void setAgainst(std::vector<Bar>& bars, const std::vector<Bar>& then, const QString& name)
{
    for (Bar& bar : bars) {
        const auto same = std::ranges::find(then, bar.label, &Bar::label);
        const QString delta = same == then.end() ? QString() : baseline::ofFigure(bar.value, same->value).text;
        if (!delta.isEmpty()) {
            bar.text += QStringLiteral("  ") + delta;
            bar.tip +=
                (bar.tip.isEmpty() ? QString() : QStringLiteral("\n")) + BarWords::tr("%1: %2").arg(name, same->text);
        }
    }
}

} // namespace espalier
