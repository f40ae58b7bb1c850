#include "core/import/kernelbench/torchfunctions.h"

#include <algorithm>
#include <numeric>

namespace espalier {
namespace {

using Axes = std::vector<std::size_t>;

constexpr std::size_t kClasses = 1; ///< the axis of classes, behind the batch
constexpr std::size_t kNew = OperatorNode::kNewAxis;

/// Of [batch, classes, ..] the element of each one's class, by [batch, ..], without the axis of classes.
NodeId ofClass(OperatorGraph& graph, Arguments& arguments, NodeId x, NodeId classes)
{
    Axes axes;
    for (std::size_t axis = 0; axis < graph.shape(x).size(); ++axis) {
        axes.push_back(axis == kClasses ? kNew : axis - (axis > kClasses ? 1 : 0));
    }
    TensorShape wanted = graph.shape(x);
    wanted.erase(wanted.begin() + kClasses);
    if (!graph.isGivenPlace(classes)) {
        arguments.fail("its classes are read as places made by torch.randint(0, size, sizes)");
        return x;
    }
    const auto picked =
        graph.shape(classes) == wanted ? graph.pick(x, graph.view(classes, axes), kClasses) : std::nullopt;
    if (!picked) {
        arguments.fail("its classes do not fit by the names of their sizes, or go beyond those that there are");
        return x;
    }
    return graph.without(*picked, {kClasses});
}

bool hasClasses(const OperatorGraph& graph, Arguments& arguments, NodeId x)
{
    const bool has = graph.shape(x).size() > kClasses;
    if (!has) {
        arguments.fail("it is read for tensors of a batch and classes");
    }
    return has;
}

/// log(sum of exp(x)) - x of the class. The largest is taken off first: large values would overflow.
NodeId crossEntropy(OperatorGraph& graph, Arguments& arguments)
{
    const NodeId x = arguments.tensor(graph, 0, "input");
    const NodeId classes = arguments.tensor(graph, 1, "target");
    if (!hasClasses(graph, arguments, x)) {
        return x;
    }
    const NodeId largest = graph.reduce(Reduction::Largest, x, {kClasses});
    const NodeId low = *graph.elementwise(Elementwise::Subtract, x, largest);
    const NodeId sum = graph.reduce(Reduction::Sum, graph.elementwise(Elementwise::Exp, low), {kClasses});
    const NodeId whole = graph.without(graph.elementwise(Elementwise::Log, sum), {kClasses});
    const NodeId own = ofClass(graph, arguments, low, classes);
    const auto losses = graph.elementwise(Elementwise::Subtract, whole, own);
    return reducedLosses(graph, arguments, 6, losses.value_or(x));
}

NodeId negativeLikelihood(OperatorGraph& graph, Arguments& arguments)
{
    const NodeId x = arguments.tensor(graph, 0, "input");
    const NodeId classes = arguments.tensor(graph, 1, "target");
    if (!hasClasses(graph, arguments, x)) {
        return x;
    }
    const NodeId losses = graph.elementwise(Elementwise::Negate, ofClass(graph, arguments, x, classes));
    return reducedLosses(graph, arguments, 6, losses);
}

/// Of a table the row of each place, behind the axes that the places have.
NodeId embedding(OperatorGraph& graph, Arguments& arguments)
{
    const NodeId places = arguments.tensor(graph, 0, "input");
    const NodeId table = arguments.tensor(graph, 1, "weight");
    if (!graph.isGivenPlace(places) || graph.shape(table).size() != 2) {
        arguments.fail("it is read of places made by torch.randint(0, size, sizes), and a matrix to look them up in");
        return table;
    }
    const std::size_t rows = graph.shape(places).size();
    Axes ofTable(rows, kNew);
    ofTable.insert(ofTable.end(), {0, 1});
    Axes ofPlaces(rows);
    std::iota(ofPlaces.begin(), ofPlaces.end(), std::size_t{0});
    ofPlaces.insert(ofPlaces.end(), {kNew, kNew});
    const auto picked = graph.pick(graph.view(table, ofTable), graph.view(places, ofPlaces), rows);
    if (!picked) {
        arguments.fail("its places go beyond the rows that there are, by the names of their sizes");
    }
    return picked ? graph.without(*picked, {rows}) : table;
}

using Apply = NodeId (*)(OperatorGraph&, Arguments&);

constexpr std::pair<const char*, Apply> kFunctions[] = {
    {"cross_entropy", crossEntropy},
    {"nll_loss", negativeLikelihood},
    {"embedding", embedding},
};

} // namespace

bool picksByPlaces(const std::string& name)
{
    return std::any_of(std::begin(kFunctions), std::end(kFunctions),
                       [&](const auto& entry) { return name == entry.first; });
}

std::optional<NodeId> applyPickFunction(const std::string& name, OperatorGraph& graph, Arguments& arguments)
{
    const auto found = std::find_if(std::begin(kFunctions), std::end(kFunctions),
                                    [&](const auto& entry) { return name == entry.first; });
    return found == std::end(kFunctions) ? std::nullopt : std::optional(found->second(graph, arguments));
}

} // namespace espalier
