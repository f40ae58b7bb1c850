#pragma once

#include "core/graph/evaluation.h"

namespace espalier::cli {

/// Verdict, reason, cases with their intervals, diagnosis: what `show` and `evaluate` print for people.
void printEvaluation(const Evaluation& evaluation);

} // namespace espalier::cli
