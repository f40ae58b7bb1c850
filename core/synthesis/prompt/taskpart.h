#pragma once

#include "core/synthesis/prompt/promptpart.h"
#include "core/task/task.h"

#include <string>

namespace espalier::prompting {

/// What the operator computes and the contract of its entry point: declaration for "cpp", kernel parameters and launch
/// manifest for "opencl" and "cuda", the model's class for "triton"; tensors, sizes that may be seen, tolerance. Never
/// cut.
PromptPart taskPart(const Task& task, const std::string& language);

} // namespace espalier::prompting
