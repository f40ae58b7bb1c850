#pragma once

#include "core/diagnose/roofs.h"
#include "core/graph/evaluation.h"
#include "core/task/task.h"

#include <string_view>
#include <vector>

namespace espalier {

/// Why a kernel takes the time it takes, from its timings, the task's formulas, the machine's roofs and its
/// instructions: tier "analytic"; and from hardware counters where the judge could read some: tier "counters". They
/// explain a latency and make its confidence high, they do not change the bound. Pure. With e = roof time / time of the
/// fastest call on the case with the longest roof time, i = cores × vector lanes over those in use:
///   time < 5 × start of all cores      launch
///   e ≥ 0.6                            memory or compute, whichever roof is lower; from 0.8 on said to be at it
///   i ≥ √(1/e), i > 1.5                occupancy: idle units explain more than everything else
///   a column walk whose whole lines would fill the roof to 0.6
///                                      memory
///   the two roofs within a quarter     balanced, unless the code is scalar
///   otherwise                          latency
/// Cores that a kernel with threads kept busy count only where the median call is near the fastest: see
/// MeasuredKernel::coresUsed().
/// `cases` are the timed ones; without any the diagnosis is unknown. `memoryNow` is what memory gave in the same
/// seconds, GB/s: where that is less than its roof, e of a case that streams from memory is held against it, since
/// nothing could have been faster then; the share of the roof stays what it is. 0: not measured. `spillingLoop` is
/// CodeFacts::spillingLoop, for the fact about spills.
Diagnosis diagnose(const Task& task, const std::vector<CaseTiming>& cases, const Roofs& roofs, const BuildFacts& build,
                   double memoryNow = 0, std::string_view spillingLoop = {});

/// Whether that figure may change the bound: the case with the longest roof time streams from memory, and its fastest
/// call reached from a fifth to 60 % of the roof.
bool hangsOnMemory(const Task& task, const std::vector<CaseTiming>& cases, const Roofs& roofs);

} // namespace espalier
