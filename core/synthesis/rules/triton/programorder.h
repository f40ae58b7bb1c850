#pragma once

#include "core/synthesis/rules/triton/tritonrule.h"

namespace espalier::rules {

/// Another order of the programs of a grid with two axes: groups of some rows are gone through column by column
/// (tl.swizzle2d), so that programs which run at the same time share what they read in the second-level cache. Every
/// pair of numbers still comes up once.
class ProgramOrder final : public TritonRule
{
public:
    std::string name() const override { return "triton-program-order"; }

protected:
    std::vector<ScriptChange> changes(const Script& script) const override;
};

} // namespace espalier::rules
