#pragma once

#include "core/evaluate/evaluator.h"
#include "core/synthesis/tools/expansiontool.h"

#include <vector>

namespace espalier {

/// What one expansion may have judged before its candidate is: each takes seconds of the one lane that times.
inline constexpr int kTrialEvaluations = 4;

/// What one expansion may have linted, and built: each takes a compiler for as long as a build may take.
inline constexpr int kTrialBuilds = 10;

/// lint, build and evaluate: a source is compiled, or judged once as a candidate is at first. What they say of it
/// is for the model alone; a candidate is judged by the search whatever was tried. The evaluator outlives them.
std::vector<ExpansionTool> trialTools(Evaluator& evaluator);

} // namespace espalier
