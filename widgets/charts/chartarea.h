#pragma once

#include "widgets/charts/chartexport.h"
#include "widgets/models/detailscache.h"
#include "widgets/models/figurescache.h"
#include "widgets/models/livegraph.h"
#include "widgets/models/selection.h"

#include <QTimer>
#include <QWidget>

#include <array>

class QMenu;
class QSplitter;
class QStackedWidget;

namespace espalier {

class NodeMatches;
class RooflineChart;

/// Is it getting better, what bounds it, what does it cost: two charts side by side, each with a menu in its title to
/// show another one there. What is shown can be saved and restored as one text. Reads the live graph and the details;
/// the figures of all nodes and what was spent are asked for by figures(), only while a chart shows them. GUI thread.
class ChartArea : public QWidget
{
    Q_OBJECT
public:
    enum Chart { Progress, Roofline, Cases, Pareto, Spend, Charts };
    static constexpr int kPanes = 2;

    ChartArea(const LiveGraph& live, DetailsCache& details, Selection& selection, QWidget* parent = nullptr);

    /// Shows the chart in this pane, 0 or 1; from the other one it comes in exchange.
    void showChart(Chart chart, int pane);
    Chart shown(int pane) const { return m_shown[static_cast<std::size_t>(pane)]; }
    Plot& chart(Chart chart) const { return *m_charts[chart]; }
    RooflineChart& roofline() const { return *m_roofline; }
    FiguresCache& figures() { return *m_figures; }
    void setRoofs(const MachineRoofs& roofs);
    /// What these leave out is dimmed in the roofline from now on; they must outlive the charts.
    void setMatches(const NodeMatches& matches);

    /// "progress roofline 520 720": the charts and their widths.
    QString layoutText() const;
    /// False, and nothing changes, for what layoutText() does not write.
    bool setLayoutText(const QString& text);

    /// What an exported chart says of where its figures are from.
    ChartContext context() const;

Q_SIGNALS:
    void exportAsked(espalier::Plot* chart, espalier::ChartFormat format);
    /// The figures shown are of another machine or device than before.
    void machineChanged(const QString& machine);
    /// Another chart is shown somewhere, or the widths are others.
    void layoutChanged();

private:
    void makePane(int pane);
    void updateRoofline();

    const LiveGraph& m_live;
    DetailsCache& m_details;
    Selection& m_selection;
    FiguresCache* m_figures;
    MachineRoofs m_roofs;
    QString m_machine; ///< whose figures are shown
    RooflineChart* m_roofline;
    std::array<Plot*, Charts> m_charts{};
    std::array<Chart, kPanes> m_shown{Progress, Roofline};
    std::array<QStackedWidget*, kPanes> m_panes{};
    std::array<QMenu*, kPanes> m_menus{};
    QSplitter* m_split;
    QTimer m_later; ///< until all nodes are drawn anew in the roofline
};

} // namespace espalier
