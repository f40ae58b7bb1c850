#pragma once

#include "core/handover/handover.h"

namespace espalier::handover {

// The dispatcher of a handover for the targets cpu and cuda, as the text of its files.

/// NAME.h: the task's function, over addresses of the device where it is CUDA's, and NAME_choice(). Where the fallback
/// is the framework, the status NAME_use_framework too, with which the function returns and has done nothing.
std::string dispatcherHeader(const Handover& handover);
/// dispatch.cpp or dispatch.cu: the table, and the choice by it.
std::string dispatcherSource(const Handover& handover);
/// A kernel's file: its source in a namespace of its own, and for CUDA the host code that launches it as its manifest
/// says. ErrorKind::Usage where a manifest cannot be read.
Result<std::string> kernelSource(const Handover& handover, const HandedKernel& kernel);

/// "softmax_kernels::node_12"
std::string kernelNamespace(const Handover& handover, const HandedKernel& kernel);
/// The function in that namespace: the task's own, or the one that launches it.
std::string kernelFunction(const Handover& handover);
/// "namespace softmax_kernels::node_12 {\nvoid softmax(…);\n}" for each of withBaseline().
std::string kernelDeclarations(const Handover& handover);
/// "softmax_use_framework"
std::string frameworkStatus(const Handover& handover);
bool isCuda(const Handover& handover);

} // namespace espalier::handover
