// The part of Translator that follows what takes tensors apart and puts them together.

#include "core/import/kernelbench/torchfunctions.h"
#include "core/import/kernelbench/torchlayers.h"
#include "core/import/kernelbench/torchmodules.h"
#include "core/import/kernelbench/translator.h"
#include "core/python/pythontokens.h"
#include "core/task/wording.h"

#include <algorithm>

namespace espalier {
namespace {

using ExpressionKind = PythonExpression::Kind;
using ValueKind = PythonValue::Kind;

constexpr std::int64_t kMostLess = 4096; ///< elements that are left out

/// "-k" as k, a number of the file's own; 0 for anything else.
std::int64_t countFromEnd(const OperatorItem& item)
{
    const PythonValue& value = item.value;
    const bool counts = item.kind == OperatorItem::Kind::Value && value.kind == ValueKind::Whole && !value.computed &&
                        value.constant.empty() && value.whole < 0 && value.whole >= -kMostLess;
    return counts ? -value.whole : 0;
}

bool isZero(const OperatorItem& item)
{
    return item.kind == OperatorItem::Kind::Value && item.value.kind == ValueKind::Whole && item.value.whole == 0 &&
           item.value.constant.empty() && !item.value.computed;
}

} // namespace

/// torch.max(x, dim)[0] and x.min(dim)[0]: the values, without the places.
Result<OperatorItem> Translator::subscript(const PythonExpression& expression)
{
    const PythonExpression& called = *expression.parts[0];
    const PythonExpression& index = *expression.parts[1];
    if (index.kind == ExpressionKind::Slice) {
        return sliced(expression);
    }
    if (called.kind == ExpressionKind::Attribute && called.text == "shape") {
        const Item object = evaluate(*called.parts[0]);
        const Item at = object ? evaluate(index) : object;
        return at ? sizeOf(*object, *at, expression.line) : at;
    }
    const bool first = index.kind == ExpressionKind::Number && index.text == "0";
    if (!first || called.kind != ExpressionKind::Call || called.parts[0]->kind != ExpressionKind::Attribute) {
        return atLine(expression.line, "of what stands in [ ] only torch.max(…)[0] and torch.min(…)[0] are read");
    }
    const PythonExpression& callee = *called.parts[0];
    Result<Arguments> arguments = argumentsOf(called);
    if (!arguments) {
        return arguments.error();
    }
    if (torchFunctionName(dottedName(callee)).empty()) {
        const Item object = evaluate(*callee.parts[0]);
        if (!object) {
            return object;
        }
        arguments->positional.insert(arguments->positional.begin(), *object);
    }
    if ((callee.text != "max" && callee.text != "min") || !arguments->has(1, "dim")) {
        return atLine(expression.line, "of what stands in [ ] only torch.max(…)[0] and torch.min(…)[0] are read");
    }
    return applyFunction(callee.text == "max" ? "amax" : "amin", *std::move(arguments), expression.line);
}

/// x[:-k], which leaves out the last of the first axis whatever axis was meant.
Result<OperatorItem> Translator::sliced(const PythonExpression& expression)
{
    const PythonExpression& slice = *expression.parts[1];
    const Item object = evaluate(*expression.parts[0]);
    const Item begin = object ? evaluate(*slice.parts[0]) : object;
    const Item end = begin ? evaluate(*slice.parts[1]) : begin;
    if (!end) {
        return end;
    }
    const bool fromStart = begin->kind == OperatorItem::Kind::Value && begin->value.kind == ValueKind::None;
    const std::int64_t less = countFromEnd(*end);
    const bool read = fromStart && less > 0 && object->kind == OperatorItem::Kind::Tensor &&
                      !m_graph.isWhole(object->node) && !m_graph.shape(object->node).empty();
    m_graph.line = expression.line;
    const auto rest = read ? m_graph.padded(object->node, 0, 0, -less, 0) : std::nullopt;
    return rest ? tensorItem(*rest) : Item(atLine(expression.line, "of slices only x[:-1] and its like are read"));
}

/// torch.cat((a, b), dim=0)
Result<OperatorItem> Translator::joined(const PythonExpression& call)
{
    const bool list = call.parts.size() >= 2 && call.parts.size() <= 3 &&
                      (call.parts[1]->kind == ExpressionKind::Tuple || call.parts[1]->kind == ExpressionKind::List);
    const PythonExpressionPtr named =
        call.keywords.size() == 1 && call.keywords[0].first == "dim" ? call.keywords[0].second : PythonExpressionPtr();
    if (!list || (!call.keywords.empty() && (!named || call.parts.size() == 3))) {
        return atLine(call.line, "torch.cat is read of a list of tensors and dim");
    }
    Arguments arguments;
    for (const PythonExpressionPtr& part : call.parts[1]->parts) {
        const Item tensor = evaluate(*part);
        if (!tensor) {
            return tensor;
        }
        arguments.positional.push_back(*tensor);
    }
    PythonValue first;
    first.kind = ValueKind::Whole;
    const PythonExpressionPtr dim = call.parts.size() == 3 ? call.parts[2] : named;
    const Item axis = dim ? evaluate(*dim) : Item(valueItem(first));
    if (!axis) {
        return axis;
    }
    arguments.named["dim"] = *axis;
    return applyFunction("cat_of", std::move(arguments), call.line);
}

/// x.narrow(dim, 0, length), where a length is named that x is longer than by a number.
Result<OperatorItem> Translator::narrowed(Arguments arguments, int line)
{
    const Error notRead = atLine(line, "narrow is read of the first elements, as many as an input or a size has");
    if (arguments.positional.size() != 4 || !arguments.named.empty() || !isZero(arguments.positional[2]) ||
        arguments.positional[3].kind != OperatorItem::Kind::Value) {
        return notRead;
    }
    const NodeId x = arguments.tensor(m_graph, 0, "input");
    const auto axis = arguments.axis(1, "dim", m_graph.shape(x).size());
    TensorShape lengths = m_graph.shape(x);
    for (const GraphInput& input : m_graph.inputs) {
        lengths.insert(lengths.end(), input.shape.begin(), input.shape.end());
    }
    const auto length = targetExtent(arguments.positional[3].value, lengths, line);
    m_graph.line = line;
    const auto part = axis && length && !m_graph.isWhole(x) ? m_graph.first(x, *axis, *length) : std::nullopt;
    return part ? tensorItem(*part) : Item(notRead);
}

/// Bools are read as one factor of a product with floats: what PyTorch does with them otherwise has other rules. With
/// places nothing is computed; those that a problem draws say where something is picked.
std::string Translator::faultOfWholes(const std::string& name, const Arguments& arguments) const
{
    std::size_t places = 0;
    std::size_t bools = 0;
    std::size_t floats = 0;
    std::size_t given = 0;
    const auto count = [&](const OperatorItem& item) {
        if (item.kind == OperatorItem::Kind::Tensor) {
            const bool whole = m_graph.isWhole(item.node);
            ++(!whole                            ? floats
               : m_graph.isGivenPlace(item.node) ? given
               : m_graph.inputBehind(item.node)  ? bools
                                                 : places);
        }
    };
    std::for_each(arguments.positional.begin(), arguments.positional.end(), count);
    for (const auto& [key, item] : arguments.named) {
        count(item);
    }
    const bool factor = name == "mul" && bools == 1 && floats == 1 && given == 0;
    const bool picks = given == 1 && bools == 0 && picksByPlaces(name);
    return places > 0 ? "what argmax and argmin give is read as the result of forward alone"
           : given > 0 && !picks
               ? "places are read as the classes of cross_entropy and nll_loss and as what embedding looks up"
           : bools == 0 || factor ? ""
                                  : "bools are read as a factor of a tensor of floats alone";
}

} // namespace espalier
