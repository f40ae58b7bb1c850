#pragma once

#include "core/graph/evaluation.h"
#include "widgets/models/livegraph.h"
#include "widgets/models/selection.h"

#include <QString>

namespace espalier::baseline {

/// How far a figure is from the baseline's. Sign, arrow and word say it; a colour may.
struct Delta
{
    enum Kind { None, Same, Better, Worse };

    Kind kind = None;
    QString text; ///< "▲ +52 %", "▼ −8 %", "= same"; empty where one of the two has no figure

    bool operator==(const Delta&) const = default;
};

/// Same where the 99 % intervals overlap: the measurement cannot tell them apart.
Delta ofSpeedup(const Interval& now, const Interval& then);

/// Of a figure without an interval, of which more is better; Same where both are shown alike, within half a per cent.
Delta ofFigure(double now, double then);

/// A node against the marked baseline: "▲ +52 % against #31". Empty without a baseline, for itself, and for what was
/// not timed.
QString ofNode(const LiveGraph& live, const Selection& selection, NodeNumber number);

} // namespace espalier::baseline
