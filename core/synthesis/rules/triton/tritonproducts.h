#pragma once

#include "core/synthesis/rules/triton/tritonrule.h"

namespace espalier::rules {

/// Products of 32-bit numbers on tensor cores: input_precision="tf32x3" in the place of "ieee" on tl.dot, and back.
/// Each factor is split into parts of 10 bits of mantissa and three products are added up in 32 bits, which keeps
/// nearly all of float32's accuracy. The sums stay in float32 either way.
class TritonProducts final : public TritonRule
{
public:
    std::string name() const override { return "triton-products"; }

protected:
    std::vector<ScriptChange> changes(const Script& script) const override;
};

} // namespace espalier::rules
