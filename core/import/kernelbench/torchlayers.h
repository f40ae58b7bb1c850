#pragma once

#include "core/import/kernelbench/arguments.h"
#include "core/import/kernelbench/sizenames.h"

#include <optional>

namespace espalier {

OperatorItem tensorItem(NodeId node);
OperatorItem valueItem(PythonValue value);
/// A module that applies a function of applyTorchFunction(), with these arguments behind its tensor.
OperatorItem moduleItem(const std::string& function, Arguments arguments);

/// All arguments by name, positional ones in this order. Nothing where there are others, one comes twice, or one is no
/// value.
std::optional<std::map<std::string, OperatorItem>> argumentsByName(const Arguments& arguments,
                                                                   const std::vector<std::string>& order);

/// Positional or named, as a value that is a whole number from 1 or a list of such.
std::optional<std::vector<PythonValue>> sizes(const Arguments& arguments, std::size_t index, const char* name);

/// Of the model, as one more input of the graph.
NodeId parameter(OperatorGraph& graph, SizeNames& names, const std::string& wanted, TensorShape shape, double mean,
                 double deviation);

/// The argument by which modules whose answer hangs on their mode keep it, True from the start.
inline constexpr const char* kTraining = "training";

/// nn.ConvNd, nn.ConvTransposeNd, nn.GroupNorm, nn.InstanceNormNd, nn.BatchNormNd and nn.Embedding with their
/// parameters; nothing for other names. As makeTorchModule().
std::optional<Result<OperatorItem>> makeTorchLayer(const std::string& name, const std::string& attribute,
                                                   const Arguments& arguments, OperatorGraph& graph, SizeNames& names,
                                                   int line);

/// nn.MSELoss and its like, which take several tensors; nothing for other names.
std::optional<Result<OperatorItem>> makeTorchLoss(const std::string& name, const Arguments& arguments, int line);

} // namespace espalier
