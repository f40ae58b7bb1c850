#pragma once

#include "widgets/models/livegraph.h"

namespace espalier {

/// One lane and who is in it: at work, or before its gate.
struct Lane
{
    std::string name; ///< of lanes()
    std::vector<InFlight> working;
    std::vector<InFlight> waiting;
    bool paused = false;  ///< it is asked for
    bool pending = false; ///< the search has yet to take that up
};

/// The candidates in flight by the lane they are in; a stage that says nothing of its lane is a synthesizer's word.
std::vector<Lane> lanesOf(const LiveGraph& live);

} // namespace espalier
