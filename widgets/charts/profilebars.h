#pragma once

#include "core/graph/diagnosis.h"
#include "core/profile/profilereport.h"
#include "widgets/charts/barchart.h"
#include "widgets/models/feed.h"

namespace espalier {

/// How near the kernel that took most of the time comes to the peaks of each part of the device, in percent: arithmetic
/// against memory first, the busier of the two marked, then their parts. Empty without such counters.
std::vector<Bar> speedOfLight(const ProfileReport& report);
/// The same as the judge timed it: arithmetic and each level of memory against their measured roofs, in percent. Of
/// compulsory bytes and useful operations, so that what is wasted does not count. `own` are the roofs of this machine,
/// used where the node was not judged on a device.
std::vector<Bar> speedOfLight(const Diagnosis& judged, const MachineRoofs& own);

/// Cycles per issued instruction for which warps waited, longest first, at most ten; small ones are left out.
std::vector<Bar> stallMix(const ProfileReport& report);

/// Of what the kernel's machine code is made: numbers of instructions, of the inner loops on a CPU, of all of the
/// longest launch's kernel on a device. Empty where no disassembler read it.
std::vector<Bar> instructionMix(const Diagnosis& judged);

/// Says beside each bar how far it is from the bar of the same name in `then`, the baseline's, and in its tip what that
/// one is. `name`: "#31". Bars that the baseline has not stay as they are.
void setAgainst(std::vector<Bar>& bars, const std::vector<Bar>& then, const QString& name);

} // namespace espalier
