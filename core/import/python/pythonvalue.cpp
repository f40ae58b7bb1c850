#include "core/import/python/pythonvalue.h"

#include "core/python/pythontokens.h"
#include "core/task/wording.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>

namespace espalier {
namespace {

using ValueKind = PythonValue::Kind;
using ExpressionKind = PythonExpression::Kind;

constexpr std::int64_t kLargestWhole = std::int64_t{1} << 53;
constexpr std::size_t kTextCap = 200;
constexpr std::size_t kConstantsCap = 1000; ///< later ones are not read

constexpr const char* kTooLong = "the list has more than 64 elements";

Result<PythonValue> whole(std::int64_t value, int line)
{
    if (value > kLargestWhole || value < -kLargestWhole) {
        return atLine(line, "the number is beyond 2^53");
    }
    PythonValue result;
    result.kind = ValueKind::Whole;
    result.whole = value;
    return result;
}

Result<PythonValue> real(double value, int line)
{
    if (!std::isfinite(value)) {
        return atLine(line, "the number is not finite");
    }
    PythonValue result;
    result.kind = ValueKind::Real;
    result.real = value;
    return result;
}

Result<PythonValue> literal(const PythonExpression& expression)
{
    std::string digits;
    for (const char c : expression.text) {
        digits += c == '_' ? "" : std::string(1, c);
    }
    const char* end = digits.data() + digits.size();
    if (digits.find_first_not_of("0123456789") == std::string::npos) {
        std::int64_t value = 0;
        const auto [at, error] = std::from_chars(digits.data(), end, value);
        if (error != std::errc()) {
            return atLine(expression.line, "the number is beyond 2^53");
        }
        return whole(value, expression.line);
    }
    double value = 0;
    const auto [at, error] = std::from_chars(digits.data(), end, value);
    if (error != std::errc() || at != end) {
        return atLine(expression.line, "the number " + inQuotes(expression.text) + " is not read");
    }
    return real(value, expression.line);
}

Result<PythonValue> named(const PythonExpression& expression, const PythonConstants& constants)
{
    PythonValue value;
    if (expression.text == "None") {
        return value;
    }
    if (expression.text == "True" || expression.text == "False") {
        value.kind = ValueKind::Truth;
        value.whole = expression.text == "True" ? 1 : 0;
        return value;
    }
    const auto found = constants.find(expression.text);
    if (found == constants.end()) {
        return atLine(expression.line, inQuotes(expression.text) + " is no constant of this file");
    }
    return found->second;
}

std::int64_t flooredQuotient(std::int64_t a, std::int64_t b)
{
    return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}

Result<PythonValue> power(std::int64_t base, std::int64_t exponent, int line)
{
    std::int64_t value = 1;
    for (std::int64_t i = 0; i < exponent; ++i) {
        if (__builtin_mul_overflow(value, base, &value) || value > kLargestWhole || value < -kLargestWhole) {
            return atLine(line, "the number is beyond 2^53");
        }
        if (value == 0 || value == 1) { // 0 and 1 stay what they are
            break;
        }
        if (base == -1) {
            return whole(exponent % 2 == 0 ? 1 : -1, line);
        }
    }
    return whole(value, line);
}

/// Both are whole and, but for /, so is the result. Operands are at most 2^53 in size, sums and differences therefore
/// fit.
Result<PythonValue> ofWholes(const std::string& symbol, std::int64_t a, std::int64_t b, int line)
{
    if (symbol == "+" || symbol == "-") {
        return whole(symbol == "+" ? a + b : a - b, line);
    }
    if (symbol == "*") {
        std::int64_t product = 0;
        return __builtin_mul_overflow(a, b, &product) ? whole(kLargestWhole + 1, line) : whole(product, line);
    }
    if (symbol == "**" && b >= 0) {
        return power(a, b, line);
    }
    if (b == 0) {
        return atLine(line, "it divides by zero");
    }
    if (symbol == "//") {
        return whole(flooredQuotient(a, b), line);
    }
    return whole(a - flooredQuotient(a, b) * b, line); // %
}

Result<PythonValue> ofNumbers(const std::string& symbol, const PythonValue& left, const PythonValue& right, int line)
{
    const bool wholes = left.kind == ValueKind::Whole && right.kind == ValueKind::Whole;
    if (wholes && symbol != "/" && !(symbol == "**" && right.whole < 0)) {
        return ofWholes(symbol, left.whole, right.whole, line);
    }
    const double a = left.number();
    const double b = right.number();
    if (symbol == "+" || symbol == "-") {
        return real(symbol == "+" ? a + b : a - b, line);
    }
    if (symbol == "*" || symbol == "/") {
        return real(symbol == "*" ? a * b : a / b, line);
    }
    if (symbol == "**") {
        return real(std::pow(a, b), line);
    }
    const double quotient = std::floor(a / b);
    return real(symbol == "//" ? quotient : a - quotient * b, line);
}

Result<PythonValue> tuple(const PythonExpression& expression, const PythonConstants& constants)
{
    PythonValue result;
    result.kind = ValueKind::Tuple;
    for (const PythonExpressionPtr& part : expression.parts) {
        const bool star = part->kind == ExpressionKind::Star;
        Result<PythonValue> item = constantValue(star ? *part->parts[0] : *part, constants);
        if (!item) {
            return item;
        }
        if (star && item->kind != ValueKind::Tuple) {
            return atLine(part->line, "* stands before what is no list");
        }
        if (star) {
            result.items.insert(result.items.end(), item->items.begin(), item->items.end());
        } else {
            result.items.push_back(*std::move(item));
        }
        if (leaves(result) > kPythonValueCap) {
            return atLine(part->line, kTooLong);
        }
    }
    return result;
}

/// Whatever is named in a target that is not read, "list[0]" or "a, *b", is not known from there on.
void forget(const PythonExpression& target, PythonConstants& constants)
{
    if (target.kind == ExpressionKind::Name) {
        constants.insert_or_assign(target.text, atLine(target.line, "this assignment is not read"));
    }
    for (const PythonExpressionPtr& part : target.parts) {
        forget(*part, constants);
    }
}

bool isNames(const PythonExpression& target)
{
    return target.kind == ExpressionKind::Tuple &&
           std::ranges::all_of(target.parts, [](const auto& part) { return part->kind == ExpressionKind::Name; });
}

void keep(const std::string& name, Result<PythonValue> value, PythonConstants& constants)
{
    if (value && value->constant.empty()) {
        value->constant = name;
    }
    constants.insert_or_assign(name, std::move(value));
}

/// "height, width = 32, 48". All values are there before the first name gets one.
void assignEach(const PythonExpression& target, const PythonExpression& value, PythonConstants& constants)
{
    const Result<PythonValue> list = constantValue(value, constants);
    if (!list || list->kind != ValueKind::Tuple || list->items.size() != target.parts.size()) {
        forget(target, constants);
        return;
    }
    for (std::size_t i = 0; i < target.parts.size(); ++i) {
        keep(target.parts[i]->text, list->items[i], constants);
    }
}

void assign(const PythonExpression& target, const PythonExpression& value, PythonConstants& constants)
{
    if (isNames(target) && constants.size() + target.parts.size() <= kConstantsCap) {
        assignEach(target, value, constants);
        return;
    }
    if (target.kind != ExpressionKind::Name || constants.size() >= kConstantsCap) {
        forget(target, constants);
        return;
    }
    keep(target.text, constantValue(value, constants), constants);
}

} // namespace

// Constants may hold constants: without a limit on the whole a few lines could fill memory.
std::size_t leaves(const PythonValue& value)
{
    std::size_t count = 1;
    for (const PythonValue& item : value.items) {
        count += leaves(item);
    }
    return count;
}

Result<PythonValue> arithmetic(const std::string& symbol, const PythonValue& a, const PythonValue& b, int line)
{
    if (symbol == "+" && a.kind == ValueKind::Tuple && b.kind == ValueKind::Tuple) {
        PythonValue joined = a;
        joined.constant.clear();
        joined.items.insert(joined.items.end(), b.items.begin(), b.items.end());
        return leaves(joined) > kPythonValueCap ? Result<PythonValue>(atLine(line, kTooLong)) : joined;
    }
    if (!a.isNumber() || !b.isNumber() || symbol == "@") {
        return atLine(line, inQuotes(symbol) + " is read between numbers only");
    }
    Result<PythonValue> value = ofNumbers(symbol, a, b, line);
    if (value) {
        value->computed = a.computed || b.computed || !a.constant.empty() || !b.constant.empty();
    }
    return value;
}

Result<PythonValue> constantValue(const PythonExpression& expression, const PythonConstants& constants)
{
    switch (expression.kind) {
    case ExpressionKind::Number:
        return literal(expression);
    case ExpressionKind::Text: {
        if (expression.text.size() > kTextCap) {
            return atLine(expression.line, "the text is longer than " + std::to_string(kTextCap) + " bytes");
        }
        PythonValue value;
        value.kind = ValueKind::Text;
        value.text = expression.text;
        return value;
    }
    case ExpressionKind::Name:
        return named(expression, constants);
    case ExpressionKind::Tuple:
    case ExpressionKind::List:
        return tuple(expression, constants);
    case ExpressionKind::Binary: {
        const Result<PythonValue> left = constantValue(*expression.parts[0], constants);
        const Result<PythonValue> right = left ? constantValue(*expression.parts[1], constants) : left;
        return right ? arithmetic(expression.text, *left, *right, expression.line) : right;
    }
    case ExpressionKind::Unary: {
        Result<PythonValue> value = constantValue(*expression.parts[0], constants);
        if (!value || expression.text == "+") {
            return value;
        }
        if (!value->isNumber()) {
            return atLine(expression.line, "- is read before numbers only");
        }
        value->computed = value->computed || !value->constant.empty();
        value->constant.clear();
        value->whole = -value->whole;
        value->real = -value->real;
        return value;
    }
    case ExpressionKind::Call: {
        const std::string callee = dottedName(*expression.parts[0]);
        return atLine(expression.line, "it calls " + (callee.empty() ? "something" : inQuotes(callee)) +
                                           ", and nothing of the file is run");
    }
    default:
        return atLine(expression.line, "only numbers, texts, lists and constants are read as values");
    }
}

PythonConstants constantsOf(const std::vector<PythonStatement>& statements)
{
    PythonConstants constants;
    for (const PythonStatement& statement : statements) {
        if (statement.kind == PythonStatement::Kind::Import) {
            std::istringstream words(statement.text);
            for (std::string word; words >> word;) {
                constants.insert_or_assign(word, atLine(statement.line, inQuotes(word) + " is imported"));
            }
        } else if (statement.kind == PythonStatement::Kind::Assign) {
            assign(*statement.target, *statement.value, constants);
        }
    }
    return constants;
}

} // namespace espalier
