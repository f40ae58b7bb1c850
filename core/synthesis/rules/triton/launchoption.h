#pragma once

#include "core/synthesis/rules/triton/tritonrule.h"

namespace espalier::rules {

/// A launch's number of warps, or of stages that its loops are pipelined in: at the launch, or in each configuration of
/// an autotuned kernel. Says something to the compiler alone, so it fits every kernel; stages where there is a loop.
class LaunchOption final : public TritonRule
{
public:
    enum class Kind { Warps, Stages };

    explicit LaunchOption(Kind kind) : m_kind(kind) {}
    std::string name() const override { return m_kind == Kind::Warps ? "triton-warps" : "triton-stages"; }

protected:
    std::vector<ScriptChange> changes(const Script& script) const override;

private:
    Kind m_kind;
};

} // namespace espalier::rules
