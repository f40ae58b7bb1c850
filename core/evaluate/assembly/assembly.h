#pragma once

#include "core/base/result.h"

#include <optional>
#include <string>
#include <vector>

namespace espalier {

/// One form of a candidate's machine code, ready to be compared (core/diagnose/assemblytext.h).
struct AssemblyForm
{
    std::string name; ///< "x86", "SASS", "PTX"
    std::string text;

    bool operator==(const AssemblyForm&) const = default;
};

/// What a compiler made of a candidate, in every form there is here; the one that runs is the first.
struct Assembly
{
    std::string command; ///< of the compiler, for people
    std::vector<AssemblyForm> forms;

    /// The first form of this name; the first of all for an empty one; null where there is none.
    const AssemblyForm* form(const std::string& name = {}) const;
    bool operator==(const Assembly&) const = default;
};

/// The file of a cache. Nothing for what toText() did not write.
std::string toText(const Assembly& assembly);
std::optional<Assembly> assemblyFromText(const std::string& text);

} // namespace espalier
