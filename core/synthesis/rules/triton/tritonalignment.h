#pragma once

#include "core/synthesis/rules/triton/tritonrule.h"

namespace espalier::rules {

/// Tells the compiler what is certain of an index: that a loop's counter, or the first element of a block, is a
/// multiple of the block, and that the block's elements follow one another. tl.multiple_of and tl.max_contiguous, from
/// which it sees how wide it may load.
class TritonAlignment final : public TritonRule
{
public:
    std::string name() const override { return "triton-alignment"; }

protected:
    std::vector<ScriptChange> changes(const Script& script) const override;
};

} // namespace espalier::rules
