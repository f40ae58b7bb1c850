#include "widgets/charts/barchart.h"

#include "widgets/common/fonts.h"

#include <QFontMetrics>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

constexpr int kLeastRow = 20;    ///< pixels a bar
constexpr int kLabels = 150;     ///< pixels for the labels, so that charts below each other line up
constexpr double kForText = 1.6; ///< so many times the longest bar is shown: the rest is for the texts

} // namespace

BarChart::BarChart(const QString& title, const QString& caption, QWidget* parent)
    : Plot(title, caption, parent), m_plain(new QCPBars(plot().yAxis, plot().xAxis)),
      m_limits(new QCPBars(plot().yAxis, plot().xAxis))
{
    plot().xAxis->setVisible(false);
    plot().xAxis2->setVisible(false);
    plot().yAxis2->setVisible(false);
    plot().yAxis->setRangeReversed(true);
    plot().yAxis->grid()->setVisible(false);
    plot().yAxis->setTickLength(0);
    plot().yAxis->setTickLabels(false); // items instead: labels that begin at one edge
    plot().axisRect()->setAutoMargins(QCP::msNone);
    plot().axisRect()->setMargins(QMargins(kLabels, 0, 0, 0));
    for (QCPBars* bars : {m_plain, m_limits}) {
        bars->setWidth(0.6);
    }
    connect(&plot(), &QCustomPlot::mouseMove, this,
            [this](QMouseEvent* event) { tell(event->position(), textAt(event->position())); });
    applyColours();
}

void BarChart::setBars(const std::vector<Bar>& bars, double full)
{
    m_bars = bars;
    QVector<double> keys[2];
    QVector<double> values[2];
    double longest = full;
    for (std::size_t i = 0; i < bars.size(); ++i) {
        keys[bars[i].isLimit ? 1 : 0] << double(i);
        values[bars[i].isLimit ? 1 : 0] << bars[i].value;
        longest = std::max(longest, bars[i].value);
    }
    m_plain->setData(keys[0], values[0]);
    m_limits->setData(keys[1], values[1]);
    plot().yAxis->setRange(-0.5, std::max(0.5, double(bars.size()) - 0.5));
    plot().xAxis->setRange(0, std::max(longest, 1e-9) * kForText);
    setVisible(!bars.empty());
    applyColours();
}

QString BarChart::textAt(QPointF position) const
{
    const double at = std::round(plot().yAxis->pixelToCoord(position.y()));
    if (at < 0 || at >= double(m_bars.size())) {
        return {};
    }
    const Bar& bar = m_bars[static_cast<std::size_t>(at)];
    const QString line = QStringLiteral("%1: %2").arg(bar.label, bar.text);
    return bar.tip.isEmpty() ? line : line + QLatin1Char('\n') + bar.tip;
}

ChartTable BarChart::table() const
{
    ChartTable table{{tr("name"), tr("value"), tr("shown as"), tr("from")}, {}};
    for (const Bar& bar : m_bars) {
        table.rows.push_back({bar.label, ChartTable::figure(bar.value), bar.text, bar.tip});
    }
    return table;
}

void BarChart::colour(const Theme& theme)
{
    plot().axisRect()->setBackground(theme.color(Role::Panel));
    m_plain->setPen(Qt::NoPen);
    QColor grey = theme.color(Role::Dim);
    grey.setAlphaF(0.6F);
    m_plain->setBrush(grey);
    m_limits->setPen(Qt::NoPen);
    m_limits->setBrush(theme.color(Role::Good));
    plot().clearItems();
    const QFontMetrics metrics(fonts::small(font()));
    plot().setFixedHeight(std::max<int>(1, static_cast<int>(m_bars.size())) *
                          std::max(kLeastRow, metrics.height() + 4));
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        auto* text = new QCPItemText(&plot());
        text->setText(m_bars[i].text);
        text->setFont(fonts::small(font()));
        text->setColor(theme.color(m_bars[i].isLimit ? Role::Good : Role::Dim));
        text->setPositionAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        text->setPadding(QMargins(6, 0, 0, 0));
        text->position->setCoords(m_bars[i].value, double(i));
        auto* label = new QCPItemText(&plot());
        label->setText(metrics.elidedText(m_bars[i].label, Qt::ElideRight, kLabels - 12));
        label->setFont(text->font());
        label->setColor(theme.color(Role::Text));
        label->setClipToAxisRect(false);
        label->setPositionAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        label->position->setTypeX(QCPItemPosition::ptAbsolute);
        label->position->setCoords(0, double(i));
    }
}

} // namespace espalier
