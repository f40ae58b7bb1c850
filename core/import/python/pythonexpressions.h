#pragma once

#include "core/import/python/pythonsyntax.h"
#include "core/python/pythontokens.h"

#include <cstddef>
#include <string>
#include <vector>

namespace espalier {

/// Reads expressions by recursive descent from a place in a list of tokens that ends in End. The first failure is kept;
/// from then on every function returns null.
class PythonExpressionParser
{
public:
    PythonExpressionParser(const std::vector<PythonToken>& tokens, std::size_t& at) : m_tokens(tokens), m_at(at) {}

    /// One expression, or several with commas between them as a Tuple.
    PythonExpressionPtr tupleOrSingle();
    PythonExpressionPtr single();

    /// What stands there and is not understood.
    const std::string& failure() const { return m_failure; }

private:
    using Kind = PythonExpression::Kind;

    const PythonToken& here() const { return m_tokens[m_at]; }
    bool accept(const char* symbol);
    PythonExpressionPtr fail(std::string why);
    PythonExpressionPtr failHere();
    PythonExpressionPtr make(Kind kind, int line, std::string text, std::vector<PythonExpressionPtr> parts);

    PythonExpressionPtr item();
    PythonExpressionPtr product();
    PythonExpressionPtr signedFactor();
    PythonExpressionPtr power();
    PythonExpressionPtr trailed();
    PythonExpressionPtr index();
    PythonExpressionPtr atom();
    PythonExpressionPtr call(PythonExpressionPtr callee, int line);
    PythonExpressionPtr bracketed(const char* close, bool list, int line);

    const std::vector<PythonToken>& m_tokens;
    std::size_t& m_at;
    int m_depth = 0;
    std::string m_failure;
};

} // namespace espalier
