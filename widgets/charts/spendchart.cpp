#include "widgets/charts/spendchart.h"

#include "widgets/charts/follower.h"
#include "widgets/common/format.h"

#include <QMouseEvent>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace espalier {
namespace {

constexpr std::size_t kindIndex(SpendChart::Kind kind)
{
    return static_cast<std::size_t>(kind);
}

} // namespace

SpendChart::SpendChart(const LiveGraph& live, FiguresCache& figures, const Selection& selection, QWidget* parent)
    : Plot(tr("Spend"), {}, parent), m_live(live), m_figures(figures), m_selection(selection), m_line(plot().addGraph())
{
    plot().xAxis->setLabel(tr("step"));
    m_line->setLineStyle(QCPGraph::lsStepLeft);
    // In the order of Kind.
    addChoices({tr("Evaluations"), tr("Seconds of judging"), tr("Tokens"), tr("Money")}, tr("What is summed up"),
               [this](std::size_t kind) { setKind(static_cast<Kind>(kind)); });
    auto* follower = new Follower(live, this, [this] { refresh(); });
    connect(&figures, &FiguresCache::changed, follower, &Follower::touch);
    connect(&plot(), &QCustomPlot::mouseMove, this,
            [this](QMouseEvent* event) { tell(event->position(), textAt(event->position())); });
    applyColours();
    setKind(Kind::Seconds);
}

std::vector<SpendChart::Sum> SpendChart::sums(const SearchGraph& graph, std::span<const StepCost> costs)
{
    std::map<int, Sum> steps;
    for (NodeNumber n = 0; n < graph.size(); ++n) {
        const Node& node = graph.node(n);
        steps[node.step].of[kindIndex(Kind::Evaluations)] += 1;
        steps[node.step].of[kindIndex(Kind::Seconds)] += node.seconds;
    }
    for (const StepCost& cost : costs) {
        steps[cost.step].of[kindIndex(Kind::Tokens)] += cost.tokens;
        steps[cost.step].of[kindIndex(Kind::Money)] += cost.money;
    }
    std::vector<Sum> sums;
    Sum total;
    for (const auto& [step, sum] : steps) {
        total.step = step;
        for (std::size_t i = 0; i < kKinds; ++i) {
            total.of[i] += sum.of[i];
        }
        sums.push_back(total);
    }
    return sums;
}

QString SpendChart::amount(Kind kind, double value) const
{
    switch (kind) {
    case Kind::Evaluations:
        return tr("%n evaluations", nullptr, static_cast<int>(value));
    case Kind::Seconds:
        return tr("%1 of judging").arg(format::duration(value));
    case Kind::Tokens:
        return tr("%L1 tokens").arg(value, 0, 'f', 0);
    default:
        return tr("%L1 US dollars").arg(value, 0, 'f', 2);
    }
}

void SpendChart::setKind(Kind kind)
{
    m_kind = kind;
    showChoice(kindIndex(kind));
    static const std::array<const char*, kKinds> kUnits{QT_TR_NOOP("evaluations"), QT_TR_NOOP("seconds"),
                                                        QT_TR_NOOP("tokens"), QT_TR_NOOP("US dollars")};
    plot().yAxis->setLabel(tr(kUnits[kindIndex(kind)]));
    refresh();
}

void SpendChart::refresh()
{
    m_sums = sums(m_live.graph(), m_figures.costs());
    QVector<double> steps{0};
    QVector<double> values{0};
    for (const Sum& sum : m_sums) {
        steps << sum.step;
        values << sum.of[kindIndex(m_kind)];
    }
    m_line->setData(steps, values);
    const Sum last = m_sums.empty() ? Sum{} : m_sums.back();
    QStringList all;
    for (std::size_t i = 0; i < kKinds; ++i) {
        if (last.of[i] > 0) {
            all << amount(static_cast<Kind>(i), last.of[i]);
        }
    }
    setCaption(all.isEmpty() ? tr("summed over the steps") : tr("so far: %1").arg(all.join(QStringLiteral(" · "))));
    const bool isNothing = !(last.of[kindIndex(m_kind)] > 0);
    setEmptyText(!isNothing ? QString()
                 : m_kind == Kind::Tokens || m_kind == Kind::Money
                     ? tr("No model was paid for anything in this session.")
                     : tr("Nothing was spent yet."));
    plot().xAxis->setRange(0, std::max({last.step, m_live.session().steps, 10}) * 1.02);
    plot().yAxis->setRange(0, std::max(last.of[kindIndex(m_kind)], 1e-6) * 1.15);
    plot().replot(QCustomPlot::rpQueuedReplot);
}

const SpendChart::Sum* SpendChart::sumAt(double step) const
{
    const auto after = std::ranges::upper_bound(m_sums, step, {}, &Sum::step);
    return after == m_sums.begin() ? nullptr : &*std::prev(after);
}

QString SpendChart::textAt(QPointF position) const
{
    const Sum* sum = isEmpty() ? nullptr : sumAt(plot().xAxis->pixelToCoord(position.x()));
    if (sum == nullptr) {
        return {};
    }
    const double spent = sum->of[kindIndex(m_kind)];
    const QString said = tr("by step %1: %2").arg(sum->step).arg(amount(m_kind, spent));
    const std::optional<NodeNumber> marked = m_selection.baseline();
    const Sum* then = marked && *marked < m_live.graph().size() ? sumAt(m_live.graph().node(*marked).step) : nullptr;
    if (then == nullptr) {
        return said;
    }
    const double since = spent - then->of[kindIndex(m_kind)];
    const QString text = since < 0 ? tr("%1 before #%2 was found") : tr("%1 since #%2 was found");
    return said + QLatin1Char('\n') + text.arg(amount(m_kind, std::abs(since))).arg(*marked);
}

void SpendChart::showEvent(QShowEvent* event)
{
    Plot::showEvent(event);
    m_figures.setCostsShown(this, true);
}

void SpendChart::hideEvent(QHideEvent* event)
{
    Plot::hideEvent(event);
    m_figures.setCostsShown(this, false);
}

ChartTable SpendChart::table() const
{
    ChartTable table{{tr("step"), tr("evaluations"), tr("seconds"), tr("tokens"), tr("US dollars")}, {}};
    for (const Sum& sum : m_sums) {
        QStringList row{QString::number(sum.step)};
        for (const double value : sum.of) {
            row << ChartTable::figure(value);
        }
        table.rows.push_back(row);
    }
    return table;
}

void SpendChart::colour(const Theme& theme)
{
    m_line->setPen(QPen(theme.color(Role::Dim), 2));
    QColor below = theme.color(Role::Dim);
    below.setAlphaF(0.12F);
    m_line->setBrush(below);
}

} // namespace espalier
