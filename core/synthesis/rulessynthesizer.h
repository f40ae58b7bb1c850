#pragma once

#include "core/synthesis/synthesizer.h"

namespace espalier {

/// The embedded synthesizer that needs no model: it parses the parent's source, with libclang or as Python, and
/// rewrites it. It looks
/// at the code, the diagnosis, the skills retrieved and what was tried before; never at the task's name or at a library
/// of finished kernels. A draft starts from the plain seed and applies a random but sensible bundle; a refinement
/// applies one to three transformations chosen by their expected gain; a merge takes tunables, flags or functions from
/// the other parent. The result always parses; whether it is right and fast is for the judge to say.
class RulesSynthesizer final : public Synthesizer
{
public:
    Result<Synthesis> synthesize(const Prompt& prompt, Transcript& transcript, std::stop_token stop) const override;
    std::string name() const override { return "rules"; }
};

} // namespace espalier
