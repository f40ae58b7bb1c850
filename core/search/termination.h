#pragma once

#include "core/store/store.h"

#include <optional>
#include <string>

namespace espalier {

/// When a search ends by itself; 0 is no limit.
struct Limits
{
    int steps = 0;
    double minutes = 0;
    double untilSpeedup = 0;
    int stallSteps = 0;

    static Limits of(const SessionSettings& settings);
};

/// How far a search is.
struct Progress
{
    int begun = 0;      ///< steps; the root is none
    int recorded = 0;   ///< of those, with or without a node
    double seconds = 0; ///< of searching, earlier runs of the session included
    double best = 0;    ///< highest speedup over the fastest baseline
    int bestStep = 0;   ///< the step that brought it
};

/// The sentence for why the search is over; nothing while it may go on.
std::optional<std::string> reasonToEnd(const Limits& limits, const Progress& progress);

} // namespace espalier
