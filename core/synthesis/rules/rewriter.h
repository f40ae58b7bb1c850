#pragma once

#include "core/synthesis/rules/translationunit.h"

#include <map>
#include <string>

namespace espalier::rules {

/// Collects replacements of stretches of a source and writes the whole or a part with them. Replacements must not
/// overlap partly; one inside another is dropped in favour of the outer one.
class Rewriter
{
public:
    explicit Rewriter(const Kernel& kernel) : m_kernel(kernel) {}

    void replace(unsigned begin, unsigned end, std::string text);
    void replace(const Node& node, std::string text) { replace(node.begin, node.end, std::move(text)); }
    void insert(unsigned offset, const std::string& text);

    std::string result() const { return part(0, static_cast<unsigned>(m_kernel.source.size())); }
    /// The source between two offsets with the replacements that lie inside.
    std::string part(unsigned begin, unsigned end) const;
    std::string part(const Node& node) const { return part(node.begin, node.end); }

private:
    struct Edit
    {
        unsigned end = 0;
        std::string text;
    };
    const Kernel& m_kernel;
    std::map<unsigned, Edit> m_edits;          ///< by begin
    std::map<unsigned, std::string> m_inserts; ///< written before what stands at the offset
};

} // namespace espalier::rules
