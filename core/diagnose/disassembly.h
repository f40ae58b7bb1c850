#pragma once

#include "core/graph/buildfacts.h"

#include <filesystem>
#include <string_view>

namespace espalier {

/// Reads `objdump -d` output: pure, so that tests need no disassembler. Start-up code of the C runtime is left out.
BuildFacts buildFactsFromDisassembly(std::string_view text);

/// Disassembles a shared object with the system's objdump: 5-30 ms. Unknown facts when there is none or it fails; never
/// an error, because a diagnosis without them is only less precise.
BuildFacts readBuildFacts(const std::filesystem::path& sharedObject);

} // namespace espalier
