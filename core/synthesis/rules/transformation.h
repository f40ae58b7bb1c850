#pragma once

#include "core/base/result.h"
#include "core/base/rng.h"
#include "core/synthesis/rules/translationunit.h"

#include <string>
#include <vector>

namespace espalier::rules {

/// A place where a transformation can be applied.
struct Site
{
    unsigned offset = 0; ///< in the source, of the statement it starts at
    int variant = 0;     ///< meaning is the transformation's own
    std::string what;    ///< for people: "loop over i"
};

/// One way to rewrite a kernel's source. Has no state; works on any source that parses.
class Transformation
{
public:
    virtual ~Transformation() = default;
    /// The name skills use: "parallel-outer-loop".
    virtual std::string name() const = 0;
    /// Where it applies; empty when nowhere. Cheap: no parsing.
    virtual std::vector<Site> sites(const Kernel& kernel) const = 0;
    /// The new source, not yet parsed. Error kind Answer when the site turns out not to fit.
    virtual Result<std::string> apply(const Kernel& kernel, const Site& site, Rng& rng) const = 0;
};

/// The error of a transformation that does not fit.
Error doesNotApply(const std::string& transformation, const std::string& why);

} // namespace espalier::rules
