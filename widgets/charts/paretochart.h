#pragma once

#include "widgets/charts/paretofront.h"
#include "widgets/charts/plot.h"
#include "widgets/models/figurescache.h"
#include "widgets/models/selection.h"

#include <algorithm>

namespace espalier {

/// Speedup against what it costs: error, registers, machine code or build time of each correct node. The front is drawn
/// as a line: nobody has more speed for less. Hover says which node a point is, a click selects it; Left and Right walk
/// the front. The figures are loaded only while the chart is shown.
///
/// The error is the share of the task's tolerance that the judge saw used at worst, on a logarithmic axis; exact
/// answers stand at its left end, where a logarithm has no place for them.
class ParetoChart : public Plot
{
    Q_OBJECT
public:
    enum class Cost { Error, Registers, Instructions, BuildSeconds };

    ParetoChart(const LiveGraph& live, FiguresCache& figures, Selection& selection, QWidget* parent = nullptr);

    void setCost(Cost cost);
    const std::vector<ParetoPoint>& points() const { return m_points; }
    const std::vector<ParetoPoint>& front() const { return m_front; }
    QString textAt(QPointF position) const;
    ChartTable table() const override;

protected:
    void colour(const Theme& theme) override;
    void walk(int by) override;
    void takeWalked() override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void refresh();
    std::optional<double> costOf(const NodeFigures& figures) const;
    void setRanges();
    /// Where on the axis a cost stands.
    double placeOf(double cost) const { return m_cost == Cost::Error ? std::max(cost, m_leastError) : cost; }
    void markSelected();
    QString costName() const;
    QString costText(double cost) const;
    QString text(const ParetoPoint& point) const;
    QString deltas(const ParetoPoint& point) const;
    QPointF pixelOf(const ParetoPoint& point) const;
    const ParetoPoint* nearest(QPointF position) const;

    const LiveGraph& m_live;
    FiguresCache& m_figures;
    Selection& m_selection;
    Cost m_cost = Cost::Registers;
    std::vector<ParetoPoint> m_points;
    std::vector<ParetoPoint> m_front;
    double m_leastError = 1;             ///< where exact answers stand
    std::optional<std::size_t> m_walked; ///< of the front
    QCPGraph* m_others;
    QCPGraph* m_frontLine;
    QCPGraph* m_marked;
};

} // namespace espalier
