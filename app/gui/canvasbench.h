#pragma once

#include <string>

namespace espalier {

/// `espalier-gui --bench canvas`: a synthetic tree of `nodes` nodes, every fold open, in a window of 1600 × 1000, and
/// what drawing it costs. Returns the JSON document of the command line's contract. Blocks for some seconds; GUI
/// thread.
std::string benchCanvas(int nodes);

} // namespace espalier
