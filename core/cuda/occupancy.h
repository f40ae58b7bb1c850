#pragma once

#include "core/cuda/cudafit.h"
#include "core/opencl/occupancy.h"

#include <optional>

namespace espalier {

/// What a block asks of a multiprocessor. A value.
struct BlockNeeds
{
    int threads = 0;             ///< 1 to 1024
    int registers = 0;           ///< of a thread
    std::size_t sharedBytes = 0; ///< static and dynamic together

    bool operator==(const BlockNeeds&) const = default;
};

/// The theoretical occupancy of compute capabilities 7.0 to 12.0: CUDA C++ Programming Guide, "Technical Specifications
/// per Compute Capability", for the limits; cuda_occupancy.h of the toolkit for how registers and shared memory are
/// handed out (256 registers a warp at a time, in each of four partitions; 256 bytes before 8.0 and 128 from then on;
/// from 8.0 on 1 KiB a block for the system). Nothing for an architecture that is not in the table, and for a block
/// that fits nowhere.
std::optional<Occupancy> occupancyOf(const CudaArchitecture& architecture, const BlockNeeds& block);

} // namespace espalier
