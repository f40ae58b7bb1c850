#pragma once

#include "widgets/charts/plot.h"
#include "widgets/models/livegraph.h"
#include "widgets/models/selection.h"

#include <QTimer>

namespace espalier {

/// Where the best node so far changes hands: from this step on, this node's interval is the best one vouched for.
struct BestStep
{
    int step = 0;
    NodeNumber node = 0;
    double low = 0;  ///< vouched(node): what the ranking compares, so it only ever rises
    double high = 0; ///< the other end of its 99 % interval; `low` where there is no interval
};

/// Best speedup so far over the steps of the search, with every correct node's value as a grey point. The line is the
/// low end of the best node's 99 % interval, because that is what makes a node the best: its value may be lower than
/// that of a luckier node before it, and a line of values would step down. The band above the line is the interval.
/// Follows the live graph at most four times a second; a click on a point selects its node, a tooltip gives value and
/// interval.
class ProgressChart : public Plot
{
    Q_OBJECT
public:
    ProgressChart(const LiveGraph& live, Selection& selection, QWidget* parent = nullptr);
    /// Every improvement in the order of the steps, `low` strictly rising. A function of the nodes alone.
    static std::vector<BestStep> bestSoFar(const SearchGraph& graph);
    /// What the tooltip says at this place of the plot: of the node there, else of the best node at that step; empty
    /// left of the first one.
    QString textAt(QPointF position) const;

protected:
    void colour(const Theme& theme) override;

private:
    void refresh();
    void markSelected();
    void drawBest(int last);
    std::optional<NodeNumber> nearest(QPointF position) const;

    const LiveGraph& m_live;
    Selection& m_selection;
    QTimer m_later;
    QCPGraph* m_points;
    QCPGraph* m_line;
    QCPGraph* m_high; ///< upper end of the band; itself not drawn
    QCPGraph* m_marked;
    QCPItemStraightLine* m_even;
    QCPItemText* m_value; ///< value and interval of the best node, at the end of the line
    std::vector<BestStep> m_best;
};

} // namespace espalier
