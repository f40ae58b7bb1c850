#pragma once

#include "app/cli/commandline.h"
#include "core/graph/candidate.h"

#include <filesystem>
#include <optional>

namespace espalier::cli {

/// Declares --target, --compiler, --options and --finalist, for commands that judge source files.
void declareCandidateOptions(CommandLine& line);

/// A source file as those options say it is to be built.
Candidate candidateFrom(const CommandLine& line, std::string source);

/// Refuses a file whose ending, or whose stated tier, is of another target than the one that is to judge it, before a
/// compiler says so in words of its own. Says nothing of endings that are nobody's.
Result<void> fileIsFor(const std::string& target, const std::filesystem::path& file, const std::string& source);

/// The same of words from elsewhere. `compiler` is for the target cpu; without options it gets the usual ones there.
Candidate candidateFrom(const std::string& target, const std::string& compiler,
                        const std::optional<std::vector<std::string>>& options, std::string source);

} // namespace espalier::cli
