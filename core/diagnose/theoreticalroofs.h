#pragma once

#include "core/diagnose/machine.h"
#include "core/graph/deviceroofs.h"

#include <string>

namespace espalier {

/// What hardware could do at most by its clocks and units, beside what was measured of it. No program reaches these
/// rates in full; they say how much of the distance to the data sheet a measured roof leaves. A value; 0 where nothing
/// states it: caches have no line, since no source gives their bandwidth for the machine at hand.
struct TheoreticalRoofs
{
    double fp32Gflops = 0; ///< a multiply-add as two
    double fp64Gflops = 0;
    double matrixGflops = 0; ///< dense tiles of fp16 with sums of fp32
    double memoryGbytes = 0;
    std::string source{}; ///< what they are worked out from, or why there are none: a sentence

    bool operator==(const TheoreticalRoofs&) const = default;
};

/// Highest clock × cores × multiply-adds that a core starts each cycle, where the system states the clock and the
/// core is known (Intel 64 and IA-32 Architectures Optimization Reference Manual; AMD's Software Optimization Guides
/// for families 17h, 19h and 1Ah). No bandwidth: the memory modules' clocks are not for ordinary users to read.
TheoreticalRoofs theoreticalRoofs(const Machine& machine);

/// Multiprocessors × highest clock × lanes (CUDA C++ Programming Guide, throughput of native arithmetic instructions);
/// memory clock × 2 × width of the bus. Where the clocks were not recorded, NVIDIA's data sheet of a device that is
/// called exactly so.
TheoreticalRoofs theoreticalRoofs(const DeviceRoofs& device);

} // namespace espalier
