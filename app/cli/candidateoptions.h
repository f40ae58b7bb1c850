#pragma once

#include "app/cli/commandline.h"
#include "core/graph/candidate.h"

#include <optional>

namespace espalier::cli {

/// Declares --target, --compiler, --options and --finalist, for commands that judge source files.
void declareCandidateOptions(CommandLine& line);

/// A source file as those options say it is to be built.
Candidate candidateFrom(const CommandLine& line, std::string source);

/// The same of words from elsewhere. `compiler` is for the target cpu; without options it gets the usual ones there.
Candidate candidateFrom(const std::string& target, const std::string& compiler,
                        const std::optional<std::vector<std::string>>& options, std::string source);

} // namespace espalier::cli
