#pragma once

#include "core/evaluate/target/cudatarget.h"
#include "core/evaluate/target/pythonmachine.h"

#include <string>
#include <vector>

namespace espalier {

/// The limits of a GPU as sentences for whoever writes kernels for it: name, architecture, and what a block may have
/// there (CUDA C++ Programming Guide, "Technical Specifications per Compute Capability").
std::vector<std::string> gpuFacts(const CudaMachine& machine);

/// The same of the GPU that kernels in Triton run on, as far as Python says it, with the versions they are written for.
std::vector<std::string> gpuFacts(const PythonMachine& machine);

} // namespace espalier
