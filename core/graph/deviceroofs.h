#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace espalier {

/// What a GPU can do at most, measured by our own kernels: medians of several runs, as programs reach them and not as
/// data sheets promise them; and its clocks. A value; what was not measured is 0.
struct DeviceRoofs
{
    std::string device;       ///< "NVIDIA H100 80GB HBM3"
    std::string architecture; ///< "sm_90a"
    int multiprocessors = 0;
    double memoryGbytes = 0; ///< GB/s of a copy in the device's memory, reads and writes counted once each
    double cacheGbytes = 0;  ///< GB/s read from the second-level cache
    double cacheBytes = 0;   ///< its capacity
    double fp32Gflops = 0;   ///< fused multiply-adds, counted as two
    double fp64Gflops = 0;
    double matrixGflops = 0; ///< tiles of fp16 with sums of fp32 (mma.sync), which is not the most that wgmma reaches
    double launchUs = 0;     ///< between two events with one empty kernel between them: in every time that is measured
    double nextLaunchUs = 0; ///< of each further empty kernel behind it
    // What the driver states of it; theoretical roofs rest on these. 0 in older stores.
    double clockMhz = 0; ///< highest of the multiprocessors
    double memoryClockMhz = 0;
    double memoryBusBits = 0;

    /// Compares what was measured too, so that figures of two devices of one name are told apart.
    bool operator==(const DeviceRoofs&) const = default;
};

/// Absent keys keep their defaults; false for a value of the wrong type, that is negative or not finite.
nlohmann::json toJson(const DeviceRoofs& roofs);
bool readJson(const nlohmann::json& document, DeviceRoofs& roofs);

} // namespace espalier
