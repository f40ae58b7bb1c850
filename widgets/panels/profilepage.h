#pragma once

#include "widgets/charts/plot.h"
#include "widgets/models/livegraph.h"
#include "widgets/models/profilemodel.h"

#include <QScrollArea>

class QComboBox;
class QLabel;
class QTableView;
class QVBoxLayout;

namespace espalier {

class BarChart;

/// How a node fills the machine: speed of light, stalls, instruction mix, occupancy and launch, and every figure with
/// the metric it is from. Of the profile that is chosen, the newest at first, and of what the judge knows; where there
/// are no counters it says why and what to run.
class ProfilePage : public QScrollArea
{
    Q_OBJECT
public:
    explicit ProfilePage(const LiveGraph& live, QWidget* parent = nullptr);

    void setDetails(NodeNumber node, const NodeDetailsPtr& details);
    void setNothing();
    /// Every figure and bar is set against those of this node; null details: they stand alone.
    void setBaseline(NodeNumber node, const NodeDetailsPtr& details);
    void setRoofs(const MachineRoofs& roofs);
    /// Selects the row of the metric that this evidence names, and shows it.
    void showEvidence(const QString& evidence);

Q_SIGNALS:
    void exportAsked(espalier::Plot* chart, espalier::ChartFormat format);

private:
    BarChart* addChart(const QString& title, QVBoxLayout* column);
    void makeTable(QVBoxLayout* column);
    void refresh();
    void showReport(const ProfileReport* report);
    void showTable(const ProfileReport* report);
    const ProfileReport* chosen() const;
    /// The baseline's newest report of the same tool; null where it has none.
    const ProfileReport* baselineReport(const ProfileReport* report) const;
    void showBars(const ProfileReport* report);
    QString sourceText(const ProfileReport* report) const;
    QString adviceText(const ProfileReport* report) const;
    QString launchText(const ProfileReport* report) const;

    const LiveGraph& m_live;
    MachineRoofs m_roofs;
    NodeNumber m_node = 0;
    NodeDetailsPtr m_details;
    NodeNumber m_baselineNode = 0;
    NodeDetailsPtr m_baseline;
    ProfileModel m_figures;
    QComboBox* m_reports;
    QLabel* m_source;
    QLabel* m_advice;
    QLabel* m_launch;
    BarChart* m_speed;
    BarChart* m_stalls;
    BarChart* m_mix;
    QTableView* m_table;
};

} // namespace espalier
