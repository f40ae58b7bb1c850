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

/// One of the sizes, or all of them as a tuple or with a star.
Result<void> addSizes(const PythonExpression& expression, const PythonConstants& constants, ProblemTensor& tensor)
{
    const bool star = expression.kind == ExpressionKind::Star;
    const Result<PythonValue> value = constantValue(star ? *expression.parts[0] : expression, constants);
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

Result<void> readKeyword(const std::string& name, const PythonExpression& value, const PythonConstants& constants,
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
        return addSizes(value, constants, tensor);
    }
    return name == "device" ? Result<void>() : atLine(value.line, "the argument " + inQuotes(name) + " is not read");
}

Result<ProblemTensor> made(const PythonExpression& call, const PythonConstants& constants)
{
    const std::string callee = dottedName(*call.parts[0]);
    const std::optional<Draw> draw = drawOf(callee);
    if (!draw) {
        return atLine(call.line, "the input is made by " + (callee.empty() ? "a call" : inQuotes(callee)) +
                                     "; torch.rand, randn, ones and zeros are read");
    }
    ProblemTensor tensor;
    tensor.draw = *draw;
    for (std::size_t i = 1; i < call.parts.size(); ++i) {
        if (const auto added = addSizes(*call.parts[i], constants, tensor); !added) {
            return added.error();
        }
    }
    for (const auto& [name, value] : call.keywords) {
        if (const auto read = readKeyword(name, *value, constants, tensor); !read) {
            return read.error();
        }
    }
    return tensor;
}

} // namespace

Result<ProblemTensor> tensorOf(const PythonExpression& expression, const PythonConstants& constants)
{
    if (expression.kind == ExpressionKind::Call) {
        return made(expression, constants);
    }
    if (expression.kind == ExpressionKind::Unary) {
        return tensorOf(*expression.parts[0], constants);
    }
    const bool arithmetic =
        expression.kind == ExpressionKind::Binary &&
        (expression.text == "+" || expression.text == "-" || expression.text == "*" || expression.text == "/");
    if (!arithmetic) {
        return atLine(expression.line,
                      "an input is read as torch.rand(…) or the like, with numbers added or multiplied");
    }
    const bool numberFirst = bool(constantValue(*expression.parts[0], constants));
    const Result<PythonValue> number = constantValue(*expression.parts[numberFirst ? 0 : 1], constants);
    if (!number) {
        return number.error();
    }
    Result<ProblemTensor> tensor = tensorOf(*expression.parts[numberFirst ? 1 : 0], constants);
    if (tensor && !number->isNumber()) {
        return atLine(expression.line, "only numbers are added to or multiplied with an input");
    }
    return tensor;
}

} // namespace espalier
