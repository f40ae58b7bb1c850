#pragma once

#include <string>

namespace espalier {

/// `espalier-gui --bench diff`: two kernels of `lines` lines that differ in one line of twenty, compared, and shown in
/// the whole window by an arrow key in the tree. Returns {"lines", "diff_ms", "show_ms"}, medians of twenty. The store
/// is left out: both nodes' details are in memory. Blocks for a second; GUI thread.
std::string benchDiff(int lines);

} // namespace espalier
