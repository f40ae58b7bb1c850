#pragma once

#include "core/graph/devicefacts.h"
#include "core/hip/codeobject.h"
#include "core/opencl/launchplan.h"

namespace espalier {

/// Whether a planned launch fits its kernel: a long or a pointer for each parameter, no more threads in a block than
/// the kernel was compiled for, and 64 KiB of LDS at most with what the launch asks for. Arguments of the kind Local
/// are no parameters, as in CUDA (fitsCuda).
Result<void> fitsHip(const LaunchPlan::Launch& launch, const CodeObjectKernel& kernel);

/// The kernel that a launch line names. Fails when there is none, or several.
Result<CodeObjectKernel> findHipKernel(const std::vector<CodeObjectKernel>& kernels, const std::string& name);

/// The launches of a plan that fits its kernels, each with what the compiler noted of its kernel.
std::vector<LaunchFacts> hipLaunchFacts(const LaunchPlan& plan, const std::vector<CodeObjectKernel>& kernels,
                                        std::string_view architecture);

} // namespace espalier
