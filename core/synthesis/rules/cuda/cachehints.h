#pragma once

#include "core/synthesis/rules/transformation.h"

namespace espalier::rules {

/// Says of one array of a kernel how the caches are to treat it: reads through the read-only path, __ldg (variant 0),
/// reads or writes of what nobody needs again, __ldcs (variant 1) and __stcs (variant 2). Arrays that are read are
/// constant parameters; those that are written are written by plain assignments alone.
class CacheHints final : public Transformation
{
public:
    std::string name() const override { return "cache-hints"; }
    std::vector<Site> sites(const Kernel& kernel) const override;
    Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const override;
};

} // namespace espalier::rules
