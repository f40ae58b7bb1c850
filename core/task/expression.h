#pragma once

#include "core/base/result.h"
#include "core/graph/evaluation.h"

#include <memory>
#include <string>
#include <string_view>

namespace espalier {

/// Integer-valued or real expression over a task's dims: + - * / % ( ) numbers, dim names, min(a,b), max(a,b),
/// ceil(a,b)
/// (= ⌈a/b⌉). Used for shapes, flops and bytes. Evaluated in double; parsing refuses unknown names, depth over 64 and
/// text over 1,000 characters. An immutable value.
class Expression
{
public:
    static Result<Expression> parse(std::string_view text, const std::vector<std::string>& names);

    double value(const Dims& dims) const;
    const std::string& text() const { return m_text; }

    struct Term; ///< a parsed (sub-)expression; private to expression.cpp

private:
    std::string m_text;
    std::shared_ptr<const Term> m_root;
};

} // namespace espalier
