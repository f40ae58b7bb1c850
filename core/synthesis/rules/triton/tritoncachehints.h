#pragma once

#include "core/synthesis/rules/triton/tritonrule.h"

namespace espalier::rules {

/// Says which loads and stores the caches need not keep, and which they should: eviction_policy on loads,
/// cache_modifier on stores. What a program reads by its own number is read once and may go first; what all programs
/// read should stay.
class TritonCacheHints final : public TritonRule
{
public:
    std::string name() const override { return "triton-cache-hints"; }

protected:
    std::vector<ScriptChange> changes(const Script& script) const override;
};

} // namespace espalier::rules
