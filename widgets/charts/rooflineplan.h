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
    std::vector<RooflinePoint> points; ///< those that have a place on logarithmic axes
    std::vector<LevelDot> dots;
    bool device = false; ///< the roofs are a GPU's
};

RooflinePlan planRoofline(const MachineRoofs& roofs, const std::vector<RooflinePoint>& points);

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
