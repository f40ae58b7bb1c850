#pragma once

#include "core/synthesis/rules/access.h"
#include "core/synthesis/rules/loopnest.h"

#include <string>
#include <vector>

namespace espalier::rules {

/// A value that every iteration adds to (or takes the maximum with …).
struct Reduction
{
    unsigned declaration = kNowhere;
    std::string name;
    std::string operation; ///< "+", "*", "max", "min": as in OpenMP's reduction clause
    std::string section;   ///< "[:cols]" for an array that is accumulated into, empty for a scalar
    bool floating = false;

    std::string clause() const { return "reduction(" + operation + " : " + name + section + ")"; }
};

/// What forbids or allows running a loop's iterations in any order.
struct LoopFacts
{
    bool independent = false; ///< iterations may run in any order, given the reductions and private copies
    std::string reason;       ///< why not
    std::vector<Reduction> reductions;
    std::vector<std::string> privateCopies; ///< scratch arrays that every thread needs for itself
};

/// Reasonably, not provably, safe: distinct pointers are taken not to overlap, and a row stride is taken to be at least
/// as long as what is indexed within the row. The judge has the last word.
LoopFacts analyseLoop(const Kernel& kernel, const Loop& loop);

} // namespace espalier::rules
