#pragma once

#include "core/graph/diagnosis.h"
#include "core/profile/bottleneck.h"

namespace espalier {

/// The kernel's dots under the hierarchical roofline by its counters: bytes of DRAM, L2 and L1 against operations. Of a
/// report that ran a case of the task they are for one call, with the task's useful operations and the rate that the
/// judge has timed; of an imported one, for the kernel that took most of the time, with the operations that the
/// profiler counted and its clock. None where there are no operations.
std::vector<LevelTraffic> rooflineDots(const ProfileReport& report, const Diagnosis& judged);

/// What the judge diagnosed, and what the profilers found in runs of their own, as one: the bound is the counters',
/// except where the judge timed little more than the launch, facts of both, the most important first, at most six.
/// `reports`, the newest first; of those with counters the newest decides. Those of another kernel or device than was
/// judged count only where there are no others. Of another device its bound has low confidence, of another kernel the
/// bound stays the judge's where it knows one; a fact says so. Shares of the roof and rates stay the judge's.
Diagnosis fuse(Diagnosis judged, const std::vector<ProfileReport>& reports);

} // namespace espalier
