#include "core/import/kernelbench/taskdocument.h"

#include "core/import/kernelbench/casechoice.h"
#include "core/import/kernelbench/operatorsource.h"
#include "core/task/caserole.h"
#include "core/task/wording.h"

#include <algorithm>
#include <map>

namespace espalier {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kDefinitionCap = 7500;

/// Wide enough for any order of summation in the declared precision, too narrow for one below. The relative errors of a
/// product add up whatever the order: over 32,768 factors to an RMS of 4.6e-6 one after the other, 5.2e-6 as a tree,
/// and 1.8e-5 in the worst of 4,000.
Json toleranceFor(DType dtype, const OperatorGraph& graph)
{
    const bool products = std::any_of(graph.nodes.begin(), graph.nodes.end(), [](const OperatorNode& node) {
        return node.kind == OperatorNode::Kind::Scan && node.reduction == Reduction::Product;
    });
    const double share = dtype != DType::Float32 ? 1e-11 : products ? 1e-4 : 2e-5;
    return {{"rtol", share}, {"scale", share}};
}

/// A tensor without axes has one of length 1: a task has no other single number.
Json shapeJson(const TensorShape& shape)
{
    Json list = Json::array();
    for (const Extent& extent : shape) {
        list.push_back(extent.dim.empty() ? Json(1) : Json(extent.expression()));
    }
    return shape.empty() ? Json::array({1}) : list;
}

/// Of an input that is read by one Pick alone, and at most once by that, how many elements these are, less rather than
/// more: of n places in a table of v rows v (1 - (1 - 1 / v)^n) rows are met on average, which is more than v n /
/// (v + n). Empty of all others.
std::vector<std::string> pickedElements(const OperatorGraph& graph)
{
    std::vector<std::string> texts(graph.inputs.size());
    std::vector<int> uses(graph.inputs.size(), 0);
    const std::vector<bool> needed = graph.needed();
    for (NodeId i = 0; i < graph.nodes.size(); ++i) {
        const OperatorNode& node = graph.nodes[i];
        for (const NodeId operand : needed[i] ? node.operands : std::vector<NodeId>()) {
            const auto input = graph.inputBehind(operand);
            if (!input || graph.inputBehind(i)) { // what moves elements reads none by itself
                continue;
            }
            ++uses[*input];
            const std::string there = productFormula(graph.shape(operand));
            const std::string picked = productFormula(node.shape);
            if (node.kind == OperatorNode::Kind::Pick && operand == node.operands[0]) {
                texts[*input] = there + " * " + picked + " / (" + there + " + " + picked + ")";
            }
        }
    }
    for (std::size_t i = 0; i < texts.size(); ++i) {
        texts[i] = uses[i] == 1 ? texts[i] : "";
    }
    return texts;
}

/// `compulsory`: only what must be read, else all that is held.
std::string bytesText(const Translation& translation, bool compulsory)
{
    const OperatorGraph& graph = translation.graph;
    const std::vector<std::string> picked = pickedElements(graph);
    std::map<std::size_t, std::string> elements; // by the bytes that one has
    const auto count = [&elements](DType dtype, const std::string& formula) {
        std::string& text = elements[sizeOf(dtype)];
        text += (text.empty() ? "" : " + ") + formula;
    };
    count(translation.outputType, productFormula(graph.shape(graph.root)));
    for (std::size_t i = 0; i < graph.inputs.size(); ++i) {
        const bool part = compulsory && !picked[i].empty();
        count(graph.inputs[i].dtype, part ? picked[i] : productFormula(graph.inputs[i].shape));
    }
    std::string all;
    for (const auto& [bytes, text] : elements) {
        all += (all.empty() ? "" : " + ") + std::to_string(bytes) + " * (" + text + ")";
    }
    return all;
}

/// The products of which only a triangle is taken, half of them therefore.
std::vector<bool> halved(const OperatorGraph& graph, const std::vector<bool>& needed)
{
    std::vector<int> consumers(graph.nodes.size(), 0);
    std::vector<bool> halved(graph.nodes.size(), false);
    for (NodeId i = 0; i < graph.nodes.size(); ++i) {
        for (const NodeId operand : needed[i] ? graph.nodes[i].operands : std::vector<NodeId>()) {
            ++consumers[operand];
        }
    }
    for (NodeId i = 0; i < graph.nodes.size(); ++i) {
        const OperatorNode& node = graph.nodes[i];
        if (needed[i] && node.kind == OperatorNode::Kind::Band && (node.band.from == 0) != (node.band.to == 0)) {
            const bool square = node.shape.back() == node.shape[node.shape.size() - 2];
            halved[node.operands[0]] = square && consumers[node.operands[0]] == 1;
        }
    }
    return halved;
}

/// One operation for each element of an elementwise step and each element reduced, two for each in a matrix product.
std::string flopsText(const OperatorGraph& graph)
{
    std::map<std::string, int> counts;
    const std::vector<bool> needed = graph.needed();
    const std::vector<bool> triangles = halved(graph, needed);
    for (NodeId i = 0; i < graph.nodes.size(); ++i) {
        const OperatorNode& node = graph.nodes[i];
        if (!needed[i]) {
            continue;
        }
        if (node.kind == OperatorNode::Kind::Elementwise) {
            ++counts[productFormula(node.shape)];
        } else if (node.kind == OperatorNode::Kind::Reduce || node.kind == OperatorNode::Kind::Scan) {
            ++counts[productFormula(graph.shape(node.operands[0]))];
        } else if (node.kind == OperatorNode::Kind::Matmul) {
            TensorShape whole = node.shape;
            whole.push_back(graph.shape(node.operands[0]).back());
            counts[productFormula(whole)] += triangles[i] ? 1 : 2;
        }
    }
    std::string text;
    for (const auto& [product, count] : counts) {
        text += (text.empty() ? "" : " + ") + std::to_string(count) + " * " + product;
    }
    return text.empty() ? productFormula(graph.shape(graph.root)) : text;
}

/// What comes in differs from row to row and has a few large elements, so that no row can be guessed from another or
/// from a sample; parameters are drawn as layers have them.
Json distributionOf(const GraphInput& input)
{
    if (input.dtype == DType::Int64) {
        const std::string& below = input.below.expression();
        return {{"kind", "integers"}, {"low", 0}, {"high", below.empty() ? Json(0) : Json(below + " - 1")}};
    }
    if (!isFloat(input.dtype)) {
        return {{"kind", "integers"}, {"low", 0}, {"high", 1}};
    }
    if (input.factor) {
        return {{"kind", "normal"}, {"mean", input.mean}, {"std", input.deviation}, {"spike", 3}};
    }
    return input.parameter ? Json{{"kind", "normal"}, {"mean", input.mean}, {"std", input.deviation}}
                           : Json{{"kind", "normal"}, {"mean", 0.1}, {"std", 1}, {"row_spread", 0.5}, {"spike", 3}};
}

Json inputsJson(const OperatorGraph& graph)
{
    Json list = Json::array();
    for (const GraphInput& input : graph.inputs) {
        list.push_back({{"name", input.name},
                        {"dtype", toText(input.dtype)},
                        {"shape", shapeJson(input.shape)},
                        {"distribution", distributionOf(input)}});
    }
    return list;
}

Json casesJson(const std::vector<Case>& cases)
{
    Json list = Json::array();
    for (const Case& one : cases) {
        Json dims = Json::object();
        for (const auto& [name, size] : one.dims) {
            dims[name] = size;
        }
        list.push_back({{"name", one.name}, {"role", toText(one.role)}, {"dims", dims}});
    }
    return list;
}

/// What the problem file gives otherwise. Its inputs are the first of the graph's.
std::vector<std::string> drawnAnew(const Problem& problem, const OperatorGraph& graph)
{
    using Draw = ProblemTensor::Draw;
    std::map<std::string, std::string> names; // by what is said of them
    const auto say = [&](const ProblemTensor& input, const char* clause) {
        std::string& list = names[clause];
        list += (list.empty() ? "" : ", ") + input.name;
    };
    for (std::size_t i = 0; i < problem.inputs.size(); ++i) {
        const ProblemTensor& input = problem.inputs[i];
        if (input.structured) {
            say(input, " given as any matrix instead of a triangular or symmetric one");
        }
        if (input.draw == Draw::Bools) {
            say(input, " given as whole numbers, 0 and 1, instead of bools");
        } else if (input.draw == Draw::Number) {
            say(input, " given as a tensor of one element instead of a number");
        } else if (graph.inputs[i].factor) {
            say(input, " drawn around 1, so that products of many are numbers");
        } else if (input.draw == Draw::Uniform) {
            say(input, " between 0 and 1 or so given both signs and rows that differ");
        } else if (input.draw != Draw::Normal && input.draw != Draw::Places) {
            say(input, " drawn at random instead of all alike");
        }
    }
    std::vector<std::string> clauses;
    for (const auto& [clause, list] : names) {
        clauses.push_back(list + clause);
    }
    return clauses;
}

} // namespace

Result<TaskDocument> taskDocument(const Translation& translation, const Problem& problem, const TaskOrigin& origin)
{
    OperatorSignature signature{origin.name, translation.output, {}, translation.dtype, translation.outputType};
    for (const auto& [name, size] : translation.dims) {
        signature.dims.push_back(name);
    }
    TaskDocument document;
    document.reference = referenceSource(translation.graph, signature);
    document.seed = seedSource(translation.graph, signature);
    const std::string flopsFormula = flopsText(translation.graph);
    const std::string bytesFormula = bytesText(translation, true);
    const Result<Expression> flops = Expression::parse(flopsFormula, signature.dims);
    const Result<Expression> bytes = Expression::parse(bytesFormula, signature.dims);
    const Result<Expression> held = Expression::parse(bytesText(translation, false), signature.dims);
    if (!flops || !bytes || !held || document.reference.size() > kDefinitionCap) {
        return Error{ErrorKind::Usage, "the operator", "it is longer than the definition of a task may be", ""};
    }
    std::vector<Expression> lengths;
    for (const Extent& extent : translation.graph.derived) {
        const Result<Expression> length = Expression::parse(extent.expression(), signature.dims);
        if (!length) {
            return Error{ErrorKind::Usage, "the operator", "a length in it is longer than an expression may be", ""};
        }
        lengths.push_back(*length);
    }
    CaseChoice choice = chooseCases(translation.dims, *held, *flops, lengths);
    document.hardened = drawnAnew(problem, translation.graph);
    const std::vector<std::string>& readings = translation.graph.readings;
    document.hardened.insert(document.hardened.end(), readings.begin(), readings.end());
    document.hardened.insert(document.hardened.end(), choice.hardened.begin(), choice.hardened.end());
    document.json = {
        {"name", origin.name},
        {"summary", "The forward pass of " + shortened(origin.file, 150)},
        {"definition", "What forward() of reference.py computes, translated from PyTorch; the model's parameters are "
                       "inputs here. " +
                           std::string(isFloat(translation.outputType)
                                           ? ""
                                           : "Of several equal elements the place of the first counts. ") +
                           "In double precision:\n" + document.reference},
        {"dims", signature.dims},
        {"inputs", inputsJson(translation.graph)},
        {"outputs", Json::array({{{"name", translation.output},
                                  {"dtype", toText(translation.outputType)},
                                  {"shape", shapeJson(translation.graph.shape(translation.graph.root))}}})},
        {"cases", casesJson(choice.cases)},
        {"tolerance", toleranceFor(translation.dtype, translation.graph)},
        {"flops", flopsFormula},
        {"bytes", bytesFormula}};
    if (!origin.licence.empty()) {
        document.json["licence"] = origin.licence;
    }
    return document;
}

void decline(TaskDocument& document, const std::vector<Variation>& variations)
{
    std::string names;
    for (const Variation variation : variations) {
        document.json["variations"]["without"].push_back(toText(variation));
        names += (names.empty() ? "" : ", ") + std::string(toText(variation));
    }
    document.hardened.push_back("not checked with inputs varied as " + names +
                                ", for which the operator has no steady answer");
}

} // namespace espalier
