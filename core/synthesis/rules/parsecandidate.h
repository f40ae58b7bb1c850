#pragma once

#include "core/graph/candidate.h"
#include "core/synthesis/rules/translationunit.h"
#include "core/task/task.h"

namespace espalier::rules {

/// Parses a candidate in its own language: C++ with the task's header, or OpenCL C or CUDA C++ with a launch manifest
/// that can be used, which a rewritten source must keep, or Python with kernels in Triton.
Result<std::shared_ptr<const Kernel>> parseCandidate(const Candidate& candidate, const Task& task);

} // namespace espalier::rules
