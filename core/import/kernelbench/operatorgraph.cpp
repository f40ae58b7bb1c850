#include "core/import/kernelbench/operatorgraph.h"

#include <algorithm>

namespace espalier {
namespace {

bool isFixed(const Extent& extent)
{
    return extent.dim.find_first_not_of("0123456789") == std::string::npos;
}

/// "h + 2", "h - 2", "h"
std::string moved(const std::string& text, std::int64_t by)
{
    return by == 0 ? text : text + (by < 0 ? " - " : " + ") + std::to_string(by < 0 ? -by : by);
}

/// How many steps a window makes that may reach beyond the end, but not begin there (PyTorch's pooling_output_shape):
/// min(ceil((length - reach) / stride) + 1, ceil(places to begin at / stride)), both rounded up in whole numbers.
Extent stepsBeyond(const Extent& whole, const Window& w)
{
    const std::int64_t last = 2 * w.before - w.dilation * (w.places - 1) - 1;
    const std::int64_t up = w.stride - 1;
    const std::int64_t reaching = whole.value + last + up < 0 ? 0 : (whole.value + last + up) / w.stride + 1;
    const std::int64_t value = std::min(reaching, (whole.value + w.before + up) / w.stride);
    if (isFixed(whole) || value < 1) {
        return value < 1 ? Extent{"0", 0, ""} : fixedExtent(value);
    }
    const std::string stride = std::to_string(w.stride);
    return {"(std::min((" + moved(whole.dim, last + up) + ") / " + stride + " + 1, (" +
                moved(whole.dim, w.before + up) + ") / " + stride + "))",
            value,
            "min(ceil(" + moved(whole.expression(), last) + ", " + stride + ") + 1, ceil(" +
                moved(whole.expression(), w.before) + ", " + stride + "))"};
}

/// How many steps a window makes: PyTorch's formulas of Conv2d and ConvTranspose2d.
Extent stepsOf(const Extent& whole, const Window& w)
{
    const std::int64_t reach = w.dilation * (w.places - 1);
    if (w.spread) {
        const std::int64_t by = reach + w.more + 1 - 2 * w.before - w.stride;
        const std::string times = w.stride == 1 ? "" : " * " + std::to_string(w.stride);
        const std::int64_t value = whole.value * w.stride + by;
        return times.empty() && by == 0 ? whole
               : isFixed(whole)         ? fixedExtent(value)
                                        : Extent{"(" + moved(whole.dim + times, by) + ")", value,
                                         "(" + moved(whole.expression() + times, by) + ")"};
    }
    if (w.beyond && w.stride > 1) {
        return stepsBeyond(whole, w);
    }
    const std::int64_t by = 2 * w.before + w.more - reach - 1; // the last step's first place, before the division
    const std::int64_t value = whole.value + by < 0 ? 0 : (whole.value + by) / w.stride + 1;
    if (w.stride == 1 && by == -1) {
        return whole;
    }
    if (isFixed(whole) || value < 1) {
        return value < 1 ? Extent{"0", 0, ""} : fixedExtent(value);
    }
    if (w.stride == 1) {
        return {"(" + moved(whole.dim, by + 1) + ")", value, "(" + moved(whole.expression(), by + 1) + ")"};
    }
    const std::string stride = std::to_string(w.stride);
    return {"((" + moved(whole.dim, by) + ") / " + stride + " + 1)", value,
            "ceil(" + moved(whole.expression(), by + 1) + ", " + stride + ")"};
}

std::string product(const TensorShape& shape, const std::string& (*text)(const Extent&))
{
    std::string all;
    for (const Extent& extent : shape) {
        if (!extent.dim.empty()) {
            all += (all.empty() ? "" : " * ") + text(extent);
        }
    }
    return all.empty() ? "1" : all;
}

} // namespace

Extent fixedExtent(std::int64_t length)
{
    return length == 1 ? Extent{} : Extent{std::to_string(length), length, ""};
}

Extent partOf(const Extent& whole, const Extent& parts)
{
    if (parts.dim.empty() || parts == whole) {
        return parts.dim.empty() ? whole : Extent{};
    }
    const std::int64_t value = whole.value / parts.value;
    return isFixed(whole) && isFixed(parts) ? fixedExtent(value)
                                            : Extent{"(" + whole.dim + " / " + parts.dim + ")", value,
                                                     "(" + whole.expression() + " / " + parts.expression() + ")"};
}

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
    const Extent both = first.dim.empty() ? second
                        : second.dim.empty()
                            ? first
                            : Extent{"(" + first.dim + " * " + second.dim + ")", first.value * second.value,
                                     "(" + first.expression() + " * " + second.expression() + ")"};
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
    return product(shape, [](const Extent& extent) -> const std::string& { return extent.dim; });
}

std::string productFormula(const TensorShape& shape)
{
    return product(shape, [](const Extent& extent) -> const std::string& { return extent.expression(); });
}

} // namespace espalier
