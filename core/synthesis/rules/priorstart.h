#pragma once

#include "core/synthesis/synthesizer.h"

#include <optional>

namespace espalier::rules {

/// A candidate that builds on the prior solution a prompt tells of. Where the prior's task asks for the same function,
/// a draft is the prior kernel, as it is or refined, and any other child takes parts of it as from a second parent. Of
/// another task's solution a draft repeats on the seed what changed there, in the order and at the places of then, and
/// takes over its tunables, compiler and options; what else grows is left alone. Nothing when that comes to nothing.
std::optional<Synthesis> fromPrior(const Prompt& prompt);

} // namespace espalier::rules
