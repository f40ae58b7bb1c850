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

/// Wide enough for any order of summation in the declared precision, too narrow for one below.
Json toleranceFor(DType dtype)
{
    const double share = dtype == DType::Float32 ? 2e-5 : 1e-11;
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

std::string bytesText(const Translation& translation)
{
    std::string text = productFormula(translation.graph.shape(translation.graph.root));
    for (const GraphInput& input : translation.graph.inputs) {
        text += " + " + productFormula(input.shape);
    }
    return std::to_string(sizeOf(translation.dtype)) + " * (" + text + ")";
}

/// One operation for each element of an elementwise step and each element reduced, two for each in a matrix product.
std::string flopsText(const OperatorGraph& graph)
{
    std::map<std::string, int> counts;
    const std::vector<bool> needed = graph.needed();
    for (NodeId i = 0; i < graph.nodes.size(); ++i) {
        const OperatorNode& node = graph.nodes[i];
        if (!needed[i]) {
            continue;
        }
        if (node.kind == OperatorNode::Kind::Elementwise) {
            ++counts[productFormula(node.shape)];
        } else if (node.kind == OperatorNode::Kind::Reduce) {
            ++counts[productFormula(graph.shape(node.operands[0]))];
        } else if (node.kind == OperatorNode::Kind::Matmul) {
            TensorShape whole = node.shape;
            whole.push_back(graph.shape(node.operands[0]).back());
            counts[productFormula(whole)] += 2;
        }
    }
    std::string text;
    for (const auto& [product, count] : counts) {
        text += (text.empty() ? "" : " + ") + std::to_string(count) + " * " + product;
    }
    return text.empty() ? productFormula(graph.shape(graph.root)) : text;
}

Json inputsJson(const OperatorGraph& graph)
{
    Json list = Json::array();
    for (const GraphInput& input : graph.inputs) {
        // What comes in differs from row to row and has a few large elements, so that no row can be guessed from
        // another or from a sample; parameters are drawn as layers have them.
        const Json distribution =
            input.parameter ? Json{{"kind", "normal"}, {"mean", input.mean}, {"std", input.deviation}}
                            : Json{{"kind", "normal"}, {"mean", 0.1}, {"std", 1}, {"row_spread", 0.5}, {"spike", 3}};
        list.push_back({{"name", input.name},
                        {"dtype", toText(input.dtype)},
                        {"shape", shapeJson(input.shape)},
                        {"distribution", distribution}});
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

/// What the problem file draws otherwise.
std::vector<std::string> drawnAnew(const Problem& problem)
{
    std::vector<std::string> clauses;
    std::string positive;
    std::string constant;
    for (const ProblemTensor& tensor : problem.inputs) {
        using Draw = ProblemTensor::Draw;
        std::string& names = tensor.draw == Draw::Uniform ? positive : constant;
        if (tensor.draw != Draw::Normal) {
            names += (names.empty() ? "" : ", ") + tensor.name;
        }
    }
    if (!positive.empty()) {
        clauses.push_back(positive + " between 0 and 1 or so given both signs and rows that differ");
    }
    if (!constant.empty()) {
        clauses.push_back(constant + " drawn at random instead of all alike");
    }
    return clauses;
}

} // namespace

Result<TaskDocument> taskDocument(const Translation& translation, const Problem& problem, const TaskOrigin& origin)
{
    OperatorSignature signature{origin.name, translation.output, {}, translation.dtype};
    for (const auto& [name, size] : translation.dims) {
        signature.dims.push_back(name);
    }
    TaskDocument document;
    document.reference = referenceSource(translation.graph, signature);
    document.seed = seedSource(translation.graph, signature);
    const std::string flopsFormula = flopsText(translation.graph);
    const std::string bytesFormula = bytesText(translation);
    const Result<Expression> flops = Expression::parse(flopsFormula, signature.dims);
    const Result<Expression> bytes = Expression::parse(bytesFormula, signature.dims);
    if (!flops || !bytes || document.reference.size() > kDefinitionCap) {
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
    CaseChoice choice = chooseCases(translation.dims, *bytes, *flops, lengths);
    document.hardened = drawnAnew(problem);
    document.hardened.insert(document.hardened.end(), choice.hardened.begin(), choice.hardened.end());
    document.json = {
        {"name", origin.name},
        {"summary", "The forward pass of " + shortened(origin.file, 150)},
        {"definition", "What forward() of reference.py computes, translated from PyTorch; the model's parameters are "
                       "inputs here. In double precision:\n" +
                           document.reference},
        {"dims", signature.dims},
        {"inputs", inputsJson(translation.graph)},
        {"outputs", Json::array({{{"name", translation.output},
                                  {"dtype", toText(translation.dtype)},
                                  {"shape", shapeJson(translation.graph.shape(translation.graph.root))}}})},
        {"cases", casesJson(choice.cases)},
        {"tolerance", toleranceFor(translation.dtype)},
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
