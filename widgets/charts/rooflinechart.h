#pragma once

#include "widgets/charts/plot.h"
#include "widgets/charts/rooflineplan.h"

#include <vector>

namespace espalier {

/// Achieved rate over intensity, both logarithmic, under the machine's roofs: a slope for each level of memory, a level
/// line for each rate. The filled points are the selected node's lineage; the rings are the selected node on each level
/// of memory, and the dotted line above a ring is what is left to that level's roof. Roofs that were not measured are
/// not drawn, and the caption says so.
class RooflineChart : public Plot
{
    Q_OBJECT
public:
    explicit RooflineChart(QWidget* parent = nullptr);

    void setData(const MachineRoofs& roofs, const std::vector<RooflinePoint>& points);
    const RooflinePlan& plan() const { return m_plan; }

protected:
    void colour(const Theme& theme) override;

private:
    /// A name that follows its line's slope on the screen.
    struct Name
    {
        QCPItemText* item;
        RoofLine roof;
    };

    void drawRoofs(const Theme& theme);
    void drawPoints(const Theme& theme);
    void drawDots(const Theme& theme);
    void placeRoofNames();
    void line(QPointF from, QPointF to, const QPen& pen);
    void dot(QPointF at, const QCPScatterStyle& style);
    QCPItemText* label(const QString& text, QPointF at, Qt::Alignment alignment, const QColor& colour);

    RooflinePlan m_plan;
    std::vector<Name> m_names;
};

} // namespace espalier
