#pragma once

#include "core/cuda/hostrunner.h"

namespace espalier {

/// Calls a candidate's host code (tier 2) for a profiler, so many times on the same inputs, in memory of this process
/// that nobody keeps: nothing is judged or timed, so there is nothing to guard. The bytes of `memory` are copied to the
/// device. Fails where a tensor lies outside of it and where the device refuses.
Result<void> profileHostCode(SharedCalls& device, HostRunner::Entry entry, CudaRunner::Memory memory,
                             const CudaRunner::Call& call, int times);

} // namespace espalier
