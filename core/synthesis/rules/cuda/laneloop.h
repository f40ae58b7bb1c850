#pragma once

#include "core/synthesis/rules/cuda/gridkernel.h"

#include <map>
#include <optional>
#include <string>

namespace espalier::rules {

/// How partial results of several threads become one.
enum class Combine { Sum, Largest, Least };

/// A counting loop of a kernel whose steps the threads of a row may share out: `for (T c = first; c < bound; ++c)`.
struct LaneLoop
{
    const Node* node = nullptr;
    const Node* variable = nullptr;
    const Node* first = nullptr;
    const Node* bound = nullptr;
    const Node* body = nullptr;
    std::map<unsigned, Combine> results; ///< variables outside that it sums or bounds, by declaration
};

/// Whether each step of the loop could be done by another thread: steps write nothing but variables of their own, what
/// is combined over all steps (`sum += …`, `if (x > most) { most = x; }`, `most = fmaxf(most, x)`), and elements of
/// arrays whose index counts with the loop, so that no two steps write the same one.
std::optional<LaneLoop> laneLoop(const Node& loop);

/// Does anything at or below the node store into an array: an assignment, a step, a call that may?
bool stores(const Node& node);

} // namespace espalier::rules
