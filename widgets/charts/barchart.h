#pragma once

#include "widgets/charts/plot.h"

#include <vector>

namespace espalier {

/// One line of a bar chart.
struct Bar
{
    QString label;
    double value = 0;
    QString text;         ///< beside the bar: value with unit
    bool isLimit = false; ///< drawn in the colour of the number that matters; `text` says so too
    QString tip{};        ///< what it is and where it is from; plain text

    bool operator==(const Bar&) const = default;
};

/// Labelled bars from left to right, as high as their number: parts of one thing, or shares of a peak.
class BarChart : public Plot
{
    Q_OBJECT
public:
    BarChart(const QString& title, const QString& caption, QWidget* parent = nullptr);

    /// `full`: the value of a bar over the whole width; 0: the longest bar.
    void setBars(const std::vector<Bar>& bars, double full = 0);
    const std::vector<Bar>& bars() const { return m_bars; }
    QString textAt(QPointF position) const;
    ChartTable table() const override;

protected:
    void colour(const Theme& theme) override;

private:
    std::vector<Bar> m_bars;
    QCPBars* m_plain;
    QCPBars* m_limits;
};

} // namespace espalier
