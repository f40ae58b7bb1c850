#pragma once

#include "core/synthesis/rules/transformation.h"
#include "core/synthesis/rules/triton/script.h"

#include <string>
#include <vector>

namespace espalier::rules {

/// Text that takes the place of the bytes [begin, end) of a source.
struct TextEdit
{
    unsigned begin = 0;
    unsigned end = 0;
    std::string text;
};

/// One way to change a script: the place as people and searches see it, and what is written there. The edits do not
/// overlap; several at one place are written in their order.
struct ScriptChange
{
    Site site;
    std::vector<TextEdit> edits;
};

/// A transformation of Triton's Python. Whoever derives says all the changes it could make; nothing in them depends on
/// chance.
class TritonRule : public Transformation
{
public:
    std::vector<Site> sites(const Kernel& kernel) const final;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const final;

protected:
    virtual std::vector<ScriptChange> changes(const Script& script) const = 0;
};

/// Reads a candidate for the target triton. What is not understood is refused with ErrorKind::Answer.
Result<std::shared_ptr<const Kernel>> parseTritonKernel(const std::string& source);

/// The edit that gives a call an argument by name: in the place of the one that it has, or behind its last.
TextEdit withArgument(const Script& script, const ScriptCall& call, const std::string& name, const std::string& value);

/// The blanks in front of a line.
std::string indentOf(const Script& script, std::size_t line);

} // namespace espalier::rules
