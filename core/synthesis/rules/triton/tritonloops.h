#pragma once

#include "core/synthesis/rules/triton/tritonrule.h"

namespace espalier::rules {

/// The form of a kernel's loop: pipelined in so many stages or unrolled so many times by tl.range, written out whole by
/// tl.static_range where it has few rounds and their number is known.
class TritonLoops final : public TritonRule
{
public:
    std::string name() const override { return "triton-loops"; }

protected:
    std::vector<ScriptChange> changes(const Script& script) const override;
};

} // namespace espalier::rules
