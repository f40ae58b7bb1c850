#pragma once

#include "core/synthesis/rules/triton/tritonrule.h"

namespace espalier::rules {

/// Has Triton try some numbers of warps at the first call with each size, and keep the best: @triton.autotune with the
/// sizes as its key. Not for kernels that read what they write, or count in it: trying runs them several times.
class TritonAutotune final : public TritonRule
{
public:
    std::string name() const override { return "triton-autotune"; }

protected:
    std::vector<ScriptChange> changes(const Script& script) const override;
};

} // namespace espalier::rules
