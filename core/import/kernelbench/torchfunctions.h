#pragma once

#include "core/import/kernelbench/arguments.h"

#include <optional>
#include <string>

namespace espalier {

/// Adds what a function of torch or torch.nn.functional does ("relu", "softmax", …) to the graph and returns its
/// result. Formulas are those of PyTorch's reference manual. Nothing where there is no such function here; what is
/// wrong with the arguments is in arguments.failure(), and the result means nothing then.
std::optional<NodeId> applyTorchFunction(const std::string& name, OperatorGraph& graph, Arguments& arguments);

/// The activation functions among them.
std::optional<NodeId> applyActivation(const std::string& name, OperatorGraph& graph, Arguments& arguments);

/// Convolutions, pooling, and normalisation by groups, by instances and by batches among them: what knows a batch,
/// channels and axes behind those.
std::optional<NodeId> applyWindowFunction(const std::string& name, OperatorGraph& graph, Arguments& arguments);

/// Those that rearrange axes, and einsum, among them.
std::optional<NodeId> applyAxisFunction(const std::string& name, OperatorGraph& graph, Arguments& arguments);

/// What goes along an axis in its order among them: running sums and products, flip, and the places of the largest and
/// the smallest.
std::optional<NodeId> applyScanFunction(const std::string& name, OperatorGraph& graph, Arguments& arguments);

/// Those that take a part of a tensor or put something to it, triangles and diagonals too, among them.
std::optional<NodeId> applyPieceFunction(const std::string& name, OperatorGraph& graph, Arguments& arguments);

/// Losses, and the distances and similarities that they are made of, among them.
std::optional<NodeId> applyLossFunction(const std::string& name, OperatorGraph& graph, Arguments& arguments);

/// Losses by classes among them, and what is looked up in tables: what picks by places that are given.
std::optional<NodeId> applyPickFunction(const std::string& name, OperatorGraph& graph, Arguments& arguments);
/// Whether it is one of the latter, or a module's form of one.
bool picksByPlaces(const std::string& name);

/// PyTorch's argument `reduction` of what has a loss in each element: "none", "mean" and "sum".
NodeId reducedLosses(OperatorGraph& graph, Arguments& arguments, std::size_t index, NodeId losses);

} // namespace espalier
