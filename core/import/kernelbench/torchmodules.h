#pragma once

#include "core/import/kernelbench/arguments.h"
#include "core/import/kernelbench/sizenames.h"

namespace espalier {

/// What making a torch.nn module in __init__ comes to: the function that it applies, and the parameters it brings, as
/// inputs of the graph. `attribute` is what the model calls it. Errors as of translateProblem().
Result<OperatorItem> makeTorchModule(const std::string& name, const std::string& attribute, Arguments& arguments,
                                     OperatorGraph& graph, SizeNames& names, int line);

/// "relu" of torch.relu, F.relu, nn.functional.relu; empty for anything else.
std::string torchFunctionName(const std::string& dotted);
/// "ReLU" of nn.ReLU and torch.nn.ReLU; empty for anything else.
std::string torchModuleName(const std::string& dotted);

} // namespace espalier
