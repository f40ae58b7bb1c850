#pragma once

#include "core/synthesis/rules/triton/tritonlaunch.h"

#include <set>
#include <string>

namespace espalier::rules {

/// How the elements that one value of a kernel numbers are shared out: what stands before `+ tl.arange(0, block)`.
struct BlockIndex
{
    enum class Walk {
        Whole,   ///< nothing: the program has all of them
        Loop,    ///< a loop's counter that steps by the block up to `limit`
        Program, ///< the program's number on `axis` times the block
    };

    Walk walk = Walk::Whole;
    std::string block; ///< a constant parameter of the kernel
    std::string limit; ///< of a loop; a name, else empty
    int axis = 0;
};

/// What gives a name its value where it is read in `line`: one assignment, or the head of one loop, on every way there.
struct Binding
{
    std::size_t line = 0;
    bool loop = false;
    Extent value; ///< the right side, or what the loop goes through
};

/// Nothing for parameters, for names with several bindings that may reach the line, and for tuples.
std::optional<Binding> reachingBinding(const Script& script, const ScriptFunction& kernel, const std::string& name,
                                       std::size_t line);

/// Whether a line gives the name a value. `first = tl.multiple_of(first, n)` gives it the one that it has.
bool binds(const Script& script, std::size_t line, const std::string& name);
bool isEverBound(const Script& script, const ScriptFunction& kernel, const std::string& name);

/// The axis of an extent that is tl.program_id(axis), or a name for it, a swizzled one among them; -1 for others.
int programAxis(const Script& script, const ScriptFunction& kernel, Extent extent, std::size_t line);

/// What an expression in `line` numbers. Nothing where it is not surely of one of those forms.
std::optional<BlockIndex> blockIndex(const Script& script, const ScriptFunction& kernel, Extent extent,
                                     std::size_t line);

/// Python expressions of args, such as `args["cols"] % args["BLOCK"] == 0`, which together make every comparison of the
/// mask true for all programs of all launches. Empty where that is not sure.
std::set<std::string> evenConditions(const Script& script, const ScriptFunction& kernel,
                                     const std::vector<TritonLaunch>& launches, Extent mask, std::size_t line);

} // namespace espalier::rules
