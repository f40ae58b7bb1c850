#include "core/import/kernelbench/torchfunctions.h"
#include "core/import/kernelbench/torchlayers.h"
#include "core/import/kernelbench/torchmodules.h"
#include "core/import/kernelbench/translator.h"
#include "core/python/pythontokens.h"
#include "core/task/wording.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>

namespace espalier {
namespace {

using ExpressionKind = PythonExpression::Kind;

constexpr std::size_t kStepsCap = 2000;
constexpr std::size_t kModulesCap = 200;
constexpr std::size_t kAxesCap = 8; ///< of a task's tensors

/// Functions whose answer is drawn, or hangs on the mode that a model is in.
constexpr std::array<std::string_view, 12> kRandom{"dropout",   "dropout2d", "dropout3d",  "rand",
                                                   "randn",     "randint",   "rand_like",  "randn_like",
                                                   "bernoulli", "randperm",  "batch_norm", "multinomial"};

Arguments argumentsFrom(std::vector<OperatorItem> positional)
{
    Arguments arguments;
    arguments.positional = std::move(positional);
    return arguments;
}

OperatorItem realItem(double real)
{
    PythonValue value;
    value.kind = PythonValue::Kind::Real;
    value.real = real;
    return valueItem(value);
}

std::optional<OperatorItem> mathNumber(const std::string& dotted)
{
    return dotted == "math.pi"  ? std::optional(realItem(std::numbers::pi))
           : dotted == "math.e" ? std::optional(realItem(std::numbers::e))
                                : std::nullopt;
}

/// math.sqrt of a number, which stays one that was computed from constants where it was.
Result<OperatorItem> rootOf(const Arguments& arguments, int line)
{
    const bool one = arguments.positional.size() == 1 && arguments.named.empty() &&
                     arguments.positional[0].kind == OperatorItem::Kind::Value &&
                     arguments.positional[0].value.isNumber() && arguments.positional[0].value.number() >= 0;
    if (!one) {
        return atLine(line, "math.sqrt is read of one number from 0");
    }
    const PythonValue& of = arguments.positional[0].value;
    OperatorItem root = realItem(std::sqrt(of.number()));
    root.value.computed = of.computed || !of.constant.empty();
    return root;
}

} // namespace

/// The file may give the name no other meaning (problem.cpp).
bool Translator::importsMath() const
{
    return m_problem.constants.contains("math") && !m_locals.contains("math");
}

PythonConstants Translator::constantsHere() const
{
    PythonConstants constants = m_problem.constants;
    for (const auto& [name, item] : m_locals) {
        if (item.kind == OperatorItem::Kind::Value) {
            constants.insert_or_assign(name, item.value);
        } else {
            constants.insert_or_assign(name, atLine(m_problem.forward.line, inQuotes(name) + " is no constant"));
        }
    }
    return constants;
}

Result<OperatorItem> Translator::evaluate(const PythonExpression& expression)
{
    m_graph.line = expression.line;
    switch (expression.kind) {
    case ExpressionKind::Name:
        return name(expression);
    case ExpressionKind::Attribute:
        return attribute(expression);
    case ExpressionKind::Tuple:
    case ExpressionKind::List:
        return list(expression);
    case ExpressionKind::Unary:
        return unary(expression);
    case ExpressionKind::Binary:
        return binary(expression);
    case ExpressionKind::Subscript:
        return subscript(expression);
    case ExpressionKind::Call:
        return call(expression);
    default: {
        const Result<PythonValue> value = constantValue(expression, {});
        return value ? Item(valueItem(*value)) : Item(value.error());
    }
    }
}

Result<OperatorItem> Translator::name(const PythonExpression& expression)
{
    if (const auto local = m_locals.find(expression.text); local != m_locals.end()) {
        return local->second;
    }
    const Result<PythonValue> value = constantValue(expression, m_problem.constants);
    return value ? Item(valueItem(*value)) : Item(value.error());
}

Result<OperatorItem> Translator::attribute(const PythonExpression& expression)
{
    if (dottedName(*expression.parts[0]) == "self") {
        const auto found = m_self.find(expression.text);
        return found != m_self.end() ? Item(found->second)
                                     : Item(atLine(expression.line, "self." + shortened(expression.text) +
                                                                        " is not known from __init__"));
    }
    if (const auto number = mathNumber(dottedName(expression)); number && importsMath()) {
        return *number;
    }
    if (expression.text != "T" && expression.text != "shape") {
        return atLine(expression.line, inQuotes("." + expression.text) + " is not read");
    }
    const Item of = evaluate(*expression.parts[0]);
    if (of && expression.text == "shape") {
        return sizesOf(*of, expression.line);
    }
    return of ? applyFunction("t", argumentsFrom({*of}), expression.line) : of;
}

Result<OperatorItem> Translator::list(const PythonExpression& expression)
{
    PythonValue tuple;
    tuple.kind = PythonValue::Kind::Tuple;
    for (const PythonExpressionPtr& part : expression.parts) {
        const Item item = evaluate(*part);
        if (!item) {
            return item;
        }
        if (item->kind == OperatorItem::Kind::Value) {
            tuple.items.push_back(item->value);
        }
        if (item->kind != OperatorItem::Kind::Value || leaves(tuple) > kPythonValueCap) {
            return atLine(part->line, "lists of tensors and long lists are not read");
        }
    }
    return valueItem(tuple);
}

Result<OperatorItem> Translator::unary(const PythonExpression& expression)
{
    const Item item = evaluate(*expression.parts[0]);
    if (!item || expression.text == "+") {
        return item;
    }
    if (item->kind == OperatorItem::Kind::Tensor) {
        return applyFunction("neg", argumentsFrom({*item}), expression.line);
    }
    PythonValue zero;
    zero.kind = PythonValue::Kind::Whole;
    Result<PythonValue> value = arithmetic("-", zero, item->value, expression.line);
    return value ? Item(valueItem(*value)) : Item(value.error());
}

Result<OperatorItem> Translator::binary(const PythonExpression& expression)
{
    const Item left = evaluate(*expression.parts[0]);
    const Item right = left ? evaluate(*expression.parts[1]) : left;
    if (!right) {
        return right;
    }
    if (left->kind == OperatorItem::Kind::Value && right->kind == OperatorItem::Kind::Value) {
        const Result<PythonValue> value = arithmetic(expression.text, left->value, right->value, expression.line);
        return value ? Item(valueItem(*value)) : Item(value.error());
    }
    if (expression.text == "**") {
        return power(expression, *left, *right);
    }
    constexpr std::pair<const char*, const char*> kFunctions[] = {
        {"+", "add"}, {"-", "sub"}, {"*", "mul"}, {"/", "div"}, {"@", "matmul"}};
    const auto function = std::find_if(std::begin(kFunctions), std::end(kFunctions),
                                       [&](const auto& entry) { return expression.text == entry.first; });
    if (function == std::end(kFunctions)) {
        return atLine(expression.line, inQuotes(expression.text) + " of tensors is not read");
    }
    return applyFunction(function->second, argumentsFrom({*left, *right}), expression.line);
}

Result<OperatorItem> Translator::power(const PythonExpression& expression, const OperatorItem& base,
                                       const OperatorItem& exponent)
{
    const bool readable = base.kind == OperatorItem::Kind::Tensor && exponent.kind == OperatorItem::Kind::Value &&
                          exponent.value.isNumber();
    const double value = readable ? exponent.value.number() : 0;
    if (value == 0.5) {
        return applyFunction("sqrt", argumentsFrom({base}), expression.line);
    }
    if (value != 2 && value != 3) {
        return atLine(expression.line, "of the powers of a tensor those of 2, 3 and 0.5 are read");
    }
    const Item square = applyFunction("square", argumentsFrom({base}), expression.line);
    return value == 2 || !square ? square : applyFunction("mul", argumentsFrom({*square, base}), expression.line);
}

Result<OperatorItem> Translator::call(const PythonExpression& expression)
{
    const PythonExpression& callee = *expression.parts[0];
    const std::string dotted = dottedName(callee);
    if (dotted == "nn.Parameter" || dotted == "torch.nn.Parameter") {
        return parameter(expression);
    }
    if (dotted == "torch.cat" || dotted == "torch.concat") {
        return joined(expression);
    }
    Result<Arguments> arguments = argumentsOf(expression);
    if (!arguments) {
        return arguments.error();
    }
    if (dotted == "math.sqrt" && importsMath()) {
        return rootOf(*arguments, expression.line);
    }
    const std::string module = torchModuleName(dotted);
    if (!module.empty() && m_inInit) {
        // Modules may hold modules: so many of them are also the deepest that applyModule() and destructors go.
        if (++m_modules > kModulesCap) {
            return atLine(expression.line, "it has more than " + std::to_string(kModulesCap) + " modules");
        }
        return makeTorchModule(module, m_attribute, *arguments, m_graph, m_names, expression.line);
    }
    if (const std::string function = torchFunctionName(dotted); !function.empty()) {
        if (function == "narrow") {
            return narrowed(*arguments, expression.line);
        }
        return applyFunction(function, *std::move(arguments), expression.line);
    }
    if (callee.kind != ExpressionKind::Attribute) {
        return atLine(expression.line,
                      "it calls " + (dotted.empty() ? "something" : inQuotes(dotted)) + ", which is not known here");
    }
    if (m_inInit && setsMode(callee.text)) {
        return moded(callee, *arguments);
    }
    const bool ofModel = dottedName(*callee.parts[0]) == "self";
    const Item object = evaluate(ofModel ? callee : *callee.parts[0]);
    if (!object) {
        return object;
    }
    if (ofModel) {
        const bool applies = object->kind == OperatorItem::Kind::Module && arguments->named.empty();
        return applies ? applyModule(*object, arguments->positional, expression.line)
                       : Item(atLine(expression.line, "self." + shortened(callee.text) + "(…) is not read"));
    }
    if (callee.text == "size" && arguments->positional.size() == 1 && arguments->named.empty()) {
        return sizeOf(*object, arguments->positional.front(), expression.line);
    }
    arguments->positional.insert(arguments->positional.begin(), *object);
    if (callee.text == "narrow") {
        return narrowed(*arguments, expression.line);
    }
    return callee.text == "view" || callee.text == "reshape"
               ? reshaped(*arguments, expression.line)
               : applyFunction(callee.text, *std::move(arguments), expression.line);
}

Result<OperatorItem> Translator::parameter(const PythonExpression& call)
{
    if (!m_inInit || m_attribute.empty() || call.parts.size() != 2 || !call.keywords.empty()) {
        return atLine(call.line, "nn.Parameter is read as self.name = nn.Parameter(torch.randn(…))");
    }
    if (m_graph.inputs.size() >= kInputsCap) {
        return atLine(call.line, "it has more than " + std::to_string(kInputsCap) + " inputs and parameters");
    }
    const Result<ProblemTensor> tensor = tensorOf(*call.parts[1], constantsHere());
    if (!tensor) {
        return tensor.error();
    }
    if (!isFloat(tensor->dtype) || tensor->structured) {
        return atLine(call.line, "parameters are read as floats that are drawn");
    }
    GraphInput input;
    input.name = m_names.claim(m_attribute);
    input.dtype = tensor->dtype;
    input.shape = m_names.shape(tensor->shape);
    input.mean = tensor->draw == ProblemTensor::Draw::Ones ? 1 : 0;
    input.deviation = 0.5;
    input.parameter = true;
    return tensorItem(m_graph.input(std::move(input)));
}

/// The tensors of a call come before what the module was made with. Where that has places of its own behind them, as a
/// pooling's window has, it takes one tensor.
Result<OperatorItem> Translator::applyModule(const OperatorItem& module, const std::vector<OperatorItem>& tensors,
                                             int line)
{
    if (++m_steps > kStepsCap) { // a Sequential may hold another one many times
        return atLine(line, "it is more than " + std::to_string(kStepsCap) + " steps long");
    }
    const bool sequential = module.function == "sequential";
    if (tensors.empty() || (tensors.size() > 1 && (sequential || module.arguments->positional.size() > 1))) {
        return atLine(line, "a module is called with another number of tensors than it takes");
    }
    if (sequential) {
        Item last = tensors.front();
        for (const OperatorItem& part : module.arguments->positional) {
            if (last && part.kind != OperatorItem::Kind::Module) {
                return atLine(line, "nn.Sequential holds what is no module");
            }
            last = last ? applyModule(part, {*last}, line) : last;
        }
        return last;
    }
    Arguments arguments = *module.arguments;
    const std::size_t own = std::min<std::size_t>(arguments.positional.size(), 1);
    arguments.positional.erase(arguments.positional.begin(),
                               arguments.positional.begin() + static_cast<std::ptrdiff_t>(own));
    arguments.positional.insert(arguments.positional.begin(), tensors.begin(), tensors.end());
    return applyFunction(module.function, std::move(arguments), line);
}

Result<OperatorItem> Translator::applyFunction(const std::string& name, Arguments arguments, int line)
{
    if (std::find(kRandom.begin(), kRandom.end(), name) != kRandom.end()) {
        Error error = atLine(line, inQuotes(name) + " behaves by chance or by the model's mode");
        error.kind = ErrorKind::Answer;
        return error;
    }
    if (m_graph.nodes.size() > kStepsCap) {
        return atLine(line, "it is more than " + std::to_string(kStepsCap) + " steps long");
    }
    if (const std::string fault = faultOfWholes(name, arguments); !fault.empty()) {
        return atLine(line, name + ": " + fault);
    }
    m_graph.line = line;
    const std::optional<NodeId> node = applyTorchFunction(name, m_graph, arguments);
    if (!node) {
        return atLine(line, "the function " + inQuotes(name) + " is not known here");
    }
    if (const std::string failure = arguments.failure(); !failure.empty()) {
        return atLine(line, name + ": " + failure);
    }
    if (m_graph.shape(*node).size() > kAxesCap) {
        return atLine(line, "a tensor has more than " + std::to_string(kAxesCap) + " axes");
    }
    for (const std::string& constant : arguments.constants()) {
        m_numbers.emplace(constant, line);
    }
    return tensorItem(*node);
}

Result<Arguments> Translator::argumentsOf(const PythonExpression& call)
{
    Arguments arguments;
    for (std::size_t i = 1; i < call.parts.size(); ++i) {
        const Item item = evaluate(*call.parts[i]);
        if (!item) {
            return item.error();
        }
        arguments.positional.push_back(*item);
    }
    for (const auto& [name, value] : call.keywords) {
        const Item item = evaluate(*value);
        if (!item) {
            return item.error();
        }
        arguments.named[name] = *item;
    }
    return arguments;
}

} // namespace espalier
