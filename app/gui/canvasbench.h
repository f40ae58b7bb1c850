#pragma once

#include <string>

namespace espalier {

/// `espalier-gui --bench canvas`: a synthetic tree of `nodes` nodes, every fold open, in a window of 1920 × 1080: what
/// drawing it costs, and what drawing it with a QGraphicsScene costs in the same run. Returns the JSON document of the
/// command line's contract, or a table for people. Blocks for a minute; GUI thread.
std::string benchCanvas(int nodes, bool json);

} // namespace espalier
