#pragma once

#include "widgets/charts/plot.h"
#include "widgets/models/livegraph.h"
#include "widgets/models/selection.h"

namespace espalier {

/// Where the best node so far changes hands: from this step on, this node's interval is the best one vouched for.
struct BestStep
{
    int step = 0;
    double minutes = 0; ///< since the session began; 0 where nodes carry no times
    NodeNumber node = 0;
    double low = 0;  ///< vouched(node): what the ranking compares, so it only ever rises
    double high = 0; ///< the other end of its 99 % interval; `low` where there is no interval
};

/// Best speedup so far over the steps of the search, or over the minutes since it began, pauses included, with every
/// correct node's value as a grey point. The line is the low end of the best node's 99 % interval, because that is what
/// makes a node the best: its value may be lower than that of a luckier node before it, and a line of values would step
/// down. The band above the line is the interval. Follows the live graph at most four times a second; a click on a
/// point selects its node, a tooltip gives value and interval.
class ProgressChart : public Plot
{
    Q_OBJECT
public:
    ProgressChart(const LiveGraph& live, Selection& selection, QWidget* parent = nullptr);
    /// Every improvement in the order of the steps, or of the times, `low` strictly rising. A function of the nodes
    /// alone.
    static std::vector<BestStep> bestSoFar(const SearchGraph& graph, bool byTime = false);
    void setAgainstMinutes(bool minutes);
    /// What the tooltip says at this place of the plot: of the node there, else of the best node at that step; empty
    /// left of the first one.
    QString textAt(QPointF position) const;
    ChartTable table() const override;

protected:
    void colour(const Theme& theme) override;
    void walk(int by) override;
    void takeWalked() override;

private:
    void refresh();
    void markSelected();
    void drawBest(double last);
    QString textOf(NodeNumber node) const;
    std::optional<NodeNumber> nearest(QPointF position) const;
    double at(int step, double minutes) const { return m_againstMinutes ? minutes : step; }
    double at(const Node& node) const;

    const LiveGraph& m_live;
    Selection& m_selection;
    bool m_againstMinutes = false;
    QAction* m_minutes;
    std::optional<std::size_t> m_walked; ///< of m_best
    QCPGraph* m_points;
    QCPGraph* m_line;
    QCPGraph* m_high; ///< upper end of the band; itself not drawn
    QCPGraph* m_marked;
    QCPItemStraightLine* m_even;
    QCPItemText* m_value; ///< value and interval of the best node, at the end of the line
    /// A correct node's point.
    struct Place
    {
        double at = 0; ///< on the x axis
        double speedup = 0;
        NodeNumber node = 0;
    };

    std::vector<BestStep> m_best;
    std::vector<Place> m_places; ///< in the order of the x axis: to be found under the pointer
};

} // namespace espalier
