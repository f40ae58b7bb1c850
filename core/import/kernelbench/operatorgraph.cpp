#include "core/import/kernelbench/operatorgraph.h"

#include "core/import/kernelbench/windowsteps.h"

#include <algorithm>

namespace espalier {

bool isPlace(Reduction reduction)
{
    return reduction == Reduction::PlaceOfLargest || reduction == Reduction::PlaceOfSmallest;
}

/// Lengths are made of lengths, and some of one twice: without a limit forty lines would fill memory.
void OperatorGraph::bound(Extent& extent)
{
    if (isOverlong(extent)) {
        overlong = true;
        extent = Extent{};
    }
}

NodeId OperatorGraph::add(OperatorNode node)
{
    for (Extent& extent : node.shape) {
        bound(extent);
    }
    node.line = line;
    nodes.push_back(std::move(node));
    return nodes.size() - 1;
}

NodeId OperatorGraph::number(double value, TensorShape shape)
{
    OperatorNode node;
    node.kind = OperatorNode::Kind::Number;
    node.number = value;
    node.shape = std::move(shape);
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

NodeId OperatorGraph::scan(Reduction reduction, NodeId operand, std::size_t axis, bool reversed)
{
    OperatorNode node;
    node.kind = OperatorNode::Kind::Scan;
    node.reduction = reduction;
    node.shape = shape(operand);
    node.operands = {operand};
    node.axes = {axis};
    node.reversed = reversed;
    return add(std::move(node));
}

NodeId OperatorGraph::count(TensorShape extents)
{
    OperatorNode node;
    node.kind = OperatorNode::Kind::Count;
    node.extents = std::move(extents);
    return add(std::move(node));
}

NodeId OperatorGraph::mean(NodeId operand, const std::vector<std::size_t>& axes)
{
    TensorShape lengths;
    for (const std::size_t axis : axes) {
        lengths.push_back(shape(operand)[axis]);
    }
    const NodeId elements = count(std::move(lengths));
    return *elementwise(Elementwise::Divide, reduce(Reduction::Sum, operand, axes), elements);
}

NodeId OperatorGraph::standardised(NodeId operand, const std::vector<std::size_t>& axes, double eps)
{
    const NodeId centred = *elementwise(Elementwise::Subtract, operand, mean(operand, axes));
    const NodeId variance = mean(*elementwise(Elementwise::Multiply, centred, centred), axes);
    const NodeId spread = elementwise(Elementwise::Sqrt, *elementwise(Elementwise::Add, variance, number(eps)));
    return *elementwise(Elementwise::Divide, centred, spread);
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

NodeId OperatorGraph::flip(NodeId operand, std::size_t axis)
{
    const auto along = [&](NodeId node, OperatorNode::Kind kind) {
        return nodes[node].kind == kind && nodes[node].axes[0] == axis;
    };
    if (along(operand, OperatorNode::Kind::Flip)) {
        return nodes[operand].operands[0];
    }
    if (along(operand, OperatorNode::Kind::Scan)) { // flipped, scanned and flipped again it is scanned from the end
        const OperatorNode scanned = nodes[operand];
        if (along(scanned.operands[0], OperatorNode::Kind::Flip)) {
            return scan(scanned.reduction, nodes[scanned.operands[0]].operands[0], axis, !scanned.reversed);
        }
    }
    OperatorNode node;
    node.kind = OperatorNode::Kind::Flip;
    node.shape = shape(operand);
    node.operands = {operand};
    node.axes = {axis};
    return add(std::move(node));
}

std::optional<NodeId> OperatorGraph::pick(NodeId operand, NodeId places, std::size_t axis)
{
    TensorShape others = shape(operand);
    const TensorShape& at = shape(places);
    if (!isGivenPlace(places) || others.size() != at.size() || !at[axis].dim.empty() ||
        !(inputs[*inputBehind(places)].below == others[axis])) {
        return std::nullopt;
    }
    others[axis] = Extent{};
    const std::optional<TensorShape> together = broadcast(others, at);
    if (!together) {
        return std::nullopt;
    }
    OperatorNode node;
    node.kind = OperatorNode::Kind::Pick;
    node.shape = *together;
    node.operands = {operand, places};
    node.axes = {axis};
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

NodeId OperatorGraph::banded(NodeId operand, const Band& band)
{
    OperatorNode node;
    node.kind = OperatorNode::Kind::Band;
    node.shape = shape(operand);
    node.operands = {operand};
    node.band = band;
    return add(std::move(node));
}

NodeId OperatorGraph::diagonal(NodeId vector)
{
    const NodeId matrix = banded(view(vector, {0, OperatorNode::kNewAxis}), {0, 0});
    nodes[matrix].shape.back() = shape(vector)[0];
    return matrix;
}

std::optional<NodeId> OperatorGraph::diagonalOf(NodeId node) const
{
    const OperatorNode& one = nodes[node];
    const bool is = one.kind == OperatorNode::Kind::Band && one.band.isDiagonal();
    return is ? std::optional(nodes[one.operands[0]].operands[0]) : std::nullopt;
}

std::optional<NodeId> OperatorGraph::windows(NodeId operand, const Window& window)
{
    const Extent whole = shape(operand)[window.axis];
    const Extent steps = stepsOf(whole, window);
    if (steps.value < 1) {
        return std::nullopt;
    }
    OperatorNode node;
    node.kind = OperatorNode::Kind::Windows;
    node.shape = shape(operand);
    node.shape[window.axis] = steps;
    node.shape.push_back(fixedExtent(window.places));
    node.operands = {operand};
    node.window = window;
    keep(steps);
    return add(std::move(node));
}

std::optional<NodeId> OperatorGraph::padded(NodeId operand, std::size_t axis, std::int64_t before, std::int64_t behind,
                                            double outside)
{
    Window window{.axis = axis, .before = before, .more = behind - before};
    window.outside = outside;
    const std::optional<NodeId> moved = windows(operand, window);
    return moved ? std::optional(without(*moved, {shape(operand).size()})) : std::nullopt;
}

std::optional<NodeId> OperatorGraph::first(NodeId operand, std::size_t axis, const Extent& length)
{
    const Extent whole = shape(operand)[axis];
    const std::int64_t less = whole.value - length.value;
    if (less < 0 || !(stepsOf(length, {.axis = axis, .more = less}) == whole)) {
        return std::nullopt;
    }
    const auto cut = less == 0 ? std::optional(operand) : padded(operand, axis, 0, -less, 0);
    if (cut && less > 0) {
        nodes[*cut].shape[axis] = length; // the same number by the name that it had
    }
    return cut;
}

std::optional<NodeId> OperatorGraph::split(NodeId operand, std::size_t axis, const Extent& parts)
{
    const Extent whole = shape(operand)[axis];
    if (parts.value < 1 || whole.value % parts.value != 0) {
        return std::nullopt;
    }
    const Extent rest = partOf(whole, parts);
    OperatorNode node;
    node.kind = OperatorNode::Kind::Split;
    node.shape = shape(operand);
    node.shape[axis] = parts;
    node.shape.insert(node.shape.begin() + static_cast<std::ptrdiff_t>(axis) + 1, rest);
    node.operands = {operand};
    node.axes = {axis};
    keep(rest);
    return add(std::move(node));
}

NodeId OperatorGraph::merge(NodeId operand, std::size_t axis, const std::optional<Extent>& as)
{
    const Extent first = shape(operand)[axis];
    const Extent second = shape(operand)[axis + 1];
    const Extent both = productOf(first, second);
    OperatorNode node;
    node.kind = OperatorNode::Kind::Merge;
    node.shape = shape(operand);
    node.shape[axis] = as.value_or(both);
    node.shape.erase(node.shape.begin() + static_cast<std::ptrdiff_t>(axis) + 1);
    node.operands = {operand};
    node.axes = {axis};
    return add(std::move(node));
}

void OperatorGraph::keep(const Extent& extent)
{
    if (extent.dim.starts_with("(") && std::find(derived.begin(), derived.end(), extent) == derived.end()) {
        derived.push_back(extent);
    }
}

void OperatorGraph::keepSeveral(const TensorShape& lengths, std::int64_t fewest)
{
    std::int64_t count = 1;
    for (const Extent& extent : lengths) {
        count = productOf({"n", count, ""}, extent).value;
    }
    const std::int64_t less = std::min(count, fewest) - 1;
    const std::string rest = " - " + std::to_string(less) + ")";
    keep({"(" + productText(lengths) + rest, count - less, "(" + productFormula(lengths) + rest});
}

bool OperatorGraph::keepRoom(NodeId operand, std::size_t axis, std::int64_t length)
{
    const Extent room = stepsOf(shape(operand)[axis], {.axis = axis, .places = length});
    keep(room);
    return room.value >= 1;
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

const OperatorNode& OperatorGraph::behind(NodeId node) const
{
    using Kind = OperatorNode::Kind;
    const OperatorNode* one = &nodes[node];
    while (one->kind == Kind::View || one->kind == Kind::Flip || one->kind == Kind::Split || one->kind == Kind::Merge) {
        one = &nodes[one->operands[0]];
    }
    return *one;
}

std::optional<std::size_t> OperatorGraph::inputBehind(NodeId node) const
{
    const OperatorNode& one = behind(node);
    return one.kind == OperatorNode::Kind::Input ? std::optional(one.input) : std::nullopt;
}

bool OperatorGraph::isGivenPlace(NodeId node) const
{
    const std::optional<std::size_t> input = inputBehind(node);
    return input && inputs[*input].dtype == DType::Int64;
}

bool OperatorGraph::isWhole(NodeId node) const
{
    const OperatorNode& one = behind(node);
    return (one.kind == OperatorNode::Kind::Reduce && isPlace(one.reduction)) ||
           (one.kind == OperatorNode::Kind::Input && !isFloat(inputs[one.input].dtype));
}

} // namespace espalier
