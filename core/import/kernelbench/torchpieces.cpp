#include "core/import/kernelbench/torchfunctions.h"

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

constexpr double kFarthest = 4096; ///< diagonals from that of a matrix
constexpr std::size_t kNamed = 99; ///< of an argument that is passed on by its name alone

/// Only of its shape: it is a tensor of no input.
NodeId zerosLike(OperatorGraph& graph, Arguments& arguments)
{
    return graph.number(0, graph.shape(arguments.tensor(graph, 0, "input")));
}

/// The first along an axis. Others would be a place that some case does not have.
NodeId select(OperatorGraph& graph, Arguments& arguments)
{
    const NodeId x = arguments.tensor(graph, 0, "input");
    const auto axis = arguments.axis(1, "dim", graph.shape(x).size());
    if (arguments.wholes(2, "index", 1, 1).front() != 0) {
        arguments.fail("of the elements along an axis the first is read, index 0");
    }
    return axis ? graph.without(x, {*axis}) : x;
}

/// Whether a node is zeros of the other's shape, 1 long along the axis.
bool isZeros(const OperatorGraph& graph, NodeId node, NodeId other, std::size_t axis)
{
    const OperatorNode& one = graph.nodes[node];
    TensorShape shape = graph.shape(other);
    shape[axis] = Extent{};
    return one.kind == OperatorNode::Kind::Number && one.number == 0 && one.shape == shape;
}

/// The tensors are its positional arguments here.
NodeId concatenate(OperatorGraph& graph, Arguments& arguments)
{
    constexpr const char* kNotRead = "what is joined are read as a tensor and one row of torch.zeros_like beside it";
    const bool two = arguments.positional.size() == 2;
    const NodeId a = arguments.tensor(graph, 0, "tensors");
    const NodeId b = two ? arguments.tensor(graph, 1, "tensors") : a;
    const auto axis = arguments.axis(kNamed, "dim", graph.shape(a).size());
    if (!two || !axis || graph.shape(a).size() != graph.shape(b).size()) {
        arguments.fail(kNotRead);
        return a;
    }
    std::optional<NodeId> joined;
    if (isZeros(graph, a, b, *axis)) {
        joined = graph.padded(b, *axis, 1, 0, 0);
    } else if (isZeros(graph, b, a, *axis)) {
        joined = graph.padded(a, *axis, 0, 1, 0);
    }
    if (!joined) {
        arguments.fail(kNotRead);
    }
    return joined.value_or(a);
}

/// torch.triu(x, diagonal=0) and torch.tril: what is on one side of a diagonal.
template <bool upper>
NodeId triangle(OperatorGraph& graph, Arguments& arguments)
{
    const NodeId x = arguments.tensor(graph, 0, "input");
    const double diagonal = arguments.number(1, "diagonal", 0);
    if (graph.shape(x).size() < 2 || diagonal != std::round(diagonal) || std::abs(diagonal) > kFarthest) {
        arguments.fail("it is read for matrices and a whole number of diagonals");
        return x;
    }
    const auto at = static_cast<std::int64_t>(diagonal);
    return graph.banded(x, upper ? Band{at, std::nullopt} : Band{std::nullopt, at});
}

NodeId diagonal(OperatorGraph& graph, Arguments& arguments)
{
    const NodeId x = arguments.tensor(graph, 0, "input");
    if (graph.shape(x).size() != 1) {
        arguments.fail("it is read of a vector");
        return x;
    }
    return graph.diagonal(x);
}

using Apply = NodeId (*)(OperatorGraph&, Arguments&);

constexpr std::pair<const char*, Apply> kFunctions[] = {
    {"zeros_like", zerosLike}, {"select", select},        {"cat_of", concatenate},
    {"triu", triangle<true>},  {"tril", triangle<false>}, {"diag", diagonal},
};

} // namespace

std::optional<NodeId> applyPieceFunction(const std::string& name, OperatorGraph& graph, Arguments& arguments)
{
    const auto found = std::find_if(std::begin(kFunctions), std::end(kFunctions),
                                    [&](const auto& entry) { return name == entry.first; });
    return found == std::end(kFunctions) ? std::nullopt : std::optional(found->second(graph, arguments));
}

} // namespace espalier
