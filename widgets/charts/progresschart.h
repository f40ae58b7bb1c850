#pragma once

#include "widgets/charts/plot.h"
#include "widgets/models/livegraph.h"
#include "widgets/models/selection.h"

#include <QTimer>

namespace espalier {

/// Best speedup so far over the steps of the search, with every correct node as a grey point. Follows the live graph at
/// most four times a second; a click on a point selects its node.
class ProgressChart : public Plot
{
    Q_OBJECT
public:
    ProgressChart(const LiveGraph& live, Selection& selection, QWidget* parent = nullptr);
    /// The step line: (step, best so far) at every improvement. A function of the nodes alone.
    static std::vector<std::pair<int, double>> bestSoFar(const SearchGraph& graph);

protected:
    void colour(const Theme& theme) override;

private:
    void refresh();
    void markSelected();
    void clicked(QPointF position);

    const LiveGraph& m_live;
    Selection& m_selection;
    QTimer m_later;
    QCPGraph* m_points;
    QCPGraph* m_line;
    QCPGraph* m_marked;
    QCPItemStraightLine* m_even;
};

} // namespace espalier
