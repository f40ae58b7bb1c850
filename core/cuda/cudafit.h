#pragma once

#include "core/cuda/cubin.h"
#include "core/opencl/launchplan.h"

#include <optional>
#include <string_view>

namespace espalier {

/// A device's compute capability as the compiler is told it. A value.
struct CudaArchitecture
{
    int major = 9;
    int minor = 0;

    /// "sm_90a": from 9.0 on with the instructions that only this architecture has (wgmma, setmaxnreg).
    std::string name() const;
    /// Of what name() writes; nothing for anything else.
    static std::optional<CudaArchitecture> fromName(std::string_view name);
    /// The most shared memory one block can ask for, in bytes: CUDA C++ Programming Guide, "Technical Specifications
    /// per Compute Capability". 48 KiB, which every device has, for architectures that are not in the table.
    std::size_t sharedBytes() const;
};

/// Whether a planned launch fits its kernel and the architecture. A launch's arguments of the kind Local are no
/// parameters of a CUDA kernel: their bytes together are its dynamic shared memory (extern __shared__). Every other
/// argument is one parameter of 8 bytes: a pointer, or a long.
Result<void> fitsCuda(const LaunchPlan::Launch& launch, const CubinKernel& kernel,
                      const CudaArchitecture& architecture);

/// How many of a launch's arguments are parameters.
std::size_t parametersOf(const LaunchPlan::Launch& launch);

} // namespace espalier
