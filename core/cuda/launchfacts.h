#pragma once

#include "core/cuda/cudafit.h"
#include "core/graph/devicefacts.h"
#include "core/opencl/launchplan.h"

#include <map>

namespace espalier {

/// What is known of a compiled CUDA program beside its own notes, by the kernels' symbols.
struct CubinReports
{
    std::map<std::string, DeviceInstructions> instructions; ///< empty where there is no disassembler
    std::map<std::string, int> spilledBytes;                ///< of a thread, stores
};

/// Bytes of spill stores by kernel, from what ptxas prints with --verbose:
///     ptxas info    : Function properties for _Z7softmaxPKfPfll
///         0 bytes stack frame, 8 bytes spill stores, 8 bytes spill loads
/// The text comes from a compiler that ran on hostile source; no more than 4096 kernels are kept.
std::map<std::string, int> spilledBytesIn(std::string_view log);

/// The launches of a plan that fits its kernels (fitsCuda), each with what the compiler noted of its kernel.
std::vector<LaunchFacts> launchFacts(const LaunchPlan& plan, const std::vector<CubinKernel>& kernels,
                                     const CudaArchitecture& architecture, const CubinReports& reports);

} // namespace espalier
