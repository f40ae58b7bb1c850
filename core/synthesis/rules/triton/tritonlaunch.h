#pragma once

#include "core/synthesis/rules/triton/script.h"

#include <string>
#include <vector>

namespace espalier::rules {

/// kernel[grid](arguments): where a host function starts a kernel.
struct TritonLaunch
{
    const ScriptFunction* kernel = nullptr;
    const ScriptFunction* host = nullptr; ///< null at the file's own level
    ScriptCall call;
    std::vector<Extent> grid; ///< by axis; empty where it is not understood
    std::string meta;         ///< the parameter of a grid that is a function of the constants: "meta"
    bool gridIsOwn = false;   ///< no other launch takes the same grid

    /// What a parameter gets; null where it gets nothing here, or that is not understood.
    const ScriptArgument* argumentFor(std::string_view parameter) const;
    /// Whether everything it passes is written out.
    bool isPlain() const;
};

/// The launches of a kernel in the order of the source.
std::vector<TritonLaunch> tritonLaunches(const Script& script, const ScriptFunction& kernel);

/// The launches, where the kernel's name is used for nothing else; empty where it is.
std::vector<TritonLaunch> onlyLaunches(const Script& script, const ScriptFunction& kernel);

/// The decorator `triton.name` of a kernel as a call. Nothing where it has none.
std::optional<ScriptCall> markerOf(const Script& script, const ScriptFunction& kernel, std::string_view name);

/// The calls of triton.Config in the kernel's autotune decorator; each one stands for a launch.
std::vector<ScriptCall> configsOf(const Script& script, const ScriptFunction& kernel);

/// A decimal number that is all of an extent.
std::optional<long> numberIn(const Script& script, Extent extent);

} // namespace espalier::rules
