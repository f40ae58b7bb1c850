#pragma once

#include "app/cli/commandline.h"
#include "core/import/peers/peerrun.h"

#include <filesystem>
#include <optional>
#include <string_view>

namespace espalier::cli {

// What `espalier import` does with PATH, the second of the line's arguments.

Result<int> importProblems(const CommandLine& line);

using PeerReader = Result<PeerRun> (*)(const std::filesystem::path&);
/// Of openevolve, shinka and kerneltuner; none for any other word.
std::optional<PeerReader> peerReader(std::string_view word);
Result<int> importPeerRun(const CommandLine& line, PeerReader read);

} // namespace espalier::cli
