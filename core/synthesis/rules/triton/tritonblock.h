#pragma once

#include "core/synthesis/rules/triton/tritonrule.h"

namespace espalier::rules {

/// Another size of the blocks a kernel works in: a power of two that a launch, or a configuration of an autotuned
/// kernel, passes for a constant parameter. Only where every use of the parameter goes along: it is the step of a loop
/// that numbers its elements, or the program's number is multiplied by it and the grid has triton.cdiv(size, block)
/// programs, which is rewritten too. In a kernel with tl.dot no size goes below the 16 that it asks for.
class TritonBlock final : public TritonRule
{
public:
    std::string name() const override { return "triton-block"; }

protected:
    std::vector<ScriptChange> changes(const Script& script) const override;
};

} // namespace espalier::rules
