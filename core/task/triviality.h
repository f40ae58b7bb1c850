#pragma once

#include "core/task/reference.h"
#include "core/task/task.h"

#include <cstdint>
#include <string>
#include <vector>

namespace espalier {

/// The gate every task passes before it is worth searching: in each smoke, cpu and hidden case, does a kernel that
/// computes nothing of the operator pass the comparison? Tried are zeros, a copy of each input, the mean of the
/// expected output everywhere, the mean of each last-axis row, the answer to other inputs (a stale buffer), and for
/// each input the operator applied to every 100th of its elements, held in between (a sampled reduction). The means are
/// taken from the expected output itself: a harder test than any kernel could meet. Cases with fewer than 64 output
/// elements are not judged, as a mean over little is the thing itself. One sentence for each kernel and case; empty
/// when the task is sound.
std::vector<std::string> trivialPasses(const Task& task, const ReferenceLibrary& reference, std::uint64_t seed);

} // namespace espalier
