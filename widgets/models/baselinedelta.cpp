#include "widgets/models/baselinedelta.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace espalier::baseline {
namespace {

Delta same()
{
    return {Delta::Same, QCoreApplication::translate("Baseline", "= same")};
}

} // namespace

QString signedText(double now, double then)
{
    constexpr double kAsRatio = 10; // "▲ +8,911 %" has to be worked out in one's head
    if (now / then >= kAsRatio) {
        return QStringLiteral("▲ %1×").arg(QLocale().toString(now / then, 'f', now / then < 100 ? 1 : 0));
    }
    const double percent = (now / then - 1) * 100;
    const int decimals = std::abs(percent) < 9.95 ? 1 : 0;
    return (percent < 0 ? QStringLiteral("▼ −%1 %") : QStringLiteral("▲ +%1 %"))
        .arg(QLocale().toString(std::abs(percent), 'f', decimals));
}

Delta ofSpeedup(const Interval& now, const Interval& then)
{
    if (!(now.value > 0) || !(then.value > 0)) {
        return {};
    }
    if (now.low <= then.high && then.low <= now.high) {
        return same();
    }
    return {now.value > then.value ? Delta::Better : Delta::Worse, signedText(now.value, then.value)};
}

Delta ofFigure(double now, double then)
{
    if (!(now > 0) || !(then > 0) || !std::isfinite(now) || !std::isfinite(then)) {
        return {};
    }
    if (std::abs(now / then - 1) < 0.005) {
        return same();
    }
    return {now > then ? Delta::Better : Delta::Worse, signedText(now, then)};
}

Delta ofCase(const CaseTiming& now, std::span<const CaseTiming> baseline)
{
    const auto same = std::ranges::find(baseline, now.name, &CaseTiming::name);
    return same == baseline.end() ? Delta{} : ofSpeedup(now.speedup, same->speedup);
}

Delta ofNode(const SearchGraph& graph, std::optional<NodeNumber> marked, NodeNumber number)
{
    const bool isKnown = marked && *marked != number && *marked < graph.size() && number < graph.size();
    return isKnown ? ofSpeedup(graph.node(number).speedup, graph.node(*marked).speedup) : Delta{};
}

QString against(const Delta& delta, NodeNumber marked)
{
    return delta.text.isEmpty() ? QString()
                                : QCoreApplication::translate("Baseline", "%1 against #%2").arg(delta.text).arg(marked);
}

QString ofNode(const LiveGraph& live, const Selection& selection, NodeNumber number)
{
    const std::optional<NodeNumber> marked = selection.baseline();
    return against(ofNode(live.graph(), marked, number), marked.value_or(0));
}

} // namespace espalier::baseline
