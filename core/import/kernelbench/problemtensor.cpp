#include "core/import/kernelbench/problem.h"
#include "core/python/pythontokens.h"
#include "core/task/wording.h"

#include <algorithm>

namespace espalier {
namespace {

using Draw = ProblemTensor::Draw;
using ExpressionKind = PythonExpression::Kind;
using ValueKind = PythonValue::Kind;

constexpr std::int64_t kLargestSize = std::int64_t{1} << 31;
constexpr std::size_t kAxesCap = 8;

std::optional<Draw> drawOf(const std::string& callee)
{
    constexpr std::pair<const char*, Draw> kCallees[] = {{"torch.randn", Draw::Normal},
                                                         {"torch.rand", Draw::Uniform},
                                                         {"torch.ones", Draw::Ones},
                                                         {"torch.zeros", Draw::Zeros}};
    const auto found = std::find_if(std::begin(kCallees), std::end(kCallees),
                                    [&](const auto& entry) { return callee == entry.first; });
    return found == std::end(kCallees) ? std::nullopt : std::optional(found->second);
}

Result<DType> dtypeOf(const PythonExpression& expression)
{
    const std::string name = dottedName(expression);
    if (name == "torch.float32" || name == "torch.float") {
        return DType::Float32;
    }
    if (name == "torch.float64" || name == "torch.double") {
        return DType::Float64;
    }
    return atLine(expression.line, "elements of the type " + inQuotes(name) + " are not read, only floats");
}

Result<void> addSize(const PythonValue& value, int line, ProblemTensor& tensor)
{
    if (value.kind != ValueKind::Whole || value.whole < 1 || value.whole > kLargestSize) {
        return atLine(line, "a size is no whole number from 1 to 2^31");
    }
    if (tensor.shape.size() == kAxesCap) {
        return atLine(line, "a tensor has more than " + std::to_string(kAxesCap) + " axes");
    }
    tensor.shape.push_back(value);
    return {};
}

/// What is known where a tensor is made.
struct Known
{
    const PythonConstants& constants;
    const ProblemTensors& tensors;
};

/// "name.shape" of a tensor that is known.
const ProblemTensor* shapeSource(const PythonExpression& expression, const ProblemTensors& tensors)
{
    const bool shape = expression.kind == ExpressionKind::Attribute && expression.text == "shape" &&
                       expression.parts[0]->kind == ExpressionKind::Name;
    const auto found = shape ? tensors.find(expression.parts[0]->text) : tensors.end();
    return found == tensors.end() ? nullptr : &found->second;
}

/// One of the sizes, or all of them as a tuple, with a star, or as another tensor's shape.
Result<void> addSizes(const PythonExpression& expression, const Known& known, ProblemTensor& tensor)
{
    const bool star = expression.kind == ExpressionKind::Star;
    const PythonExpression& sizes = star ? *expression.parts[0] : expression;
    if (const ProblemTensor* source = shapeSource(sizes, known.tensors)) {
        for (const PythonValue& size : source->shape) {
            if (const auto added = addSize(size, expression.line, tensor); !added) {
                return added;
            }
        }
        return {};
    }
    const Result<PythonValue> value = constantValue(sizes, known.constants);
    if (!value) {
        return value.error();
    }
    if (value->kind != ValueKind::Tuple) {
        return star ? Result<void>(atLine(expression.line, "* stands before what is no list"))
                    : addSize(*value, expression.line, tensor);
    }
    for (const PythonValue& item : value->items) {
        if (const auto added = addSize(item, expression.line, tensor); !added) {
            return added;
        }
    }
    return {};
}

Result<void> readKeyword(const std::string& name, const PythonExpression& value, const Known& known,
                         ProblemTensor& tensor)
{
    if (name == "dtype") {
        const Result<DType> dtype = dtypeOf(value);
        if (!dtype) {
            return dtype.error();
        }
        tensor.dtype = *dtype;
        return {};
    }
    if (name == "size") {
        return addSizes(value, known, tensor);
    }
    return name == "device" ? Result<void>() : atLine(value.line, "the argument " + inQuotes(name) + " is not read");
}

bool isNumber(const PythonExpression& expression, const char* text)
{
    return expression.kind == ExpressionKind::Number && expression.text == text;
}

/// torch.randint(0, 2, sizes).bool()
bool isBools(const PythonExpression& call)
{
    const PythonExpression& callee = *call.parts[0];
    if (callee.kind != ExpressionKind::Attribute || callee.text != "bool" || call.parts.size() != 1 ||
        !call.keywords.empty() || callee.parts[0]->kind != ExpressionKind::Call) {
        return false;
    }
    const PythonExpression& drawn = *callee.parts[0];
    return dottedName(*drawn.parts[0]) == "torch.randint" && drawn.parts.size() == 4 && drawn.keywords.empty() &&
           isNumber(*drawn.parts[1], "0") && isNumber(*drawn.parts[2], "2");
}

/// torch.triu(a) and torch.tril(a)
bool isTriangle(const PythonExpression& call)
{
    const std::string callee = dottedName(*call.parts[0]);
    return (callee == "torch.triu" || callee == "torch.tril") && call.parts.size() == 2 && call.keywords.empty();
}

/// The name in "name + name.T".
std::string symmetricName(const PythonExpression& sum)
{
    if (sum.kind != ExpressionKind::Binary || sum.text != "+") {
        return {};
    }
    const std::string name = sum.parts[0]->kind == ExpressionKind::Name ? sum.parts[0]->text : std::string();
    return !name.empty() && dottedName(*sum.parts[1]) == name + ".T" ? name : std::string();
}

/// torch.randint(0, size, sizes) or torch.randint(size, sizes), of the type that it has by itself. The range is a size,
/// so that it follows what it points into.
Result<ProblemTensor> madePlaces(const PythonExpression& call, const Known& known)
{
    const Error notRead = atLine(call.line, "torch.randint is read as torch.randint(0, size, sizes)");
    std::vector<PythonExpressionPtr> given(call.parts.begin() + 1, call.parts.end());
    for (const auto& [name, value] : call.keywords) {
        const std::string text = dottedName(*value);
        if (name == "size") {
            given.push_back(value);
        } else if (name != "device" && (name != "dtype" || (text != "torch.int64" && text != "torch.long"))) {
            return atLine(value->line, "whole numbers are read as int64, drawn from 0");
        }
    }
    const bool both = given.size() == 3;
    const auto low = both ? constantValue(*given[0], known.constants) : Result<PythonValue>(PythonValue());
    const auto high =
        both || given.size() == 2 ? constantValue(*given[both ? 1 : 0], known.constants) : Result<PythonValue>(notRead);
    const bool fromZero = !both || (low && low->kind == ValueKind::Whole && low->whole == 0);
    const bool range =
        high && high->kind == ValueKind::Whole && !high->computed && high->whole >= 1 && high->whole <= kLargestSize;
    if (!fromZero || !range) {
        return high && high->computed ? atLine(call.line, "the range of whole numbers is computed, and is no size then")
                                      : notRead;
    }
    ProblemTensor places;
    places.draw = Draw::Places;
    places.dtype = DType::Int64;
    places.below = *high;
    const auto added = addSizes(*given.back(), known, places);
    return added ? Result<ProblemTensor>(places) : Result<ProblemTensor>(added.error());
}

Result<ProblemTensor> made(const PythonExpression& call, const Known& known)
{
    if (isBools(call)) {
        ProblemTensor bools;
        bools.draw = Draw::Bools;
        bools.dtype = DType::Int32;
        const auto added = addSizes(*call.parts[0]->parts[0]->parts[3], known, bools);
        return added ? Result<ProblemTensor>(bools) : Result<ProblemTensor>(added.error());
    }
    const std::string callee = dottedName(*call.parts[0]);
    if (callee == "torch.randint") {
        return madePlaces(call, known);
    }
    const std::optional<Draw> draw = drawOf(callee);
    if (!draw) {
        return atLine(call.line, "the input is made by " + (callee.empty() ? "a call" : inQuotes(callee)) +
                                     "; torch.rand, randn, ones and zeros are read");
    }
    ProblemTensor tensor;
    tensor.draw = *draw;
    for (std::size_t i = 1; i < call.parts.size(); ++i) {
        if (const auto added = addSizes(*call.parts[i], known, tensor); !added) {
            return added.error();
        }
    }
    for (const auto& [name, value] : call.keywords) {
        if (const auto read = readKeyword(name, *value, known, tensor); !read) {
            return read.error();
        }
    }
    return tensor;
}

Result<ProblemTensor> structured(Result<ProblemTensor> tensor)
{
    if (tensor) {
        tensor->structured = true;
    }
    return tensor;
}

/// What is computed with. With bools and places that has rules of its own.
Result<ProblemTensor> floatsOf(const PythonExpression& expression, const PythonConstants& constants,
                               const ProblemTensors& known)
{
    const Result<ProblemTensor> tensor = tensorOf(expression, constants, known);
    return tensor && !isFloat(tensor->dtype)
               ? Result<ProblemTensor>(atLine(expression.line, "nothing is computed with bools or places in an input"))
               : tensor;
}

/// scale = torch.rand(()): one number for a whole tensor, which is drawn otherwise here.
bool isScale(const PythonExpression& expression, const ProblemTensors& known)
{
    const auto found = expression.kind == ExpressionKind::Name ? known.find(expression.text) : known.end();
    return found != known.end() && found->second.shape.empty() && isFloat(found->second.dtype);
}

} // namespace

Result<ProblemTensor> tensorOf(const PythonExpression& expression, const PythonConstants& constants,
                               const ProblemTensors& known)
{
    if (expression.kind == ExpressionKind::Call && isTriangle(expression)) {
        return structured(floatsOf(*expression.parts[1], constants, known));
    }
    if (expression.kind == ExpressionKind::Call) {
        return made(expression, {constants, known});
    }
    if (expression.kind == ExpressionKind::Name && known.contains(expression.text)) {
        return known.find(expression.text)->second;
    }
    if (const auto whole = known.find(symmetricName(expression));
        whole != known.end() && isFloat(whole->second.dtype)) {
        return structured(whole->second);
    }
    if (expression.kind == ExpressionKind::Unary) {
        return floatsOf(*expression.parts[0], constants, known);
    }
    const bool arithmetic =
        expression.kind == ExpressionKind::Binary &&
        (expression.text == "+" || expression.text == "-" || expression.text == "*" || expression.text == "/");
    if (!arithmetic) {
        return atLine(expression.line,
                      "an input is read as torch.rand(…) or the like, with numbers added or multiplied");
    }
    for (const std::size_t side : {0U, 1U}) {
        if (expression.text == "*" && isScale(*expression.parts[side], known)) {
            return floatsOf(*expression.parts[1 - side], constants, known);
        }
    }
    const bool numberFirst = bool(constantValue(*expression.parts[0], constants));
    const Result<PythonValue> number = constantValue(*expression.parts[numberFirst ? 0 : 1], constants);
    if (!number) {
        return number.error();
    }
    Result<ProblemTensor> tensor = floatsOf(*expression.parts[numberFirst ? 1 : 0], constants, known);
    if (tensor && !number->isNumber()) {
        return atLine(expression.line, "only numbers are added to or multiplied with an input");
    }
    return tensor;
}

} // namespace espalier
