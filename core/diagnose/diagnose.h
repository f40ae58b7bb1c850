#pragma once

#include "core/diagnose/buildfacts.h"
#include "core/diagnose/roofs.h"
#include "core/graph/evaluation.h"
#include "core/task/task.h"

#include <span>
#include <vector>

namespace espalier {

/// Why a kernel takes the time it takes, from its timings, the task's formulas, the machine's roofs and its
/// instructions; no counters, hence tier "analytic". Pure. With e = roof time / time on the case with the longest roof
/// time:
///   time < 5 × latency of a parallel region      launch
///   e ≥ 0.8                                      memory or compute, whichever roof is lower
///   0.6 ≤ e < 0.8                                the same, said to be leaning
///   e < 0.6, one thread of several               occupancy
///   e < 0.6 otherwise                            latency (scalar code, spills, scattered access); balanced when the
///   two
///                                                roofs lie within a quarter of each other
/// `cases` are the timed ones; without any the diagnosis is unknown.
Diagnosis diagnose(const Task& task, const std::vector<CaseTiming>& cases, const Roofs& roofs, const BuildFacts& facts);

/// Names that diagnose() may put into `lever`; each is a file kb/skills/<name>.md.
std::span<const char* const> leverNames();

} // namespace espalier
