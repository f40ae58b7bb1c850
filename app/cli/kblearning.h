#pragma once

#include "app/cli/commandline.h"

namespace espalier::cli {

/// `kb distil [SESSION] [--kb DIR]`: what a session taught becomes skill files; says what changed.
Result<int> kbDistil(const CommandLine& line);

/// `kb learned [--kb DIR]`: the skills learned so far, with what they gained.
Result<int> kbLearned(const CommandLine& line);

} // namespace espalier::cli
