#pragma once

#include "core/synthesis/rules/cuda/launchlines.h"

#include <optional>
#include <string>
#include <vector>

namespace espalier::rules {

/// The kernels of a CUDA source: functions marked __global__, with their bodies, in the source's order.
std::vector<const Node*> globalFunctions(const Kernel& kernel);

/// Is the node `threadIdx.x` and the like, through casts?
bool isPlace(const Node& node, const char* what, char dimension);

/// The node below its casts.
const Node& uncast(const Node& node);

/// Whether the function waits for other threads, shares memory with them, or does what the rules cannot follow:
/// barriers, shuffles, atomics, assembly, shared memory, goto.
bool mindsOthers(const Kernel& kernel, const Node& function);

/// A kernel whose threads each have an element of their own and know of no other:
///     const long r = (long)blockIdx.x * blockDim.x + threadIdx.x;
///     if (r >= rows) { return; }
/// launched once, in blocks that are wide in the first dimension alone, over ceil(rows, WG) * WG threads there.
struct GridKernel
{
    const Node* function = nullptr;
    LaunchLine launch;
    const Node* declaration = nullptr; ///< the statement that declares `variable`
    const Node* variable = nullptr;
    const Node* guard = nullptr; ///< the statement that sends away who has no element
    const Node* bound = nullptr;

    const Node& body() const { return *function->children.back(); }
};

std::optional<GridKernel> gridKernel(const Kernel& kernel, const Node& function);

/// Is the name a parameter that is passed what the launch line calls the same, and keeps it? A size of the launch and
/// the parameter of that name are the same number only then.
bool isPassedByName(const Node& function, const LaunchLine& launch, const Node& reference);

/// No buffer is passed to the kernel twice, so that its pointers never point to the same memory.
bool passesEachOnce(const LaunchLine& launch);

} // namespace espalier::rules
