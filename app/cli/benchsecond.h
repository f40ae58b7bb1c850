#pragma once

#include "app/cli/commandline.h"

namespace espalier::cli {

/// `bench second`: what a first session is worth to a second one on a like task, for pairs A:B and several seeds, each
/// in stores of its own:
///   first    a search for B that knows nothing; its best's low end is the bar
///   with     a search for A, distilled; then one for B with another seed in the same store, up to the bar
///   without  the same search for B with nothing before it
/// and the evaluations each took to the bar, as shares of what the first took; the medians are over pairs and seeds.
Result<int> benchSecond(const CommandLine& line);

} // namespace espalier::cli
