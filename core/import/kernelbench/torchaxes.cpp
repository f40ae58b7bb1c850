#include "core/import/kernelbench/torchfunctions.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace espalier {
namespace {

using Axes = std::vector<std::size_t>;

NodeId flatten(OperatorGraph& graph, Arguments& arguments)
{
    NodeId x = arguments.tensor(graph, 0, "input");
    const std::size_t axes = graph.shape(x).size();
    const bool given = arguments.has(1, "start_dim");
    const std::size_t first = given ? arguments.axis(1, "start_dim", axes).value_or(0) : 0;
    const std::size_t last = arguments.has(2, "end_dim") ? arguments.axis(2, "end_dim", axes).value_or(0) : axes - 1;
    for (std::size_t i = first; axes > 0 && i < last; ++i) {
        x = graph.merge(x, first);
    }
    return x;
}

/// x.permute(0, 2, 1) or torch.permute(x, (0, 2, 1))
NodeId permute(OperatorGraph& graph, Arguments& arguments)
{
    const NodeId x = arguments.tensor(graph, 0, "input");
    const std::size_t axes = graph.shape(x).size();
    const bool one = arguments.positional.size() <= 2;
    Axes order;
    if (one) {
        for (const std::int64_t axis : arguments.wholes(1, "dims", axes, 0)) {
            order.push_back(static_cast<std::size_t>(axis));
        }
    } else {
        for (std::size_t i = 1; i < arguments.positional.size(); ++i) {
            order.push_back(arguments.axis(i, "dims", axes).value_or(0));
        }
    }
    Axes sorted = order;
    std::sort(sorted.begin(), sorted.end());
    Axes all(axes);
    std::iota(all.begin(), all.end(), std::size_t{0});
    if (sorted != all) {
        arguments.fail("it does not name every axis once");
        return x;
    }
    return graph.view(x, order);
}

/// Only an axis whose length is 1 in every case.
NodeId squeeze(OperatorGraph& graph, Arguments& arguments)
{
    const NodeId x = arguments.tensor(graph, 0, "input");
    const TensorShape shape = graph.shape(x);
    const Axes axes = arguments.has(1, "dim") ? arguments.axes(1, "dim", shape.size()) : Axes();
    const bool ones = std::all_of(axes.begin(), axes.end(), [&](std::size_t axis) { return shape[axis].dim.empty(); });
    if (axes.empty() || !ones) {
        arguments.fail("it is read for named axes whose length is always 1");
        return x;
    }
    return graph.without(x, axes);
}

NodeId contiguous(OperatorGraph& graph, Arguments& arguments)
{
    return arguments.tensor(graph, 0, "input");
}

/// The letters of an equation: those of each operand and those of the result.
struct Equation
{
    std::vector<std::string> operands;
    std::string result;
};

std::optional<Equation> equationOf(std::string text)
{
    std::erase(text, ' ');
    const std::size_t arrow = text.find("->");
    if (arrow == std::string::npos) {
        return std::nullopt;
    }
    Equation equation{{""}, text.substr(arrow + 2)};
    for (const char c : text.substr(0, arrow)) {
        if (c == ',') {
            equation.operands.emplace_back();
        } else {
            equation.operands.back() += c;
        }
    }
    std::vector<std::string> lists = equation.operands;
    lists.push_back(equation.result);
    const auto sound = [](std::string letters) {
        std::sort(letters.begin(), letters.end());
        return std::all_of(letters.begin(), letters.end(),
                           [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }) &&
               std::adjacent_find(letters.begin(), letters.end()) == letters.end();
    };
    return std::all_of(lists.begin(), lists.end(), sound) ? std::optional(equation) : std::nullopt;
}

/// The result's letters, then those that are summed over. Nothing where a letter of the result is nowhere else, or one
/// has two lengths.
std::optional<std::string> lettersOf(const OperatorGraph& graph, const Equation& equation,
                                     const std::vector<NodeId>& tensors)
{
    std::map<char, Extent> lengths;
    std::string letters = equation.result;
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        const TensorShape& shape = graph.shape(tensors[i]);
        if (shape.size() != equation.operands[i].size()) {
            return std::nullopt;
        }
        for (std::size_t axis = 0; axis < shape.size(); ++axis) {
            const char letter = equation.operands[i][axis];
            const auto [known, isNew] = lengths.try_emplace(letter, shape[axis]);
            if (!isNew && !(known->second == shape[axis])) {
                return std::nullopt;
            }
            letters += letters.find(letter) == std::string::npos ? std::string(1, letter) : std::string();
        }
    }
    return letters.size() == lengths.size() ? std::optional(letters) : std::nullopt;
}

NodeId einsum(OperatorGraph& graph, Arguments& arguments)
{
    const auto equation = equationOf(arguments.text(0, "equation", ""));
    std::vector<NodeId> tensors;
    for (std::size_t i = 1; i < arguments.positional.size(); ++i) {
        tensors.push_back(arguments.tensor(graph, i, "operands"));
    }
    const bool counts = equation && !tensors.empty() && equation->operands.size() == tensors.size();
    const auto letters = counts ? lettersOf(graph, *equation, tensors) : std::nullopt;
    if (!letters) {
        arguments.fail("its equation is not read, or does not fit by the names of the sizes");
        return tensors.empty() ? graph.number(0) : tensors.front();
    }
    std::optional<NodeId> product;
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        Axes at;
        for (const char letter : *letters) {
            const std::size_t axis = equation->operands[i].find(letter);
            at.push_back(axis == std::string::npos ? OperatorNode::kNewAxis : axis);
        }
        const NodeId view = graph.view(tensors[i], at);
        product = product ? graph.elementwise(Elementwise::Multiply, *product, view) : view;
    }
    Axes summed(letters->size() - equation->result.size());
    std::iota(summed.begin(), summed.end(), equation->result.size());
    return summed.empty() ? *product : graph.without(graph.reduce(Reduction::Sum, *product, summed), summed);
}

using Apply = NodeId (*)(OperatorGraph&, Arguments&);

constexpr std::pair<const char*, Apply> kFunctions[] = {
    {"flatten", flatten}, {"permute", permute}, {"squeeze", squeeze}, {"contiguous", contiguous}, {"einsum", einsum},
};

} // namespace

std::optional<NodeId> applyAxisFunction(const std::string& name, OperatorGraph& graph, Arguments& arguments)
{
    const auto found = std::find_if(std::begin(kFunctions), std::end(kFunctions),
                                    [&](const auto& entry) { return name == entry.first; });
    return found == std::end(kFunctions) ? std::nullopt : std::optional(found->second(graph, arguments));
}

} // namespace espalier
