#include "widgets/charts/caseschart.h"

#include "widgets/common/fonts.h"
#include "widgets/common/format.h"
#include "widgets/models/baselinedelta.h"

#include <QFontMetrics>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

constexpr double kApart = 20;      ///< ratio of times from which on the axis is logarithmic
constexpr double kBarWidth = 0.36; ///< of the place of a case
constexpr std::size_t kMostLabels = 12;
constexpr double kLeastPlaces = 5;

} // namespace

CasesChart::CasesChart(DetailsCache& details, Selection& selection, QWidget* parent)
    : Plot(tr("Time per case"), {}, parent), m_details(details), m_selection(selection),
      m_own(new QCPBars(plot().xAxis, plot().yAxis)), m_baseline(new QCPBars(plot().xAxis, plot().yAxis)),
      m_whiskers(new QCPErrorBars(plot().xAxis, plot().yAxis))
{
    m_own->setWidth(kBarWidth);
    m_baseline->setWidth(kBarWidth);
    m_whiskers->setDataPlottable(m_own);
    m_whiskers->setWhiskerWidth(7);
    m_whiskers->setSymbolGap(0);
    plot().xAxis->grid()->setVisible(false);
    plot().xAxis->setTickLength(0);
    plot().yAxis->setLabel(tr("ms"));
    connect(&selection, &Selection::changed, this, &CasesChart::refresh);
    connect(&selection, &Selection::baselineChanged, this, &CasesChart::refresh);
    connect(&details, &DetailsCache::arrived, this, [this](NodeNumber node) {
        if (m_selection.node() == node || m_selection.baseline() == node) {
            refresh();
        }
    });
    connect(&plot(), &QCustomPlot::mouseMove, this,
            [this](QMouseEvent* event) { tell(event->position(), textAt(event->position())); });
    applyColours();
    refresh();
}

std::vector<CaseBar> CasesChart::bars(const Evaluation& evaluation, std::span<const CaseTiming> marked)
{
    std::vector<CaseBar> bars;
    for (const CaseTiming& timing : evaluation.cases) {
        const Interval& ratio = timing.speedup;
        const bool hasInterval = ratio.value > 0 && ratio.low > 0 && ratio.high > 0;
        bars.push_back({format::codeLine(timing.name), timing.ms,
                        hasInterval ? timing.ms * ratio.value / ratio.high : timing.ms,
                        hasInterval ? timing.ms * ratio.value / ratio.low : timing.ms, timing.baselineMs, ratio.value,
                        baseline::ofCase(timing, marked).text});
    }
    std::erase_if(bars, [](const CaseBar& bar) { return !(bar.ms > 0) || !std::isfinite(bar.high); });
    return bars;
}

void CasesChart::refresh()
{
    const std::optional<NodeNumber> node = m_selection.node();
    const NodeDetailsPtr details = node ? m_details.get(*node) : nullptr;
    const std::optional<NodeNumber> marked = m_selection.baseline();
    const NodeDetailsPtr then = marked && marked != node ? m_details.get(*marked) : nullptr;
    m_markedName = then ? QStringLiteral("#%1").arg(*marked) : QString();
    m_cases = !details ? std::vector<CaseBar>{}
              : then   ? bars(details->evaluation, then->evaluation.cases)
                       : bars(details->evaluation);
    m_speedup = details ? details->evaluation.speedup.value : 0;
    m_baselineName = details ? format::codeLine(details->evaluation.baseline) : QString();
    setCaption(m_cases.empty() ? QString()
                               : tr("filled: #%1 with its 99 % interval; outlined: %2").arg(*node).arg(m_baselineName));
    setEmptyText(m_cases.empty() ? tr("Select a correct node to see how long each case takes.") : QString());
    draw();
    setAxes();
    nameCases();
    applyColours();
}

void CasesChart::draw()
{
    QVector<double> keys;
    QVector<double> own;
    QVector<double> minus;
    QVector<double> plus;
    QVector<double> baselineKeys;
    QVector<double> baseline;
    for (std::size_t i = 0; i < m_cases.size(); ++i) {
        const CaseBar& bar = m_cases[i];
        keys << double(i) - kBarWidth / 2;
        own << bar.ms;
        minus << std::max(0.0, bar.ms - bar.low);
        plus << std::max(0.0, bar.high - bar.ms);
        baselineKeys << double(i) + kBarWidth / 2;
        baseline << bar.baselineMs;
    }
    m_own->setData(keys, own);
    m_whiskers->setData(minus, plus);
    m_baseline->setData(baselineKeys, baseline);
}

void CasesChart::setAxes()
{
    if (m_cases.empty()) {
        return;
    }
    double least = m_cases.front().low;
    double most = 0;
    for (const CaseBar& bar : m_cases) {
        least = std::min(least, bar.baselineMs > 0 ? std::min(bar.low, bar.baselineMs) : bar.low);
        most = std::max({most, bar.high, bar.baselineMs});
    }
    // One case alone would else be two bars as wide as the chart.
    const double half = std::max(double(m_cases.size()), kLeastPlaces) / 2;
    const double middle = (double(m_cases.size()) - 1) / 2;
    plot().xAxis->setRange(middle - half, middle + half);
    if (most > kApart * least && least > 0) {
        plot().yAxis->setScaleType(QCPAxis::stLogarithmic);
        plot().yAxis->setTicker(QSharedPointer<ShortTicker>::create());
        plot().yAxis->setRange(least / 2, most * (m_markedName.isEmpty() ? 2 : 3.5));
        m_own->setBaseValue(least / 2);
        m_baseline->setBaseValue(least / 2);
    } else {
        plot().yAxis->setScaleType(QCPAxis::stLinear);
        plot().yAxis->setTicker(QSharedPointer<QCPAxisTicker>::create());
        plot().yAxis->setRange(0, most * (m_markedName.isEmpty() ? 1.2 : 1.35)); // the text is two lines high
        m_own->setBaseValue(0);
        m_baseline->setBaseValue(0);
    }
}

void CasesChart::nameCases()
{
    plot().clearItems();
    const auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    const QFontMetrics metrics(plot().xAxis->tickLabelFont());
    const int room =
        std::max(24, static_cast<int>((width() - 90) / std::max(double(m_cases.size()), kLeastPlaces)) - 8);
    for (std::size_t i = 0; i < m_cases.size(); ++i) {
        ticker->addTick(double(i), metrics.elidedText(m_cases[i].name, Qt::ElideMiddle, room));
        if (m_cases.size() <= kMostLabels) {
            auto* text = new QCPItemText(&plot());
            const QString speedup = format::speedup(m_cases[i].speedup);
            text->setText(m_cases[i].delta.isEmpty() ? speedup : m_cases[i].delta + QLatin1Char('\n') + speedup);
            text->setTextAlignment(Qt::AlignHCenter);
            text->setBrush(plot().axisRect()->backgroundBrush()); // it may lie over the baseline's bar
            text->setFont(fonts::small(font()));
            text->setColor(plot().yAxis->tickLabelColor());
            text->setPositionAlignment(Qt::AlignHCenter | Qt::AlignBottom);
            text->setPadding(QMargins(0, 0, 0, 3));
            text->position->setCoords(double(i) - kBarWidth / 2, m_cases[i].high);
        }
    }
    plot().xAxis->setTicker(ticker);
}

void CasesChart::resizeEvent(QResizeEvent* event)
{
    Plot::resizeEvent(event);
    nameCases();
    plot().replot(QCustomPlot::rpQueuedReplot);
}

QString CasesChart::textAt(QPointF position) const
{
    const double at = std::round(plot().xAxis->pixelToCoord(position.x()));
    if (isEmpty() || at < 0 || at >= double(m_cases.size())) {
        return {};
    }
    const CaseBar& bar = m_cases[static_cast<std::size_t>(at)];
    const QString said =
        tr("%1\n%2, 99 % between %3 and %4\n%5: %6\n%7")
            .arg(bar.name, format::milliseconds(bar.ms), format::milliseconds(bar.low), format::milliseconds(bar.high),
                 m_baselineName, format::milliseconds(bar.baselineMs), format::speedup(bar.speedup));
    return bar.delta.isEmpty() ? said : said + QLatin1Char('\n') + tr("%1 against %2").arg(bar.delta, m_markedName);
}

ChartTable CasesChart::table() const
{
    ChartTable table{{tr("case"), tr("ms"), tr("interval low"), tr("interval high"), tr("baseline ms"), tr("speedup")},
                     {}};
    if (!m_markedName.isEmpty()) {
        table.columns << tr("against %1").arg(m_markedName);
    }
    for (const CaseBar& bar : m_cases) {
        table.rows.push_back({bar.name, ChartTable::figure(bar.ms), ChartTable::figure(bar.low),
                              ChartTable::figure(bar.high), ChartTable::figure(bar.baselineMs),
                              ChartTable::figure(bar.speedup)});
        if (!m_markedName.isEmpty()) {
            table.rows.back() << bar.delta;
        }
    }
    return table;
}

void CasesChart::colour(const Theme& theme)
{
    m_own->setPen(QPen(theme.color(Role::Dim)));
    m_own->setBrush(theme.ramp(m_speedup)); // as its node in the tree
    m_baseline->setPen(QPen(theme.color(Role::Dim)));
    m_baseline->setBrush(Qt::NoBrush);
    m_whiskers->setPen(QPen(theme.color(Role::Text), 1.2));
    nameCases();
}

} // namespace espalier
