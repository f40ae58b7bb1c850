#pragma once

#include "core/graph/diagnosis.h"
#include "core/graph/node.h"
#include "widgets/models/feed.h"

#include <QPointF>

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
    std::vector<LevelTraffic> levels; ///< what the node moves through each level of memory, as far as that is known
    std::optional<NodeNumber> node{}; ///< none: the baseline
    Bound bound = Bound::Unknown;
    double roofShare = 0;
    double ms = 0;
    Interval interval{}; ///< of the speedup
};

/// What is to be drawn, as it was measured.
struct RooflineData
{
    MachineRoofs roofs;
    std::vector<RooflinePoint> lineage{}; ///< root first
    std::vector<RooflinePoint> others{};  ///< every other correct node, where it is asked for
    std::optional<RooflinePoint> baseline{};
    std::optional<RooflinePoint> marked{}; ///< the node that every number is set against, where it has its place here
};

/// A roof in the chart's coordinates, operations per byte and GFLOP/s: a level's bandwidth rises until the highest
/// rate cuts it off, a rate is level from where the fastest memory reaches it.
struct RoofLine
{
    enum Kind { Memory, Vector, Scalar };
    Kind kind = Memory;
    QString level;   ///< of a Memory roof
    double rate = 0; ///< GB/s of a Memory roof, GFLOP/s of the others
    QPointF from;
    QPointF to;
    bool theoretical = false; ///< nobody has measured it

    /// GFLOP/s that it allows at this intensity.
    double at(double intensity) const { return kind == Memory ? intensity * rate : rate; }
};

/// The selected node on one level of memory.
struct LevelDot
{
    QString level;
    QPointF at;
    double roof = 0; ///< GFLOP/s that the level allows at this intensity; 0 where its roof was not measured
    QString name;    ///< "L1, L3" on the first of levels whose dots coincide, empty on the others; else the level
};

/// What the hierarchical roofline draws, as a function of what was measured: one roof a level of memory, fastest first,
/// then the rates; one dot a level for the selected node (Yang et al., Hierarchical Roofline, 2020). A level without
/// traffic has a roof and no dot, a level without a bandwidth a dot and no roof.
struct RooflinePlan
{
    struct Range
    {
        double low = 1;
        double high = 1;
    };
    Range intensity;
    Range gflops;
    std::vector<RoofLine> roofs;
    std::vector<RooflinePoint> points; ///< the lineage, of it those that have a place on logarithmic axes
    std::vector<RooflinePoint> others;
    std::optional<RooflinePoint> baseline;
    std::optional<RooflinePoint> marked;
    std::vector<LevelDot> dots;
    bool device = false; ///< the roofs are a GPU's
};

RooflinePlan planRoofline(const RooflineData& data);

/// The roof that a kernel is bound by, as an index into plan.roofs: for a memory-bound one the level of memory nearest
/// to its roof, as far as its traffic there is known, else the slowest; for a compute-bound one the highest rate. None
/// for a kernel that waits, and where that roof was not measured.
std::optional<std::size_t> bindingRoof(const RooflinePlan& plan, const RooflinePoint& point);
/// Achieved over what that roof allows, 0 to 1; of a memory roof with the traffic of its level.
double shareOf(const RoofLine& roof, const RooflinePoint& point);
/// What a tool tip says of a point, in lines: node, intensity, rate, share of the roof that binds it, bound, time with
/// interval, speedup, and while a node is marked as baseline the deltas to it. Plain text.
QString describe(const RooflinePlan& plan, const RooflinePoint& point);
/// Deltas of speedup, rate and share of the roof to the marked baseline: "▲ +52 % against #31; GFLOP/s ▲ +40 %".
/// Empty without one, for itself, and for points that are no nodes.
QString deltasOf(const RooflinePlan& plan, const RooflinePoint& point);
/// "DRAM", "arithmetic".
QString nameOf(const RooflinePlan& plan, const RoofLine& roof);

/// A roof's name written along its line, in pixels.
struct AlongLine
{
    double entry = 0; ///< x where the line enters the plot
    double width = 0; ///< of the text, measured along x
    double gap = 0;   ///< distance to the line above, perpendicular; of no meaning for the first
};

/// Where each name begins, so that none covers the one above: at the line's entry, or behind the name above where the
/// two lines are nearer to each other than `height`. Lines from the uppermost down.
std::vector<double> placeNames(const std::vector<AlongLine>& lines, double height);

} // namespace espalier
