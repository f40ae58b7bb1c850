#pragma once

#include "core/graph/evaluation.h"
#include "widgets/models/livegraph.h"
#include "widgets/models/selection.h"

#include <QString>

#include <span>

namespace espalier::baseline {

/// How far a figure is from the baseline's. Sign, arrow and word say it; a colour may.
struct Delta
{
    enum Kind { None, Same, Better, Worse };

    Kind kind = None;
    QString text; ///< "▲ +52 %", "▼ −8 %", "= same"; empty where one of the two has no figure

    bool operator==(const Delta&) const = default;
};

/// "▲ +52 %" of 1.52 to 1, "▲ 90.1×" from tenfold on; both over 0.
QString signedText(double now, double then);

/// Same where the 99 % intervals overlap: the measurement cannot tell them apart.
Delta ofSpeedup(const Interval& now, const Interval& then);

/// Of a figure without an interval, of which more is better; Same where both are shown alike, within half a per cent.
Delta ofFigure(double now, double then);

/// A case of one node against the case of the same name among the baseline's.
Delta ofCase(const CaseTiming& now, std::span<const CaseTiming> baseline);

/// The speedup of a node against that of the marked one. None without a baseline, for itself, and for what was not
/// timed.
Delta ofNode(const SearchGraph& graph, std::optional<NodeNumber> marked, NodeNumber number);

/// "▲ +52 % against #31"; empty where there is no delta.
QString against(const Delta& delta, NodeNumber marked);
/// Both in one, for a tool tip.
QString ofNode(const LiveGraph& live, const Selection& selection, NodeNumber number);

} // namespace espalier::baseline
