#pragma once

#include "app/cli/commandline.h"

namespace espalier::cli {

/// Judges the cheats and honest kernels of a folder, or of each folder that its suites.txt lists, and says where the
/// judge was wrong: exit code 1 when it was, 4 when interrupted, 3 when this machine cannot judge one of several. After
/// each that crashed or hung the plain seed is judged, which must come out right, and after device code in time.
Result<int> benchCheats(const CommandLine& line);

} // namespace espalier::cli
