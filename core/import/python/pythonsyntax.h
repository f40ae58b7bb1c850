#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace espalier {

struct PythonExpression;
using PythonExpressionPtr = std::shared_ptr<const PythonExpression>;

/// An expression of the small part of Python that problem files need. Nothing is evaluated by parsing it. At most 100
/// levels deep, so that whoever walks it may recurse.
struct PythonExpression
{
    enum class Kind {
        Number,    ///< text as written
        Text,      ///< text without quotes
        Name,      ///< text; also None, True and False
        Attribute, ///< parts[0].text
        Call,      ///< parts[0] is called with the others, then the keywords
        Subscript, ///< parts[0][parts[1]]
        Slice,     ///< parts[0]:parts[1], in a subscript; None where one is left out
        Unary,     ///< text is + or -
        Binary,    ///< text is + - * / // % ** or @
        Tuple,     ///< in parentheses or without
        List,
        Star, ///< *parts[0], in a call, tuple or list
    };

    Kind kind = Kind::Name;
    int line = 0;
    int depth = 1;
    std::string text;
    std::vector<PythonExpressionPtr> parts;
    std::vector<std::pair<std::string, PythonExpressionPtr>> keywords;
};

struct PythonParameter
{
    std::string name;
    PythonExpressionPtr otherwise; ///< null without a default
};

/// A statement. What the reader does not know becomes Other, together with the block that belongs to it: whoever needs
/// it says so, and a file may hold anything where nobody looks.
struct PythonStatement
{
    enum class Kind {
        Assign,     ///< target = value; += and its like are spelled out
        Return,     ///< value, null for a bare return
        Expression, ///< value
        Class,      ///< name, bases, body
        Function,   ///< name, parameters, body
        Import,     ///< text is the whole line with single blanks: "import torch . nn as nn"
        Main,       ///< if __name__ == "__main__", with what belongs to it: not done when a file is imported
        Other,      ///< text says what is not read
    };

    Kind kind = Kind::Other;
    int line = 0;
    std::string name;
    std::string text;
    PythonExpressionPtr target;
    PythonExpressionPtr value;
    std::vector<PythonExpressionPtr> bases;
    std::vector<PythonParameter> parameters;
    std::vector<PythonStatement> body;
};

/// "torch.nn.functional.relu" of names joined by points, empty for anything else.
std::string dottedName(const PythonExpression& expression);

} // namespace espalier
