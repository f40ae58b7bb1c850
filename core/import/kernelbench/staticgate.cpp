#include "core/import/kernelbench/staticgate.h"

#include "core/task/wording.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace espalier {
namespace {

using Kind = OperatorNode::Kind;

constexpr std::int64_t kMostFactors = 100'000; ///< of numbers that are drawn around 1 as closely as those are
constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// What the elements of a node may be.
struct Range
{
    double low = -kInfinity;
    double high = kInfinity;

    bool isPoint() const { return low == high; }
};

double product(double a, double b)
{
    return a == 0 || b == 0 ? 0 : a * b;
}

Range ofTwo(Elementwise function, Range a, Range b, bool same)
{
    switch (function) {
    case Elementwise::Add:
        return {a.low + b.low, a.high + b.high};
    case Elementwise::Subtract:
        return same ? Range{0, 0} : Range{a.low - b.high, a.high - b.low};
    case Elementwise::Multiply: {
        const auto [low, high] = std::minmax(
            {product(a.low, b.low), product(a.low, b.high), product(a.high, b.low), product(a.high, b.high)});
        return {same ? std::max(low, 0.0) : low, high};
    }
    case Elementwise::Divide:
        if (same) {
            return {1, 1};
        }
        if (a.isPoint() && b.isPoint()) {
            return {a.low / b.low, a.low / b.low};
        }
        if (a.low >= 0 && b.low > 0) {
            return {std::isfinite(b.high) ? a.low / b.high : 0, a.high / b.low};
        }
        return a.low >= 0 && b.low >= 0 ? Range{0, kInfinity} : Range{};
    case Elementwise::Maximum:
        return {std::max(a.low, b.low), std::max(a.high, b.high)};
    case Elementwise::Minimum:
        return {std::min(a.low, b.low), std::min(a.high, b.high)};
    default:
        return {};
    }
}

Range ofOne(Elementwise function, Range a)
{
    switch (function) {
    case Elementwise::Negate:
        return {-a.high, -a.low};
    case Elementwise::Absolute:
        return {a.low > 0 ? a.low : a.high < 0 ? -a.high : 0, std::max(std::abs(a.low), std::abs(a.high))};
    case Elementwise::Exp: // never quite zero
        return {std::max(std::exp(a.low), std::numeric_limits<double>::denorm_min()), std::exp(a.high)};
    case Elementwise::Expm1:
        return {std::expm1(a.low), std::expm1(a.high)};
    case Elementwise::Log:
        return a.low > 0 ? Range{std::log(a.low), std::log(a.high)} : Range{};
    case Elementwise::Log1p:
        return a.low > -1 ? Range{std::log1p(a.low), std::log1p(a.high)} : Range{};
    case Elementwise::Sqrt:
        return a.low >= 0 ? Range{std::sqrt(a.low), std::sqrt(a.high)} : Range{};
    case Elementwise::Tanh:
        return {std::tanh(a.low), std::tanh(a.high)};
    case Elementwise::Erf:
        return {std::erf(a.low), std::erf(a.high)};
    case Elementwise::XLogX: // least at 1/e
        return {-std::exp(-1), a.high > 1 ? a.high * std::log(a.high) : 0};
    default:
        return {};
    }
}

Range rangeOf(const OperatorNode& node, const std::vector<Range>& ranges)
{
    Range first = node.operands.empty() ? Range{} : ranges[node.operands[0]];
    Range result;
    switch (node.kind) {
    case Kind::Number:
        return {node.number, node.number};
    case Kind::Count:
        return {1, kInfinity};
    case Kind::Elementwise:
        result = node.operands.size() == 1
                     ? ofOne(node.function, first)
                     : ofTwo(node.function, first, ranges[node.operands[1]], node.operands[0] == node.operands[1]);
        break;
    case Kind::Reduce: // the sum of one element or more
    case Kind::Scan:
        result = isPlace(node.reduction)                ? Range{0, kInfinity}
                 : node.reduction == Reduction::Product ? Range{first.low >= 0 ? 0 : -kInfinity, kInfinity}
                 : node.reduction != Reduction::Sum
                     ? first
                     : Range{first.low >= 0 ? first.low : -kInfinity, first.high <= 0 ? first.high : kInfinity};
        break;
    case Kind::View:
    case Kind::Flip:
    case Kind::Pick:
    case Kind::Split:
    case Kind::Merge:
        return first;
    case Kind::Band:
        return {std::min(first.low, 0.0), std::max(first.high, 0.0)};
    case Kind::Windows:
        return node.window.staysInside()
                   ? first
                   : Range{std::min(first.low, node.window.outside), std::max(first.high, node.window.outside)};
    default:
        break;
    }
    return {std::isnan(result.low) ? -kInfinity : result.low, std::isnan(result.high) ? kInfinity : result.high};
}

std::string undefinedFor(const OperatorNode& node, const std::vector<Range>& ranges)
{
    const Range first = ranges[node.operands.front()];
    const Range last = ranges[node.operands.back()];
    if (node.function == Elementwise::Sqrt && first.low < 0) {
        return "it takes the root of what may be negative";
    }
    const bool logarithm = (node.function == Elementwise::Log && !(first.low > 0)) ||
                           (node.function == Elementwise::Log1p && !(first.low > -1)) ||
                           (node.function == Elementwise::XLogX && first.low < 0);
    if (logarithm) {
        return "it takes the logarithm of what may be zero or negative";
    }
    const bool division = node.function == Elementwise::Divide && node.operands[0] != node.operands[1];
    return division && last.low < 0 && last.high > 0 ? "it divides by what may be zero" : "";
}

/// Running products keep their size only where what is multiplied is drawn for it.
std::string faultOfProducts(const OperatorGraph& graph, const OperatorNode& node)
{
    const std::optional<std::size_t> input = graph.inputBehind(node.operands[0]);
    if (!input || !graph.inputs[*input].factor) {
        return "it multiplies what is computed one after the other, and such products vanish or overflow";
    }
    if (graph.shape(node.operands[0])[node.axes[0]].value > kMostFactors) {
        return "it multiplies more than 100,000 numbers one after the other, and such products vanish or overflow";
    }
    std::size_t uses = 0;
    const std::vector<bool> needed = graph.needed();
    for (NodeId i = 0; i < graph.nodes.size(); ++i) {
        const std::vector<NodeId>& operands = graph.nodes[i].operands;
        uses += needed[i] && std::any_of(operands.begin(), operands.end(), [&](NodeId operand) {
                    return graph.nodes[operand].kind == Kind::Input && graph.nodes[operand].input == *input;
                });
    }
    return uses > 1 ? "what it takes running products of, which is drawn around 1 for that, is used otherwise too" : "";
}

/// A reduction over one element, or what some operand rules out.
std::string faultOf(const OperatorGraph& graph, const OperatorNode& node, const std::vector<Range>& ranges)
{
    const auto single = [&](std::size_t axis) { return graph.shape(node.operands[0])[axis].value == 1; };
    const bool reduces = node.kind == Kind::Reduce || node.kind == Kind::Scan;
    if (reduces && std::all_of(node.axes.begin(), node.axes.end(), single)) {
        return "it reduces over one element, so what comes of it is known beforehand";
    }
    if (node.kind == Kind::Pick && std::all_of(node.axes.begin(), node.axes.end(), single)) {
        return "it picks from one element, so the place does not matter";
    }
    if (node.kind == Kind::Reduce && isPlace(node.reduction) && !graph.inputBehind(node.operands[0])) {
        return "it looks for a place among computed numbers, of which rounding may swap two";
    }
    if (node.kind == Kind::Scan && node.reduction == Reduction::Product) {
        return faultOfProducts(graph, node);
    }
    return node.kind == Kind::Elementwise ? undefinedFor(node, ranges) : std::string();
}

std::string faultOfOutput(const OperatorGraph& graph, const std::vector<bool>& needed, Range range)
{
    for (NodeId i = 0; i < graph.nodes.size(); ++i) {
        if (graph.nodes[i].kind == Kind::Input && !needed[i]) {
            return "the output does not depend on " + inQuotes(graph.inputs[graph.nodes[i].input].name);
        }
    }
    if (range.isPoint()) {
        return "the output is the same number whatever the inputs are";
    }
    const TensorShape& shape = graph.shape(graph.root);
    const bool scalar =
        std::all_of(shape.begin(), shape.end(), [](const Extent& extent) { return extent.dim.empty(); });
    return scalar ? "the output is a single number, to which a constant or a sample comes too near; a loss of each row "
                    "or element could be a task"
                  : "";
}

std::string atLineOf(const OperatorNode& node, const std::string& fault)
{
    return "line " + std::to_string(node.line) + ": " + fault;
}

} // namespace

std::string unsoundReason(const OperatorGraph& graph)
{
    const std::vector<bool> needed = graph.needed();
    std::vector<Range> ranges;
    for (const OperatorNode& node : graph.nodes) {
        ranges.push_back(rangeOf(node, ranges));
    }
    if (const std::string fault = faultOfOutput(graph, needed, ranges[graph.root]); !fault.empty()) {
        return atLineOf(graph.nodes[graph.root], fault);
    }
    for (NodeId i = 0; i < graph.nodes.size(); ++i) {
        const std::string fault = needed[i] ? faultOf(graph, graph.nodes[i], ranges) : "";
        if (!fault.empty()) {
            return atLineOf(graph.nodes[i], fault);
        }
    }
    return {};
}

} // namespace espalier
