#pragma once

#include "core/task/task.h"

#include <string>
#include <vector>

namespace espalier {

/// What a launch line may name: the task's sizes and tensors. A value.
struct KernelSignature
{
    std::vector<std::string> dims;
    std::vector<Tensor> inputs;
    std::vector<Tensor> outputs;

    static KernelSignature of(const Task& task) { return {task.dims, task.inputs, task.outputs}; }
};

} // namespace espalier
