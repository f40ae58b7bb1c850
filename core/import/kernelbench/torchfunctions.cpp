#include "core/import/kernelbench/torchfunctions.h"

#include <algorithm>
#include <numeric>

namespace espalier {
namespace {

using Axes = std::vector<std::size_t>;

/// Of two tensors; a failure of the arguments where their shapes do not fit.
NodeId together(OperatorGraph& graph, Arguments& arguments, Elementwise function, NodeId a, NodeId b)
{
    const std::optional<NodeId> node = graph.elementwise(function, a, b);
    if (!node) {
        arguments.fail("the two shapes do not fit by the names of their sizes");
    }
    return node.value_or(a);
}

NodeId reduced(OperatorGraph& graph, Arguments& arguments, NodeId x, const Axes& axes,
               NodeId (*reduce)(OperatorGraph&, NodeId, const Axes&))
{
    const bool keep = arguments.truth(2, "keepdim", false);
    const NodeId node = reduce(graph, x, axes);
    return keep ? node : graph.without(node, axes);
}

NodeId sumOf(OperatorGraph& graph, NodeId x, const Axes& axes)
{
    return graph.reduce(Reduction::Sum, x, axes);
}

NodeId meanOf(OperatorGraph& graph, NodeId x, const Axes& axes)
{
    return graph.mean(x, axes);
}

NodeId largestOf(OperatorGraph& graph, NodeId x, const Axes& axes)
{
    return graph.reduce(Reduction::Largest, x, axes);
}

NodeId smallestOf(OperatorGraph& graph, NodeId x, const Axes& axes)
{
    return graph.reduce(Reduction::Smallest, x, axes);
}

NodeId squareOf(OperatorGraph& graph, NodeId x)
{
    return *graph.elementwise(Elementwise::Multiply, x, x);
}

NodeId normOf(OperatorGraph& graph, NodeId x, const Axes& axes)
{
    return graph.elementwise(Elementwise::Sqrt, sumOf(graph, squareOf(graph, x), axes));
}

/// x less the largest along the axis: without it large values overflow.
NodeId lowered(OperatorGraph& graph, NodeId x, const Axes& axes)
{
    return *graph.elementwise(Elementwise::Subtract, x, largestOf(graph, x, axes));
}

NodeId logOfSum(OperatorGraph& graph, NodeId x, const Axes& axes)
{
    return graph.elementwise(Elementwise::Log, sumOf(graph, graph.elementwise(Elementwise::Exp, x), axes));
}

NodeId logSumExpOf(OperatorGraph& graph, NodeId x, const Axes& axes)
{
    const NodeId largest = largestOf(graph, x, axes);
    return *graph.elementwise(Elementwise::Add, logOfSum(graph, lowered(graph, x, axes), axes), largest);
}

NodeId softmaxOf(OperatorGraph& graph, NodeId x, std::size_t axis)
{
    const NodeId exp = graph.elementwise(Elementwise::Exp, lowered(graph, x, {axis}));
    return *graph.elementwise(Elementwise::Divide, exp, sumOf(graph, exp, {axis}));
}

NodeId softmax(OperatorGraph& graph, Arguments& arguments, bool logarithm)
{
    const NodeId x = arguments.tensor(graph, 0, "input");
    const std::optional<std::size_t> axis = arguments.axis(1, "dim", graph.shape(x).size());
    if (!axis) {
        return x;
    }
    if (!logarithm) {
        return softmaxOf(graph, x, *axis);
    }
    const NodeId low = lowered(graph, x, {*axis});
    return *graph.elementwise(Elementwise::Subtract, low, logOfSum(graph, low, {*axis}));
}

NodeId transposed(OperatorGraph& graph, NodeId x, std::size_t a, std::size_t b)
{
    Axes axes(graph.shape(x).size());
    std::iota(axes.begin(), axes.end(), std::size_t{0});
    std::swap(axes[a], axes[b]);
    return graph.view(x, axes);
}

NodeId power(OperatorGraph& graph, Arguments& arguments)
{
    const NodeId x = arguments.tensor(graph, 0, "input");
    const double exponent = arguments.number(1, "exponent").value_or(0);
    if (exponent == 0.5) {
        return graph.elementwise(Elementwise::Sqrt, x);
    }
    if (exponent != 2 && exponent != 3) {
        arguments.fail("of the powers of a tensor those of 2, 3 and 0.5 are read");
    }
    const NodeId square = squareOf(graph, x);
    return exponent == 3 ? *graph.elementwise(Elementwise::Multiply, square, x) : square;
}

/// softmax(q kT / sqrt(the length of a query)) v
NodeId attention(OperatorGraph& graph, Arguments& arguments)
{
    const NodeId q = arguments.tensor(graph, 0, "query");
    const NodeId k = arguments.tensor(graph, 1, "key");
    const NodeId v = arguments.tensor(graph, 2, "value");
    const std::size_t axes = graph.shape(k).size();
    const bool fits = axes >= 2 && graph.shape(q).size() == axes && graph.shape(v).size() == axes;
    const auto scores = fits ? graph.matmul(q, transposed(graph, k, axes - 2, axes - 1)) : std::nullopt;
    if (!scores) {
        arguments.fail("query, key and value do not fit by the names of their sizes");
        return q;
    }
    const NodeId root = graph.elementwise(Elementwise::Sqrt, graph.count({graph.shape(q).back()}));
    const NodeId scaled = *graph.elementwise(Elementwise::Divide, *scores, root);
    const auto together = graph.matmul(softmaxOf(graph, scaled, axes - 1), v);
    if (!together) {
        arguments.fail("query, key and value do not fit by the names of their sizes");
    }
    return together.value_or(q);
}

/// p='fro', which is the norm of order 2.
bool isFrobenius(Arguments& arguments)
{
    const auto named = arguments.named.find("p");
    const OperatorItem* order = arguments.positional.size() > 1  ? &arguments.positional[1]
                                : named != arguments.named.end() ? &named->second
                                                                 : nullptr;
    return order && order->kind == OperatorItem::Kind::Value && order->value.kind == PythonValue::Kind::Text &&
           arguments.text(1, "p", "") == "fro";
}

NodeId norm(OperatorGraph& graph, Arguments& arguments)
{
    const NodeId x = arguments.tensor(graph, 0, "input");
    if (arguments.has(1, "p") && !isFrobenius(arguments) && arguments.number(1, "p", 2) != 2) {
        arguments.fail("only the norm of order 2 is read");
    }
    const Axes axes = arguments.axes(2, "dim", graph.shape(x).size());
    const bool keep = arguments.truth(3, "keepdim", false);
    const NodeId node = normOf(graph, x, axes);
    return keep ? node : graph.without(node, axes);
}

NodeId normalize(OperatorGraph& graph, Arguments& arguments)
{
    const NodeId x = arguments.tensor(graph, 0, "input");
    if (arguments.number(1, "p", 2) != 2) {
        arguments.fail("only the norm of order 2 is read");
    }
    Axes axes{1};
    if (arguments.has(2, "dim")) {
        axes = arguments.axes(2, "dim", graph.shape(x).size());
    }
    const double eps = arguments.number(3, "eps", 1e-12);
    if (graph.shape(x).size() < 2) {
        arguments.fail("normalize is read for tensors of two axes or more");
        return x;
    }
    const NodeId length = *graph.elementwise(Elementwise::Maximum, normOf(graph, x, axes), graph.number(eps));
    return *graph.elementwise(Elementwise::Divide, x, length);
}

/// The last axes, as many as `shape` of the weight has.
Axes lastAxes(const OperatorGraph& graph, Arguments& arguments, NodeId x, NodeId weight)
{
    const TensorShape& whole = graph.shape(x);
    const TensorShape& part = graph.shape(weight);
    if (part.empty() || part.size() > whole.size() || !std::equal(part.rbegin(), part.rend(), whole.rbegin())) {
        arguments.fail("what is normalised does not fit by the names of its sizes");
        return {};
    }
    Axes axes(part.size());
    std::iota(axes.begin(), axes.end(), whole.size() - part.size());
    return axes;
}

NodeId layerNorm(OperatorGraph& graph, Arguments& arguments)
{
    const NodeId x = arguments.tensor(graph, 0, "input");
    const NodeId weight = arguments.tensor(graph, 1, "weight");
    const NodeId bias = arguments.tensor(graph, 2, "bias");
    const double eps = arguments.number(3, "eps", 1e-5);
    const Axes axes = lastAxes(graph, arguments, x, weight);
    const NodeId normal = graph.standardised(x, axes, eps);
    const NodeId scaled = together(graph, arguments, Elementwise::Multiply, normal, weight);
    return together(graph, arguments, Elementwise::Add, scaled, bias);
}

NodeId transpose(OperatorGraph& graph, Arguments& arguments)
{
    const NodeId x = arguments.tensor(graph, 0, "input");
    const auto a = arguments.axis(1, "dim0", graph.shape(x).size());
    const auto b = arguments.axis(2, "dim1", graph.shape(x).size());
    return a && b ? transposed(graph, x, *a, *b) : x;
}

NodeId matrixTransposed(OperatorGraph& graph, Arguments& arguments)
{
    const NodeId x = arguments.tensor(graph, 0, "input");
    if (graph.shape(x).size() != 2) {
        arguments.fail("t and T are read for matrices");
        return x;
    }
    return transposed(graph, x, 0, 1);
}

NodeId unsqueeze(OperatorGraph& graph, Arguments& arguments)
{
    const NodeId x = arguments.tensor(graph, 0, "input");
    const auto axis = arguments.axis(1, "dim", graph.shape(x).size() + 1);
    Axes axes(graph.shape(x).size());
    std::iota(axes.begin(), axes.end(), std::size_t{0});
    axes.insert(axes.begin() + static_cast<std::ptrdiff_t>(axis.value_or(0)), OperatorNode::kNewAxis);
    return graph.view(x, axes);
}

/// A product with a diagonal matrix scales the rows of what follows it, or the columns of what precedes it, which is
/// what it costs.
std::optional<NodeId> matrixProduct(OperatorGraph& graph, NodeId a, NodeId b)
{
    const bool matrices = graph.shape(a).size() == 2 && graph.shape(b).size() == 2;
    const bool fits = matrices && graph.shape(a)[1] == graph.shape(b)[0];
    const std::optional<NodeId> rows = fits ? graph.diagonalOf(a) : std::nullopt;
    const std::optional<NodeId> columns = fits ? graph.diagonalOf(b) : std::nullopt;
    return rows      ? graph.elementwise(Elementwise::Multiply, graph.view(*rows, {0, OperatorNode::kNewAxis}), b)
           : columns ? graph.elementwise(Elementwise::Multiply, a, *columns)
                     : graph.matmul(a, b);
}

NodeId product(OperatorGraph& graph, Arguments& arguments, std::size_t axes)
{
    const NodeId a = arguments.tensor(graph, 0, "input");
    const NodeId b = arguments.tensor(graph, 1, "other");
    const bool rank = axes == 0 || (graph.shape(a).size() == axes && graph.shape(b).size() == axes);
    const std::optional<NodeId> node = rank ? matrixProduct(graph, a, b) : std::nullopt;
    if (!node) {
        arguments.fail("the two matrices do not fit by the names of their sizes");
    }
    return node.value_or(a);
}

NodeId linear(OperatorGraph& graph, Arguments& arguments)
{
    const NodeId x = arguments.tensor(graph, 0, "input");
    const NodeId weight = arguments.tensor(graph, 1, "weight");
    const bool fits = graph.shape(weight).size() == 2;
    const std::optional<NodeId> node = fits ? graph.matmul(x, transposed(graph, weight, 0, 1)) : std::nullopt;
    if (!node) {
        arguments.fail("input and weight do not fit by the names of their sizes");
        return x;
    }
    return arguments.has(2, "bias")
               ? together(graph, arguments, Elementwise::Add, *node, arguments.tensor(graph, 2, "bias"))
               : *node;
}

using Apply = NodeId (*)(OperatorGraph&, Arguments&);

template <Elementwise function>
NodeId unary(OperatorGraph& graph, Arguments& arguments)
{
    return graph.elementwise(function, arguments.tensor(graph, 0, "input"));
}

template <Elementwise function>
NodeId binary(OperatorGraph& graph, Arguments& arguments)
{
    const NodeId a = arguments.tensor(graph, 0, "input");
    return together(graph, arguments, function, a, arguments.tensor(graph, 1, "other"));
}

template <NodeId (*reduce)(OperatorGraph&, NodeId, const Axes&)>
NodeId overAxes(OperatorGraph& graph, Arguments& arguments)
{
    const NodeId x = arguments.tensor(graph, 0, "input");
    return reduced(graph, arguments, x, arguments.axes(1, "dim", graph.shape(x).size()), reduce);
}

constexpr std::pair<const char*, Apply> kFunctions[] = {
    {"abs", unary<Elementwise::Absolute>},
    {"neg", unary<Elementwise::Negate>},
    {"exp", unary<Elementwise::Exp>},
    {"log", unary<Elementwise::Log>},
    {"sqrt", unary<Elementwise::Sqrt>},
    {"tanh", unary<Elementwise::Tanh>},
    {"erf", unary<Elementwise::Erf>},
    {"add", binary<Elementwise::Add>},
    {"sub", binary<Elementwise::Subtract>},
    {"mul", binary<Elementwise::Multiply>},
    {"div", binary<Elementwise::Divide>},
    {"maximum", binary<Elementwise::Maximum>},
    {"minimum", binary<Elementwise::Minimum>},
    {"square", [](OperatorGraph& g, Arguments& a) { return squareOf(g, a.tensor(g, 0, "input")); }},
    {"sum", overAxes<sumOf>},
    {"mean", overAxes<meanOf>},
    {"amax", overAxes<largestOf>},
    {"amin", overAxes<smallestOf>},
    {"logsumexp", overAxes<logSumExpOf>},
    {"softmax", [](OperatorGraph& g, Arguments& a) { return softmax(g, a, false); }},
    {"log_softmax", [](OperatorGraph& g, Arguments& a) { return softmax(g, a, true); }},
    {"pow", power},
    {"scaled_dot_product_attention", attention},
    {"norm", norm},
    {"normalize", normalize},
    {"layer_norm_of", layerNorm},
    {"transpose", transpose},
    {"t", matrixTransposed},
    {"unsqueeze", unsqueeze},
    {"matmul", [](OperatorGraph& g, Arguments& a) { return product(g, a, 0); }},
    {"mm", [](OperatorGraph& g, Arguments& a) { return product(g, a, 2); }},
    {"bmm", [](OperatorGraph& g, Arguments& a) { return product(g, a, 3); }},
    {"linear", linear},
};

} // namespace

std::optional<NodeId> applyTorchFunction(const std::string& name, OperatorGraph& graph, Arguments& arguments)
{
    for (const auto apply : {applyActivation, applyWindowFunction, applyAxisFunction, applyScanFunction,
                             applyPieceFunction, applyLossFunction, applyPickFunction}) {
        if (const std::optional<NodeId> node = apply(name, graph, arguments)) {
            return node;
        }
    }
    const auto found = std::find_if(std::begin(kFunctions), std::end(kFunctions),
                                    [&](const auto& entry) { return name == entry.first; });
    return found == std::end(kFunctions) ? std::nullopt : std::optional(found->second(graph, arguments));
}

} // namespace espalier
