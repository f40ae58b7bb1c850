#pragma once

#include "core/evaluate/target/cudatarget.h"

#include <string>
#include <vector>

namespace espalier {

/// The limits of a GPU as sentences for whoever writes kernels for it: name, architecture, and what a block may have
/// there (CUDA C++ Programming Guide, "Technical Specifications per Compute Capability").
std::vector<std::string> gpuFacts(const CudaMachine& machine);

} // namespace espalier
