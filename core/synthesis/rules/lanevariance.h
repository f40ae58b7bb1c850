#pragma once

#include "core/synthesis/rules/dependence.h"

#include <set>

namespace espalier::rules {

/// Which variables declared in a loop's body have different values in different iterations of that loop run side by
/// side.
class LaneVariance
{
public:
    LaneVariance(const Kernel& kernel, const Loop& loop);

    /// Does the expression or statement depend on the iteration?
    bool varies(const Node& node) const;
    bool varies(unsigned declaration) const { return m_variant.contains(declaration); }
    /// May the loop inside stay around the lanes: do all iterations run it over the same range?
    bool isUniformLoop(const Node& node) const;

private:
    bool loadsWritten(const Node& node) const;

    const Kernel& m_kernel;
    std::set<unsigned> m_variant;
    std::set<unsigned> m_written; ///< arrays the body writes
};

/// Does the body only overwrite, so that running an iteration twice changes nothing?
bool overwritesOnly(const Kernel& kernel, const Loop& loop);

} // namespace espalier::rules
