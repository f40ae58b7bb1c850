#pragma once

#include "core/synthesis/rules/triton/tritonrule.h"

namespace espalier::rules {

/// Loads and stores without a mask where the sizes come out even: `mask=None if EVEN else at < cols`, with EVEN a
/// constant that a triton.heuristics decorator works out at each launch from its arguments. The mask stays for all
/// other sizes. Only for masks each of whose comparisons is known to be true then: elements of a loop's or a program's
/// block, or of the whole row, below a size.
class EvenMasks final : public TritonRule
{
public:
    std::string name() const override { return "triton-even-masks"; }

protected:
    std::vector<ScriptChange> changes(const Script& script) const override;
};

} // namespace espalier::rules
