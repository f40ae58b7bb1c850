#pragma once

#include "widgets/charts/plot.h"
#include "widgets/charts/rooflineplan.h"

#include <functional>
#include <vector>

namespace espalier {

/// Achieved rate over intensity, both logarithmic, under the machine's roofs: a slope for each level of memory, a level
/// line for each rate; solid where it was measured, dashed where it is only held for possible. The filled points are
/// the selected node's lineage with arrows from parent to child; the rings are the selected node on each level of
/// memory, and the dotted line above a ring is what is left to that level's roof. The hollow point is the baseline that
/// speedups are over, the diamond the node that is marked, against which tool tips and the selected point say a delta.
/// Faint squares are all other nodes, where they are asked for. Roofs that were not measured are not drawn, and the
/// caption says so.
///
/// A click on a point chooses its node; a click on a measured roof leaves only the points bound by it, and another
/// click brings the others back. Left and Right walk the points by intensity, Enter chooses.
class RooflineChart : public Plot
{
    Q_OBJECT
public:
    explicit RooflineChart(QWidget* parent = nullptr);

    void setData(const RooflineData& found);
    const RooflinePlan& plan() const { return m_plan; }
    /// What the tool tip says at this place of the plot: of the point there, else of the roof; empty elsewhere.
    QString textAt(QPointF position) const;
    /// Leaves only the points bound by this roof, an index into plan().roofs; the same again, or nothing: all.
    void isolate(std::optional<std::size_t> roof);
    /// Which nodes are drawn faintly; asked with every redraw().
    void setDimmed(std::function<bool(NodeNumber)> dimmed) { m_dimmed = std::move(dimmed); }
    void redraw() { applyColours(); }
    /// All accepted nodes are shown.
    QAction* everyNode() const { return m_everyNode; }
    ChartTable table() const override;

Q_SIGNALS:
    void nodeChosen(espalier::NodeNumber node);

protected:
    void colour(const Theme& theme) override;
    void walk(int by) override;
    void takeWalked() override;

private:
    /// A name that follows its line's slope on the screen.
    struct Name
    {
        QCPItemText* item;
        RoofLine roof;
        QString full;    ///< with the rate
        QPointF entry{}; ///< of a memory's line into the plot, in pixels
    };

    void drawOthers(const Theme& theme);
    void drawRoofs(const Theme& theme);
    void drawLineage(const Theme& theme);
    void drawPoint(const RooflinePoint& point, const Theme& theme);
    void drawBaselines(const Theme& theme);
    void drawDots(const Theme& theme);
    void drawRing(const Theme& theme);
    void placeMemoryNames();
    void placeRateNames();
    /// A name that would cover another, a point or the way between points goes along its line to where there is room,
    /// and away where there is none: pointing at the line says it too.
    void keepNamesApart();
    /// Returns those that found no room; what found some is an obstacle from then on.
    std::vector<Name*> placeApart(const std::vector<Name*>& names, std::vector<QPolygonF>& obstacles);
    /// Outer roofs first, theoretical ones last.
    std::vector<Name*> byImportance();
    std::vector<QPolygonF> placesOf(const Name& name) const;
    std::vector<QPolygonF> outlinesOfPoints() const;
    AlongLine alongLine(const Name& name, double above) const;
    QPointF pixel(QPointF at) const;
    void sortPoints();
    void updateCaption();
    void press(QPointF position);
    void hover(QPointF position);
    void showRing(const RooflinePoint* point);
    QPointF pixelOf(const RooflinePoint& point) const;
    bool isShown(const RooflinePoint& point) const { return passesRoof(point) && !isDimmed(point); }
    bool passesRoof(const RooflinePoint& point) const;
    bool isDimmed(const RooflinePoint& point) const;
    bool isIsolated(const RoofLine& roof) const;
    const RooflinePoint* nearest(QPointF position) const;
    std::optional<std::size_t> roofAt(QPointF position) const;
    QCPItemLine* line(QPointF from, QPointF to, const QPen& pen);
    void dot(QPointF at, const QCPScatterStyle& style);
    QCPItemText* label(const QString& text, QPointF at, Qt::Alignment alignment, const QColor& colour);

    RooflinePlan m_plan;
    QString m_source; ///< of the roofs, for the caption
    QString m_baseline;
    QString m_theoreticalFrom; ///< what dashed roofs rest on, or why there are none
    std::optional<RoofLine> m_isolated;
    std::function<bool(NodeNumber)> m_dimmed;
    std::vector<const RooflinePoint*> m_byIntensity; ///< all points of the plan, for the keyboard
    std::optional<std::size_t> m_walked;
    std::vector<Name> m_names;
    std::vector<QCPItemText*> m_pointNames;
    QCPItemEllipse* m_ring = nullptr;
    QAction* m_everyNode;
};

} // namespace espalier
