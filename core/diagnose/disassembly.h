#pragma once

#include "core/graph/buildfacts.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace espalier {

/// What the instructions of a built kernel say.
struct CodeFacts
{
    BuildFacts build;
    /// The inner loop with the most spills, for people: "product+0x40, a loop of 38 instructions"; empty without
    /// any.
    std::string spillingLoop;

    bool operator==(const CodeFacts&) const = default;
};

/// Reads `objdump -d` output: pure, so that tests need no disassembler. Start-up code of the C runtime is left out.
CodeFacts codeFactsFromDisassembly(std::string_view text);

/// Disassembles a shared object with the system's objdump: 5-30 ms. Unknown facts when there is none or it fails; never
/// an error, because a diagnosis without them is only less precise.
CodeFacts readCodeFacts(const std::filesystem::path& sharedObject);

} // namespace espalier
