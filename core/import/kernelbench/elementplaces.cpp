#include "core/import/kernelbench/elementplaces.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace espalier {
namespace {

using Kind = OperatorNode::Kind;

} // namespace

std::string joined(const std::vector<std::string>& parts, const char* separator)
{
    std::string text;
    for (const std::string& part : parts) {
        text += (text.empty() ? "" : separator) + part;
    }
    return text;
}

std::string place(const TensorShape& shape, const ElementIndices& at)
{
    std::string text;
    bool product = false;
    for (std::size_t axis = 0; axis < shape.size(); ++axis) {
        if (shape[axis].dim.empty()) {
            continue;
        }
        if (text.empty()) {
            text = at[axis];
        } else {
            text = (product ? "(" + text + ")" : text) + " * " + shape[axis].dim + " + " + at[axis];
            product = true;
        }
    }
    return text.empty() ? "0" : text;
}

bool keepsPlaces(const OperatorGraph& graph, const OperatorNode& view)
{
    if (view.kind != Kind::View) {
        return view.kind == Kind::Split || view.kind == Kind::Merge;
    }
    const TensorShape& whole = graph.shape(view.operands[0]);
    std::vector<std::size_t> seen;
    for (const std::size_t axis : view.axes) {
        if (axis != OperatorNode::kNewAxis && !whole[axis].dim.empty()) {
            seen.push_back(axis);
        }
    }
    const auto longer = std::count_if(whole.begin(), whole.end(), [](const Extent& e) { return !e.dim.empty(); });
    return std::is_sorted(seen.begin(), seen.end()) && seen.size() == static_cast<std::size_t>(longer);
}

bool movesElements(const OperatorNode& node)
{
    return node.kind == Kind::View || node.kind == Kind::Flip || node.kind == Kind::Windows ||
           node.kind == Kind::Split || node.kind == Kind::Merge;
}

ElementIndices broadcastIndices(const TensorShape& shape, const ElementIndices& at)
{
    ElementIndices below;
    for (std::size_t axis = 0; axis < shape.size(); ++axis) {
        below.push_back(shape[axis].dim.empty() ? "0" : at[at.size() - shape.size() + axis]);
    }
    return below;
}

std::string times(std::int64_t factor, const std::string& index)
{
    return factor == 1 || index == "0" ? index : std::to_string(factor) + " * " + index;
}

std::string plus(const std::string& a, const std::string& b)
{
    return a == "0" ? b : b == "0" ? a : a + " + " + b;
}

std::string fromEnd(const Extent& length, const std::string& index)
{
    return length.dim.empty() ? "0" : "(" + length.dim + " - 1 - " + index + ")";
}

ElementIndices joinedIndices(const OperatorNode& split, ElementIndices at)
{
    const std::size_t axis = split.axes[0];
    const Extent& fast = split.shape[axis + 1];
    const std::string slow = at[axis];
    at.erase(at.begin() + static_cast<std::ptrdiff_t>(axis));
    if (slow != "0") {
        at[axis] = fast.dim.empty() ? slow : "(" + slow + " * " + fast.dim + " + " + at[axis] + ")";
    }
    return at;
}

ElementIndices dividedIndices(const OperatorNode& merge, const TensorShape& shape, ElementIndices at)
{
    const std::size_t axis = merge.axes[0];
    const std::string fast = shape[axis + 1].dim;
    const std::string both = at[axis];
    const bool slowAlone = fast.empty();
    const bool fastAlone = shape[axis].dim.empty();
    at[axis] = fastAlone ? "0" : slowAlone ? both : "(" + both + " / " + fast + ")";
    at.insert(at.begin() + static_cast<std::ptrdiff_t>(axis) + 1, slowAlone   ? "0"
                                                                  : fastAlone ? both
                                                                              : "(" + both + " % " + fast + ")");
    return at;
}

std::string literal(double value, const std::string& type)
{
    if (std::isinf(value)) {
        return (value < 0 ? "-" : "") + ("std::numeric_limits<" + type) + ">::infinity()";
    }
    char buffer[40];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
    std::string text(buffer, end);
    text += text.find_first_of(".e") == std::string::npos ? ".0" : "";
    text += type == "float" ? "f" : "";
    return value < 0 ? "(" + text + ")" : text;
}

std::string isWithin(const Band& band, const std::string& row, const std::string& column)
{
    const auto bound = [&](std::int64_t at) {
        return at == 0 ? row : row + (at < 0 ? " - " : " + ") + std::to_string(at < 0 ? -at : at);
    };
    if (band.isDiagonal()) {
        return column + " == " + row;
    }
    const std::string above = band.from ? column + " >= " + bound(*band.from) : "";
    const std::string below = band.to ? column + " <= " + bound(*band.to) : "";
    return above + (above.empty() || below.empty() ? "" : " && ") + below;
}

std::string applied(Elementwise function, const std::vector<std::string>& operands)
{
    const std::string& a = operands.front();
    const std::string& b = operands.back();
    switch (function) {
    case Elementwise::Add:
        return a + " + " + b;
    case Elementwise::Subtract:
        return a + " - " + b;
    case Elementwise::Multiply:
        return a + " * " + b;
    case Elementwise::Divide:
        return a + " / " + b;
    case Elementwise::Maximum:
        return "std::max(" + a + ", " + b + ")";
    case Elementwise::Minimum:
        return "std::min(" + a + ", " + b + ")";
    case Elementwise::Negate:
        return "-" + a;
    case Elementwise::Absolute:
        return "std::abs(" + a + ")";
    case Elementwise::Exp:
        return "std::exp(" + a + ")";
    case Elementwise::Expm1:
        return "std::expm1(" + a + ")";
    case Elementwise::Log:
        return "std::log(" + a + ")";
    case Elementwise::Log1p:
        return "std::log1p(" + a + ")";
    case Elementwise::Sqrt:
        return "std::sqrt(" + a + ")";
    case Elementwise::Tanh:
        return "std::tanh(" + a + ")";
    case Elementwise::Erf:
        return "std::erf(" + a + ")";
    case Elementwise::XLogX:
        return "(" + a + " == 0 ? " + a + " : " + a + " * std::log(" + a + "))";
    }
    return a;
}

} // namespace espalier
