#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace espalier {

/// One level of the memory hierarchy as all cores see it together.
struct MemoryLevel
{
    std::string name; ///< "L1", "L2", "L3", "DRAM"
    double capacity =
        0; ///< bytes over all cores (caches of one core times cores, shared ones once); 0 for DRAM: no limit
    double gbytes = 0; ///< measured GB/s, reads and writes counted once each

    bool operator==(const MemoryLevel&) const = default;
};

/// What this machine can do at most, measured by our own kernels with all cores. Rates are what a program reaches, not
/// what a data sheet promises.
struct Roofs
{
    std::string fingerprint;         ///< processor, microcode, instruction flags, cores, caches,
                                     ///< memory and kernel; roofs of another machine are not used
    std::string processor;           ///< "AMD EPYC 9B14"
    int cores = 1;                   ///< that this process may run on
    std::string vectors;             ///< widest extension measured: "AVX-512", "AVX2", "baseline"
    std::vector<MemoryLevel> levels; ///< smallest first; the last is DRAM
    double fp32Gflops = 0;           ///< fused multiply-add counted as two
    double fp64Gflops = 0;
    double fp32ScalarGflops = 0; ///< the same on single numbers, all cores
    double fp64ScalarGflops = 0;
    double latencyUs = 0;   ///< of one empty region over all cores whose threads are awake
    double teamStartUs = 0; ///< of an OpenMP region whose threads sleep, as between calls; 0: no libgomp here
    double callNs = 0;      ///< of a plain call of an empty function

    bool operator==(const Roofs&) const = default;
};

/// The least time physics allows for a piece of work, and which roof sets it.
struct RoofTime
{
    double ms = 0;
    double memoryMs = 0;
    double computeMs = 0;
    std::string level; ///< the memory level whose bandwidth was used

    bool memoryBound() const { return memoryMs > computeMs; }
};

/// Work of one call. For integer tasks `flops` counts operations and the fp32 rate stands in for the integer one: an
/// upper bound on every x86 core, since no vector unit starts more integer operations per cycle than it does
/// multiply-adds × 2.
struct Work
{
    double flops = 0;
    double bytes = 0; ///< compulsory: every input read once, every output written once
    bool doublePrecision = false;
};

/// max(bytes / bandwidth of the smallest level that holds them, operations / peak). The compulsory bytes are the
/// working set.
RoofTime roofTime(const Roofs& roofs, const Work& work);

/// Measures for two to three seconds with every core this process may use, best of many runs. Run it where nothing else
/// runs.
Result<Roofs> measureRoofs();

/// This machine's fingerprint: what a stored measurement must match.
std::string machineFingerprint();

/// The keys of roofs as they are kept and as `espalier doctor --json` gives them.
nlohmann::json toJson(const Roofs& roofs);

/// The roofs kept in `folder`. The first three calls measure and keep the best of all so far, since a busy machine only
/// ever lowers a measurement; later ones load. Two processes at once both measure and one of them is kept.
Result<Roofs> roofs(const std::filesystem::path& folder);
/// In cacheFolder().
Result<Roofs> roofs();

} // namespace espalier
