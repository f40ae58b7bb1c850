#pragma once

#include "core/base/result.h"
#include "core/import/python/pythonsyntax.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace espalier {

/// What a constant of a problem file is worth.
struct PythonValue
{
    enum class Kind { None, Truth, Whole, Real, Text, Tuple };

    Kind kind = Kind::None;
    std::int64_t whole = 0; ///< of Whole; 0 or 1 of Truth
    double real = 0;
    std::string text;
    std::vector<PythonValue> items; ///< of lists too
    /// Of the constant that it is, unchanged, whatever it is passed on as: "batch_size". Empty when it was computed.
    std::string constant;
    bool computed = false; ///< from constants of the file

    bool isNumber() const { return kind == Kind::Whole || kind == Kind::Real; }
    double number() const { return kind == Kind::Whole ? static_cast<double>(whole) : real; }
};

/// Constants by name; those that cannot be read hold the sentence that says so, which matters to whoever asks for one.
using PythonConstants = std::map<std::string, Result<PythonValue>, std::less<>>;

/// The value of an expression of numbers, texts, tuples, constants and + - * / // % **. Everything else, above all any
/// call, is refused and never carried out; so are whole numbers beyond 2^53.
Result<PythonValue> constantValue(const PythonExpression& expression, const PythonConstants& constants);

/// How many values it consists of, those of lists in lists included; at most kPythonValueCap.
std::size_t leaves(const PythonValue& value);
inline constexpr std::size_t kPythonValueCap = 64;

/// a + b and its like of two values.
Result<PythonValue> arithmetic(const std::string& symbol, const PythonValue& a, const PythonValue& b, int line);

/// The assignments among the statements, in their order.
PythonConstants constantsOf(const std::vector<PythonStatement>& statements);

} // namespace espalier
