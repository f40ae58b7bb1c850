#pragma once

#include "app/cli/commandline.h"
#include "core/graph/candidate.h"

namespace espalier::cli {

/// Declares --target, --compiler, --options and --finalist, for commands that judge source files.
void declareCandidateOptions(CommandLine& line);

/// A source file as those options say it is to be built.
Candidate candidateFrom(const CommandLine& line, std::string source);

} // namespace espalier::cli
