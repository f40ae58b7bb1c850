#pragma once

#include "widgets/charts/plot.h"
#include "widgets/models/feed.h"

#include <vector>

namespace espalier {

/// Where one node stands under the roofs.
struct RooflinePoint
{
    QString label;
    double intensity = 0; ///< useful operations per compulsory byte
    double gflops = 0;    ///< achieved
    double speedup = 0;   ///< for the colour
    bool selected = false;
};

/// Achieved rate over intensity, both logarithmic, under the machine's two roofs; the points are the selected node's
/// lineage. MachineRoofs that were not measured are not drawn, and the caption says so.
class RooflineChart : public Plot
{
    Q_OBJECT
public:
    explicit RooflineChart(QWidget* parent = nullptr);

    void setData(const MachineRoofs& roofs, const std::vector<RooflinePoint>& points);

protected:
    void colour(const Theme& theme) override;

private:
    void setRanges();
    void drawRoofs(const Theme& theme);
    void drawPoints(const Theme& theme);
    QCPItemText* label(const QString& text, QPointF at, Qt::Alignment alignment, const QColor& colour);

    MachineRoofs m_roofs;
    std::vector<RooflinePoint> m_points;
    QCPGraph* m_roof;
    QCPCurve* m_trail;
};

} // namespace espalier
