#pragma once

#include "core/graph/devicefacts.h"
#include "core/hip/codeobject.h"
#include "core/opencl/launchplan.h"

namespace espalier {

/// The LDS of a compute unit that one block can have, on every GPU that ROCm runs on but gfx950.
inline constexpr std::size_t kHipSharedBytes = std::size_t{64} << 10;

/// Whether a planned launch fits its kernel: a long or a pointer for each parameter, no more threads in a block than
/// the kernel was compiled for, and no more LDS than `sharedBytes` with what the launch asks for. Arguments of the kind
/// Local are no parameters, as in CUDA (fitsCuda).
Result<void> fitsHip(const LaunchPlan::Launch& launch, const CodeObjectKernel& kernel,
                     std::size_t sharedBytes = kHipSharedBytes);

/// The kernel that a launch line names. Fails when there is none, or several.
Result<CodeObjectKernel> findHipKernel(const std::vector<CodeObjectKernel>& kernels, const std::string& name);

/// The launches of a plan that fits its kernels, each with what the compiler noted of its kernel.
std::vector<LaunchFacts> hipLaunchFacts(const LaunchPlan& plan, const std::vector<CodeObjectKernel>& kernels,
                                        std::string_view architecture);

} // namespace espalier
