#pragma once

#include <string>

namespace espalier {

/// `espalier-gui --bench charts`: a roofline with `points` nodes besides a lineage, and a Pareto of as many, in charts
/// of 1000 × 400, and what drawing them costs: {"points", "roofline_ms", "roofline_p99_ms", "roofline_data_ms",
/// "roofline_hover_ms", "pareto_ms", "export_png_ms"}. Medians of 40 frames where nothing else is said. GUI thread.
std::string benchCharts(int points);

} // namespace espalier
