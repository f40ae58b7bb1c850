#pragma once

#include "core/graph/evaluation.h"

#include <string>

namespace espalier {

/// What a model is told of an evaluation: verdict with its reason, speedup with its interval, diagnosis, and of a build
/// that failed what the compiler said. Whole lines; hostile where it quotes.
std::string inWords(const Evaluation& evaluation);

} // namespace espalier
