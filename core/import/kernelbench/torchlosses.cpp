#include "core/import/kernelbench/torchfunctions.h"
#include "core/import/kernelbench/torchlayers.h"
#include "core/python/pythontokens.h"
#include "core/task/wording.h"

#include <algorithm>
#include <numeric>

namespace espalier {
namespace {

using Axes = std::vector<std::size_t>;

Axes allAxes(const OperatorGraph& graph, NodeId x)
{
    Axes axes(graph.shape(x).size());
    std::iota(axes.begin(), axes.end(), std::size_t{0});
    return axes;
}

NodeId with(OperatorGraph& graph, Elementwise function, NodeId a, NodeId b)
{
    return *graph.elementwise(function, a, b);
}

NodeId times(OperatorGraph& graph, double factor, NodeId x)
{
    return with(graph, Elementwise::Multiply, graph.number(factor), x);
}

NodeId squareOf(OperatorGraph& graph, NodeId x)
{
    return with(graph, Elementwise::Multiply, x, x);
}

struct Pair
{
    NodeId input = 0;
    NodeId target = 0;
};

/// Of one shape by the names of their sizes. PyTorch broadcasts others and warns of it.
Pair likeTensors(OperatorGraph& graph, Arguments& arguments, const char* first = "input", const char* second = "target")
{
    const NodeId input = arguments.tensor(graph, 0, first);
    const NodeId target = arguments.tensor(graph, 1, second);
    if (graph.shape(input) != graph.shape(target)) {
        arguments.fail("its two tensors do not have one shape by the names of their sizes");
        return {input, input};
    }
    return {input, target};
}

NodeId differenceOf(OperatorGraph& graph, Arguments& arguments)
{
    const auto [input, target] = likeTensors(graph, arguments);
    return with(graph, Elementwise::Subtract, input, target);
}

NodeId absoluteError(OperatorGraph& graph, Arguments& arguments)
{
    return reducedLosses(graph, arguments, 4, graph.elementwise(Elementwise::Absolute, differenceOf(graph, arguments)));
}

NodeId squaredError(OperatorGraph& graph, Arguments& arguments)
{
    return reducedLosses(graph, arguments, 4, squareOf(graph, differenceOf(graph, arguments)));
}

/// Squares up to a bound and a straight line beyond, without a branch: min(|d|, bound)^2 / 2 + bound max(|d| - bound,
/// 0). smooth_l1_loss divides that by the bound.
NodeId huber(OperatorGraph& graph, Arguments& arguments, double bound, bool divided)
{
    if (!(bound > 0)) {
        arguments.fail("its bound is no number above 0");
        bound = 1;
    }
    const NodeId distance = graph.elementwise(Elementwise::Absolute, differenceOf(graph, arguments));
    const NodeId near = with(graph, Elementwise::Minimum, distance, graph.number(bound));
    const NodeId beyond = with(graph, Elementwise::Maximum,
                               with(graph, Elementwise::Subtract, distance, graph.number(bound)), graph.number(0));
    const NodeId curve = times(graph, divided ? 0.5 / bound : 0.5, squareOf(graph, near));
    return with(graph, Elementwise::Add, curve, divided ? beyond : times(graph, bound, beyond));
}

NodeId huberLoss(OperatorGraph& graph, Arguments& arguments)
{
    return reducedLosses(graph, arguments, 2, huber(graph, arguments, arguments.number(3, "delta", 1), false));
}

NodeId smoothAbsoluteError(OperatorGraph& graph, Arguments& arguments)
{
    return reducedLosses(graph, arguments, 4, huber(graph, arguments, arguments.number(5, "beta", 1), true));
}

/// target (log target - input), which is 0 where the target is.
NodeId divergence(OperatorGraph& graph, Arguments& arguments)
{
    const auto [input, target] = likeTensors(graph, arguments);
    const bool logarithms = arguments.truth(5, "log_target", false);
    NodeId losses = input;
    if (logarithms) {
        losses = with(graph, Elementwise::Multiply, graph.elementwise(Elementwise::Exp, target),
                      with(graph, Elementwise::Subtract, target, input));
    } else {
        losses = with(graph, Elementwise::Subtract, graph.elementwise(Elementwise::XLogX, target),
                      with(graph, Elementwise::Multiply, target, input));
    }
    const auto named = arguments.named.find("reduction");
    const bool byBatch = named != arguments.named.end() && named->second.kind == OperatorItem::Kind::Value &&
                         named->second.value.text == "batchmean";
    if (!byBatch || graph.shape(losses).empty()) {
        return reducedLosses(graph, arguments, 4, losses);
    }
    arguments.text(4, "reduction", "");
    const Axes all = allAxes(graph, losses);
    const NodeId sum = graph.without(graph.reduce(Reduction::Sum, losses, all), all);
    return with(graph, Elementwise::Divide, sum, graph.count({graph.shape(losses)[0]}));
}

NodeId lengthOf(OperatorGraph& graph, NodeId x, std::size_t axis)
{
    return graph.elementwise(Elementwise::Sqrt, graph.reduce(Reduction::Sum, squareOf(graph, x), {axis}));
}

NodeId cosineSimilarity(OperatorGraph& graph, Arguments& arguments)
{
    const auto [a, b] = likeTensors(graph, arguments, "x1", "x2");
    const std::size_t axes = graph.shape(a).size();
    const auto axis = arguments.has(2, "dim") ? arguments.axis(2, "dim", axes) : std::optional<std::size_t>(1);
    const NodeId eps = graph.number(arguments.number(3, "eps", 1e-8));
    if (!axis || *axis >= axes) {
        arguments.fail("there is no axis to take it along");
        return a;
    }
    const NodeId product = graph.reduce(Reduction::Sum, with(graph, Elementwise::Multiply, a, b), {*axis});
    const NodeId lengths =
        with(graph, Elementwise::Multiply, with(graph, Elementwise::Maximum, lengthOf(graph, a, *axis), eps),
             with(graph, Elementwise::Maximum, lengthOf(graph, b, *axis), eps));
    return graph.without(with(graph, Elementwise::Divide, product, lengths), {*axis});
}

/// The length of x1 - x2 + eps along the last axis, which stays with the length 1.
NodeId distanceOf(OperatorGraph& graph, NodeId a, NodeId b, double eps)
{
    const NodeId difference = with(graph, Elementwise::Subtract, a, b);
    return lengthOf(graph, with(graph, Elementwise::Add, difference, graph.number(eps)), graph.shape(a).size() - 1);
}

bool hasRows(const OperatorGraph& graph, Arguments& arguments, NodeId x)
{
    if (arguments.failed() || graph.shape(x).empty()) {
        arguments.fail("there is no axis to take a distance along");
        return false;
    }
    return true;
}

NodeId pairwiseDistance(OperatorGraph& graph, Arguments& arguments)
{
    const auto [a, b] = likeTensors(graph, arguments, "x1", "x2");
    if (arguments.number(2, "p", 2) != 2) {
        arguments.fail("only the norm of order 2 is read");
    }
    const double eps = arguments.number(3, "eps", 1e-6);
    const bool keep = arguments.truth(4, "keepdim", false);
    if (!hasRows(graph, arguments, a)) {
        return a;
    }
    const NodeId distance = distanceOf(graph, a, b, eps);
    return keep ? distance : graph.without(distance, {graph.shape(a).size() - 1});
}

/// max(|a - p + eps| - |a - n + eps| + margin, 0); with `swap` the nearer of a and p to n counts.
NodeId tripletLoss(OperatorGraph& graph, Arguments& arguments)
{
    const auto [anchor, positive] = likeTensors(graph, arguments, "anchor", "positive");
    const NodeId negative = arguments.tensor(graph, 2, "negative");
    const double margin = arguments.number(3, "margin", 1);
    if (arguments.number(4, "p", 2) != 2) {
        arguments.fail("only the norm of order 2 is read");
    }
    const double eps = arguments.number(5, "eps", 1e-6);
    const bool swap = arguments.truth(6, "swap", false);
    if (graph.shape(negative) != graph.shape(anchor)) {
        arguments.fail("its three tensors do not have one shape by the names of their sizes");
    }
    if (!hasRows(graph, arguments, anchor)) {
        return anchor;
    }
    const NodeId near = distanceOf(graph, anchor, positive, eps);
    NodeId far = distanceOf(graph, anchor, negative, eps);
    if (swap) {
        far = with(graph, Elementwise::Minimum, far, distanceOf(graph, positive, negative, eps));
    }
    const NodeId over =
        with(graph, Elementwise::Add, with(graph, Elementwise::Subtract, near, far), graph.number(margin));
    const NodeId losses = with(graph, Elementwise::Maximum, over, graph.number(0));
    return reducedLosses(graph, arguments, 9, graph.without(losses, {graph.shape(anchor).size() - 1}));
}

using Apply = NodeId (*)(OperatorGraph&, Arguments&);

constexpr std::pair<const char*, Apply> kFunctions[] = {
    {"l1_loss", absoluteError},
    {"mse_loss", squaredError},
    {"huber_loss", huberLoss},
    {"smooth_l1_loss", smoothAbsoluteError},
    {"kl_div", divergence},
    {"cosine_similarity", cosineSimilarity},
    {"pairwise_distance", pairwiseDistance},
    {"triplet_margin_loss", tripletLoss},
};

/// A module of torch.nn, the function that it applies to its tensors, and its own parameters in their order. Those that
/// PyTorch has long advised against are here so that the others count right; no function takes them.
struct LossModule
{
    const char* name;
    const char* function;
    std::vector<std::string> parameters;
};

const std::vector<LossModule>& lossModules()
{
    static const std::vector<LossModule> kModules{
        {"L1Loss", "l1_loss", {"size_average", "reduce", "reduction"}},
        {"MSELoss", "mse_loss", {"size_average", "reduce", "reduction"}},
        {"HuberLoss", "huber_loss", {"reduction", "delta"}},
        {"SmoothL1Loss", "smooth_l1_loss", {"size_average", "reduce", "reduction", "beta"}},
        {"KLDivLoss", "kl_div", {"size_average", "reduce", "reduction", "log_target"}},
        {"CrossEntropyLoss",
         "cross_entropy",
         {"weight", "size_average", "ignore_index", "reduce", "reduction", "label_smoothing"}},
        {"NLLLoss", "nll_loss", {"weight", "size_average", "ignore_index", "reduce", "reduction"}},
        {"CosineSimilarity", "cosine_similarity", {"dim", "eps"}},
        {"PairwiseDistance", "pairwise_distance", {"p", "eps", "keepdim"}},
        {"TripletMarginLoss",
         "triplet_margin_loss",
         {"margin", "p", "eps", "swap", "size_average", "reduce", "reduction"}}};
    return kModules;
}

} // namespace

NodeId reducedLosses(OperatorGraph& graph, Arguments& arguments, std::size_t index, NodeId losses)
{
    const std::string reduction = arguments.text(index, "reduction", "mean");
    const Axes all = allAxes(graph, losses);
    if (reduction == "mean") {
        return graph.without(graph.mean(losses, all), all);
    }
    if (reduction == "sum") {
        return graph.without(graph.reduce(Reduction::Sum, losses, all), all);
    }
    if (reduction != "none") {
        arguments.fail("the reduction " + inQuotes(reduction) + " is not known");
    }
    return losses;
}

std::optional<NodeId> applyLossFunction(const std::string& name, OperatorGraph& graph, Arguments& arguments)
{
    const auto found = std::find_if(std::begin(kFunctions), std::end(kFunctions),
                                    [&](const auto& entry) { return name == entry.first; });
    return found == std::end(kFunctions) ? std::nullopt : std::optional(found->second(graph, arguments));
}

std::optional<Result<OperatorItem>> makeTorchLoss(const std::string& name, const Arguments& arguments, int line)
{
    const auto found = std::find_if(lossModules().begin(), lossModules().end(),
                                    [&](const LossModule& module) { return name == module.name; });
    if (found == lossModules().end()) {
        return std::nullopt;
    }
    const auto named = argumentsByName(arguments, found->parameters);
    if (!named) {
        return atLine(line, "the arguments of " + name + " are not understood");
    }
    Arguments following;
    following.named = *named;
    return moduleItem(found->function, std::move(following));
}

} // namespace espalier
