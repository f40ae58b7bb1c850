#include "core/import/python/pythonexpressions.h"

#include "core/task/wording.h"

#include <algorithm>

namespace espalier {
namespace {

constexpr int kDepthCap = 100;

/// Words that begin or join what is not read.
bool isKeyword(std::string_view name)
{
    constexpr std::string_view kWords[] = {"lambda", "if",    "else", "for",   "in",       "not",   "and", "or",
                                           "is",     "yield", "from", "async", "await",    "while", "def", "class",
                                           "return", "del",   "with", "raise", "nonlocal", "global"};
    return std::find(std::begin(kWords), std::end(kWords), name) != std::end(kWords);
}

} // namespace

bool PythonExpressionParser::accept(const char* symbol)
{
    if (m_failure.empty() && here().is(symbol)) {
        ++m_at;
        return true;
    }
    return false;
}

PythonExpressionPtr PythonExpressionParser::fail(std::string why)
{
    if (m_failure.empty()) {
        m_failure = std::move(why);
    }
    return nullptr;
}

PythonExpressionPtr PythonExpressionParser::failHere()
{
    const PythonToken& token = here();
    return fail(token.text.empty() ? "it ends where more is due" : inQuotes(token.text) + " is not read here");
}

PythonExpressionPtr PythonExpressionParser::make(Kind kind, int line, std::string text,
                                                 std::vector<PythonExpressionPtr> parts)
{
    auto expression = std::make_shared<PythonExpression>();
    expression->kind = kind;
    expression->line = line;
    expression->text = std::move(text);
    for (const PythonExpressionPtr& part : parts) {
        if (!part) {
            return nullptr;
        }
        expression->depth = std::max(expression->depth, part->depth + 1);
    }
    if (expression->depth > kDepthCap) {
        return fail("an expression is more than " + std::to_string(kDepthCap) + " deep");
    }
    expression->parts = std::move(parts);
    return expression;
}

PythonExpressionPtr PythonExpressionParser::tupleOrSingle()
{
    const int line = here().line;
    PythonExpressionPtr first = item();
    if (!first || !here().is(",")) {
        return first;
    }
    std::vector<PythonExpressionPtr> parts{first};
    while (accept(",")) {
        const bool ends =
            here().kind == PythonToken::Kind::Newline || here().is("=") || here().is(";") || here().is("]");
        if (ends) {
            break;
        }
        parts.push_back(item());
    }
    return make(Kind::Tuple, line, "", std::move(parts));
}

PythonExpressionPtr PythonExpressionParser::item()
{
    const int line = here().line;
    return accept("*") ? make(Kind::Star, line, "", {single()}) : single();
}

PythonExpressionPtr PythonExpressionParser::single()
{
    if (++m_depth > kDepthCap) {
        return fail("an expression is more than " + std::to_string(kDepthCap) + " deep");
    }
    PythonExpressionPtr left = product();
    while (left && (here().is("+") || here().is("-"))) {
        const PythonToken& symbol = m_tokens[m_at++];
        left = make(Kind::Binary, symbol.line, symbol.text, {left, product()});
    }
    --m_depth;
    return left;
}

PythonExpressionPtr PythonExpressionParser::product()
{
    PythonExpressionPtr left = signedFactor();
    while (left && (here().is("*") || here().is("/") || here().is("//") || here().is("%") || here().is("@"))) {
        const PythonToken& symbol = m_tokens[m_at++];
        left = make(Kind::Binary, symbol.line, symbol.text, {left, signedFactor()});
    }
    return left;
}

PythonExpressionPtr PythonExpressionParser::signedFactor()
{
    if (++m_depth > kDepthCap) {
        return fail("an expression is more than " + std::to_string(kDepthCap) + " deep");
    }
    PythonExpressionPtr result;
    if (here().is("-") || here().is("+")) {
        const PythonToken& symbol = m_tokens[m_at++];
        result = make(Kind::Unary, symbol.line, symbol.text, {signedFactor()});
    } else {
        result = power();
    }
    --m_depth;
    return result;
}

PythonExpressionPtr PythonExpressionParser::power()
{
    PythonExpressionPtr base = trailed();
    if (base && here().is("**")) {
        const PythonToken& symbol = m_tokens[m_at++];
        return make(Kind::Binary, symbol.line, symbol.text, {base, signedFactor()});
    }
    return base;
}

PythonExpressionPtr PythonExpressionParser::trailed()
{
    PythonExpressionPtr expression = atom();
    while (expression) {
        const int line = here().line;
        if (accept("(")) {
            expression = call(expression, line);
        } else if (accept("[")) {
            PythonExpressionPtr at = index();
            if (at && !accept("]")) {
                return failHere();
            }
            expression = make(Kind::Subscript, line, "", {expression, at});
        } else if (accept(".")) {
            if (here().kind != PythonToken::Kind::Name) {
                return failHere();
            }
            expression = make(Kind::Attribute, line, m_tokens[m_at].text, {expression});
            ++m_at;
        } else {
            break;
        }
    }
    return expression;
}

/// What stands in [ ]; of slices those without a step that stand alone.
PythonExpressionPtr PythonExpressionParser::index()
{
    const int line = here().line;
    const auto none = [&] { return make(Kind::Name, line, "None", {}); };
    PythonExpressionPtr begin = here().is(":") ? none() : tupleOrSingle();
    if (!begin || !accept(":")) {
        return begin;
    }
    const PythonExpressionPtr end = here().is("]") ? none() : single();
    return make(Kind::Slice, line, "", {begin, end});
}

PythonExpressionPtr PythonExpressionParser::atom()
{
    const PythonToken& token = here();
    switch (token.kind) {
    case PythonToken::Kind::Number:
        ++m_at;
        return make(Kind::Number, token.line, token.text, {});
    case PythonToken::Kind::Text:
        ++m_at;
        return make(Kind::Text, token.line, token.text, {});
    case PythonToken::Kind::Name:
        if (isKeyword(token.text)) {
            return failHere();
        }
        ++m_at;
        return make(Kind::Name, token.line, token.text, {});
    default:
        break;
    }
    if (accept("(")) {
        return bracketed(")", false, token.line);
    }
    return accept("[") ? bracketed("]", true, token.line) : failHere();
}

/// A list, a tuple, or an expression in parentheses, which is itself.
PythonExpressionPtr PythonExpressionParser::bracketed(const char* close, bool list, int line)
{
    std::vector<PythonExpressionPtr> parts;
    bool comma = false;
    while (!accept(close)) {
        if (!parts.empty() && !comma) {
            return failHere();
        }
        parts.push_back(item());
        if (!parts.back()) {
            return nullptr;
        }
        comma = accept(",");
    }
    if (!list && parts.size() == 1 && !comma) {
        return parts.front();
    }
    return make(list ? Kind::List : Kind::Tuple, line, "", std::move(parts));
}

PythonExpressionPtr PythonExpressionParser::call(PythonExpressionPtr callee, int line)
{
    std::vector<PythonExpressionPtr> parts{std::move(callee)};
    std::vector<std::pair<std::string, PythonExpressionPtr>> keywords;
    int depth = 0;
    bool comma = true;
    while (!accept(")")) {
        if (!comma) {
            return failHere();
        }
        if (here().kind == PythonToken::Kind::Name && m_tokens[m_at + 1].is("=")) {
            const std::string name = here().text;
            m_at += 2;
            keywords.emplace_back(name, single());
            if (!keywords.back().second) {
                return nullptr;
            }
            depth = std::max(depth, keywords.back().second->depth);
        } else if (!keywords.empty()) {
            return failHere();
        } else {
            parts.push_back(item());
            if (!parts.back()) {
                return nullptr;
            }
        }
        comma = accept(",");
    }
    const PythonExpressionPtr made = make(Kind::Call, line, "", std::move(parts));
    if (!made || depth + 1 > kDepthCap) {
        return made ? fail("an expression is more than " + std::to_string(kDepthCap) + " deep") : nullptr;
    }
    auto withKeywords = std::make_shared<PythonExpression>(*made);
    withKeywords->keywords = std::move(keywords);
    withKeywords->depth = std::max(made->depth, depth + 1);
    return withKeywords;
}

std::string dottedName(const PythonExpression& expression)
{
    if (expression.kind == PythonExpression::Kind::Name) {
        return expression.text;
    }
    if (expression.kind != PythonExpression::Kind::Attribute) {
        return {};
    }
    const std::string owner = dottedName(*expression.parts[0]);
    return owner.empty() ? owner : owner + "." + expression.text;
}

} // namespace espalier
