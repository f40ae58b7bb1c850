#include "core/import/kernelbench/operatorgraph.h"

#include <algorithm>

namespace espalier {

std::optional<TensorShape> broadcast(const TensorShape& a, const TensorShape& b)
{
    const TensorShape& longer = a.size() >= b.size() ? a : b;
    const TensorShape& shorter = a.size() >= b.size() ? b : a;
    TensorShape result = longer;
    for (std::size_t i = 0; i < shorter.size(); ++i) {
        Extent& extent = result[longer.size() - shorter.size() + i];
        if (extent.dim.empty()) {
            extent = shorter[i];
        } else if (!shorter[i].dim.empty() && !(shorter[i] == extent)) {
            return std::nullopt;
        }
    }
    return result;
}

NodeId OperatorGraph::add(OperatorNode node)
{
    node.line = line;
    nodes.push_back(std::move(node));
    return nodes.size() - 1;
}

NodeId OperatorGraph::number(double value)
{
    OperatorNode node;
    node.kind = OperatorNode::Kind::Number;
    node.number = value;
    return add(std::move(node));
}

NodeId OperatorGraph::input(GraphInput input)
{
    OperatorNode node;
    node.kind = OperatorNode::Kind::Input;
    node.shape = input.shape;
    node.input = inputs.size();
    inputs.push_back(std::move(input));
    return add(std::move(node));
}

std::optional<NodeId> OperatorGraph::elementwise(Elementwise function, NodeId a, NodeId b)
{
    const std::optional<TensorShape> together = broadcast(shape(a), shape(b));
    if (!together) {
        return std::nullopt;
    }
    OperatorNode node;
    node.kind = OperatorNode::Kind::Elementwise;
    node.function = function;
    node.shape = *together;
    node.operands = {a, b};
    return add(std::move(node));
}

NodeId OperatorGraph::elementwise(Elementwise function, NodeId a)
{
    OperatorNode node;
    node.kind = OperatorNode::Kind::Elementwise;
    node.function = function;
    node.shape = shape(a);
    node.operands = {a};
    return add(std::move(node));
}

NodeId OperatorGraph::reduce(Reduction reduction, NodeId operand, const std::vector<std::size_t>& axes)
{
    OperatorNode node;
    node.kind = OperatorNode::Kind::Reduce;
    node.reduction = reduction;
    node.shape = shape(operand);
    node.operands = {operand};
    node.axes = axes;
    for (const std::size_t axis : axes) {
        node.shape[axis] = Extent{};
    }
    return add(std::move(node));
}

NodeId OperatorGraph::mean(NodeId operand, const std::vector<std::size_t>& axes)
{
    OperatorNode count;
    count.kind = OperatorNode::Kind::Count;
    for (const std::size_t axis : axes) {
        count.extents.push_back(shape(operand)[axis]);
    }
    const NodeId elements = add(std::move(count));
    return *elementwise(Elementwise::Divide, reduce(Reduction::Sum, operand, axes), elements);
}

NodeId OperatorGraph::view(NodeId operand, const std::vector<std::size_t>& axes)
{
    OperatorNode node;
    node.kind = OperatorNode::Kind::View;
    node.operands = {operand};
    node.axes = axes;
    for (const std::size_t axis : axes) {
        node.shape.push_back(axis == OperatorNode::kNewAxis ? Extent{} : shape(operand)[axis]);
    }
    return add(std::move(node));
}

NodeId OperatorGraph::without(NodeId operand, const std::vector<std::size_t>& axes)
{
    std::vector<std::size_t> kept;
    for (std::size_t axis = 0; axis < shape(operand).size(); ++axis) {
        if (std::find(axes.begin(), axes.end(), axis) == axes.end()) {
            kept.push_back(axis);
        }
    }
    return view(operand, kept);
}

std::optional<NodeId> OperatorGraph::matmul(NodeId a, NodeId b)
{
    const TensorShape left = shape(a);
    const TensorShape right = shape(b);
    if (left.size() < 2 || right.size() < 2 || !(left.back() == right[right.size() - 2])) {
        return std::nullopt;
    }
    const bool sameBatch = left.size() == right.size() && std::equal(left.begin(), left.end() - 2, right.begin());
    if (right.size() != 2 && !sameBatch) {
        return std::nullopt;
    }
    OperatorNode node;
    node.kind = OperatorNode::Kind::Matmul;
    node.shape = left;
    node.shape.back() = right.back();
    node.operands = {a, b};
    return add(std::move(node));
}

std::vector<bool> OperatorGraph::needed() const
{
    std::vector<bool> needed(nodes.size(), false);
    needed[root] = true;
    for (std::size_t i = root + 1; i-- > 0;) {
        for (const NodeId operand : needed[i] ? nodes[i].operands : std::vector<NodeId>()) {
            needed[operand] = true;
        }
    }
    return needed;
}

std::string productText(const TensorShape& shape)
{
    std::string text;
    for (const Extent& extent : shape) {
        if (!extent.dim.empty()) {
            text += (text.empty() ? "" : " * ") + extent.dim;
        }
    }
    return text.empty() ? "1" : text;
}

} // namespace espalier
