#pragma once

#include "widgets/charts/plot.h"
#include "widgets/models/detailscache.h"
#include "widgets/models/selection.h"

#include <span>

namespace espalier {

/// One timed case; times in milliseconds.
struct CaseBar
{
    QString name;
    double ms = 0;
    double low = 0; ///< the ends of its 99 % interval; both `ms` where there is none
    double high = 0;
    double baselineMs = 0;
    double speedup = 0;
    QString delta{}; ///< of the speedup to that of the marked baseline; empty without one
};

/// The time of each case, the selected node beside the fastest baseline. The whiskers are the 99 % interval of the
/// speedup over that baseline, as a time: pairs of calls were compared, so it is the ratio that has an interval. Cases
/// more than twentyfold apart are drawn on a logarithmic axis. While a node is marked as baseline, each speedup stands
/// with its delta to that of the node's same case.
class CasesChart : public Plot
{
    Q_OBJECT
public:
    CasesChart(DetailsCache& details, Selection& selection, QWidget* parent = nullptr);

    /// `marked`: the cases of the marked baseline; empty without one.
    static std::vector<CaseBar> bars(const Evaluation& evaluation, std::span<const CaseTiming> marked = {});
    QString textAt(QPointF position) const;
    ChartTable table() const override;

protected:
    void colour(const Theme& theme) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void refresh();
    void draw();
    void setAxes();
    void nameCases();

    DetailsCache& m_details;
    Selection& m_selection;
    std::vector<CaseBar> m_cases;
    double m_speedup = 0; ///< of the node
    QString m_baselineName;
    QString m_markedName; ///< of the node that is marked as baseline; empty without one
    QCPBars* m_own;
    QCPBars* m_baseline;
    QCPErrorBars* m_whiskers;
};

} // namespace espalier
