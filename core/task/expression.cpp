#include "core/task/expression.h"

#include "core/task/wording.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace espalier {

struct Expression::Term
{
    enum class Kind { Number, Name, Negate, Add, Subtract, Multiply, Divide, Remainder, Min, Max, Ceil };

    Kind kind = Kind::Number;
    double number = 0;
    std::string name;
    std::shared_ptr<const Term> left;
    std::shared_ptr<const Term> right;
};

namespace {

using Term = Expression::Term;
using TermPtr = std::shared_ptr<const Term>;
constexpr int kDepthCap = 64;
constexpr std::size_t kTextCap = 1000;

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

TermPtr number(double value)
{
    auto term = std::make_shared<Term>();
    term->number = value;
    return term;
}

TermPtr node(Term::Kind kind, TermPtr left, TermPtr right = nullptr)
{
    auto term = std::make_shared<Term>();
    term->kind = kind;
    term->left = std::move(left);
    term->right = std::move(right);
    return term;
}

/// Recursive descent; the first failure is kept and every function returns null from then on.
class Parser
{
public:
    Parser(std::string_view text, const std::vector<std::string>& names) : m_text(text), m_names(names) {}

    TermPtr parse()
    {
        TermPtr term = sum();
        skipBlanks();
        if (term && m_at < m_text.size()) {
            return failHere();
        }
        return term;
    }
    const std::string& failure() const { return m_failure; }

private:
    TermPtr fail(std::string why)
    {
        if (m_failure.empty()) {
            m_failure = std::move(why);
        }
        return nullptr;
    }

    /// The offending byte is quoted only where it is a character by itself.
    TermPtr failHere()
    {
        const char c = m_text[m_at];
        const std::string seen =
            c > ' ' && c < 0x7f ? std::string("'").append(1, c).append("'") : "a strange character";
        return fail("there is " + seen + " at position " + std::to_string(m_at + 1));
    }

    void skipBlanks()
    {
        while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\t')) {
            ++m_at;
        }
    }

    bool accept(char c)
    {
        skipBlanks();
        if (m_at < m_text.size() && m_text[m_at] == c) {
            ++m_at;
            return true;
        }
        return false;
    }

    TermPtr sum()
    {
        TermPtr left = product();
        while (left) {
            const bool add = accept('+');
            if (!add && !accept('-')) {
                break;
            }
            TermPtr right = product();
            left = right ? node(add ? Term::Kind::Add : Term::Kind::Subtract, left, right) : nullptr;
        }
        return left;
    }

    TermPtr product()
    {
        TermPtr left = factor();
        while (left) {
            Term::Kind kind = Term::Kind::Multiply;
            if (accept('/')) {
                kind = Term::Kind::Divide;
            } else if (accept('%')) {
                kind = Term::Kind::Remainder;
            } else if (!accept('*')) {
                break;
            }
            TermPtr right = factor();
            left = right ? node(kind, left, right) : nullptr;
        }
        return left;
    }

    TermPtr factor()
    {
        if (++m_depth > kDepthCap) {
            return fail("it is nested more than " + std::to_string(kDepthCap) + " deep");
        }
        TermPtr term = innerFactor();
        --m_depth;
        return term;
    }

    TermPtr innerFactor()
    {
        if (accept('-')) {
            TermPtr term = factor();
            return term ? node(Term::Kind::Negate, term) : nullptr;
        }
        if (accept('(')) {
            TermPtr term = sum();
            return !term || accept(')') ? term : fail("a closing parenthesis is missing");
        }
        skipBlanks();
        if (m_at >= m_text.size()) {
            return fail(m_text.empty() ? "it is empty" : "it ends where a number or a name is due");
        }
        const char c = m_text[m_at];
        if (isDigit(c) || c == '.') {
            return literal();
        }
        return isLetter(c) ? nameOrCall() : failHere();
    }

    TermPtr literal()
    {
        double value = 0;
        const char* begin = m_text.data() + m_at;
        const auto [end, error] = std::from_chars(begin, m_text.data() + m_text.size(), value);
        if (error != std::errc() || !std::isfinite(value)) {
            return fail("the number at character " + std::to_string(m_at + 1) + " cannot be read");
        }
        m_at += static_cast<std::size_t>(end - begin);
        return number(value);
    }

    TermPtr nameOrCall()
    {
        const std::size_t begin = m_at;
        while (m_at < m_text.size() && (isLetter(m_text[m_at]) || isDigit(m_text[m_at]))) {
            ++m_at;
        }
        const std::string name(m_text.substr(begin, m_at - begin));
        if (accept('(')) {
            return call(name);
        }
        if (std::find(m_names.begin(), m_names.end(), name) == m_names.end()) {
            return fail(inQuotes(name) + " is not one of the dims");
        }
        auto term = std::make_shared<Term>();
        term->kind = Term::Kind::Name;
        term->name = name;
        return term;
    }

    TermPtr call(const std::string& name)
    {
        const auto kind = name == "min"    ? Term::Kind::Min
                          : name == "max"  ? Term::Kind::Max
                          : name == "ceil" ? Term::Kind::Ceil
                                           : Term::Kind::Number;
        if (kind == Term::Kind::Number) {
            return fail("there is no function " + inQuotes(name) + ", only min(a,b), max(a,b) and ceil(a,b)");
        }
        TermPtr left = sum();
        if (left && !accept(',')) {
            return fail(name + " takes two arguments");
        }
        TermPtr right = left ? sum() : nullptr;
        if (right && !accept(')')) {
            return fail("a closing parenthesis is missing after " + name);
        }
        return right ? node(kind, left, right) : nullptr;
    }

    std::string_view m_text;
    const std::vector<std::string>& m_names;
    std::size_t m_at = 0;
    int m_depth = 0;
    std::string m_failure;
};

double lookUp(const std::string& name, const Dims& dims)
{
    for (const auto& [dim, value] : dims) {
        if (dim == name) {
            return static_cast<double>(value);
        }
    }
    return std::numeric_limits<double>::quiet_NaN();
}

double evaluate(const Term& term, const Dims& dims)
{
    using Kind = Term::Kind;
    if (term.kind == Kind::Number) {
        return term.number;
    }
    if (term.kind == Kind::Name) {
        return lookUp(term.name, dims);
    }
    const double a = evaluate(*term.left, dims);
    if (term.kind == Kind::Negate) {
        return -a;
    }
    const double b = evaluate(*term.right, dims);
    switch (term.kind) {
    case Kind::Add:
        return a + b;
    case Kind::Subtract:
        return a - b;
    case Kind::Multiply:
        return a * b;
    case Kind::Divide:
        return a / b;
    case Kind::Remainder:
        return std::fmod(a, b);
    case Kind::Min:
        return std::min(a, b);
    case Kind::Max:
        return std::max(a, b);
    default:
        return std::ceil(a / b);
    }
}

} // namespace

Result<Expression> Expression::parse(std::string_view text, const std::vector<std::string>& names)
{
    const std::string what = "the expression " + inQuotes(text) + " cannot be used";
    const char* todo = "write numbers, dim names, + - * / % ( ), min(a,b), max(a,b) or ceil(a,b)";
    if (text.size() > kTextCap) {
        return Error{ErrorKind::Usage, what, "it is longer than " + std::to_string(kTextCap) + " characters", todo};
    }
    Parser parser(text, names);
    Expression expression;
    expression.m_text = text;
    expression.m_root = parser.parse();
    if (!expression.m_root) {
        return Error{ErrorKind::Usage, what, parser.failure(), todo};
    }
    return expression;
}

double Expression::value(const Dims& dims) const
{
    return m_root ? evaluate(*m_root, dims) : std::numeric_limits<double>::quiet_NaN();
}

} // namespace espalier
