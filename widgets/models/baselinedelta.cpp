#include "widgets/models/baselinedelta.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace espalier::baseline {
namespace {

QString signedText(double now, double then)
{
    const double percent = (now / then - 1) * 100;
    const long whole = std::lround(std::abs(percent));
    const QString amount =
        std::abs(percent) < 9.95 ? QLocale().toString(std::abs(percent), 'f', 1) : QString::number(whole);
    return (percent < 0 ? QStringLiteral("▼ −%1 %") : QStringLiteral("▲ +%1 %")).arg(amount);
}

Delta same()
{
    return {Delta::Same, QCoreApplication::translate("Baseline", "= same")};
}

} // namespace

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

QString ofNode(const LiveGraph& live, const Selection& selection, NodeNumber number)
{
    const std::optional<NodeNumber> marked = selection.baseline();
    const SearchGraph& graph = live.graph();
    if (!marked || *marked == number || *marked >= graph.size() || number >= graph.size()) {
        return {};
    }
    const Delta delta = ofSpeedup(graph.node(number).speedup, graph.node(*marked).speedup);
    return delta.text.isEmpty()
               ? QString()
               : QCoreApplication::translate("Baseline", "%1 against #%2").arg(delta.text).arg(*marked);
}

} // namespace espalier::baseline
