#pragma once

#include "app/cli/commandline.h"
#include "core/store/store.h"

#include <vector>

namespace espalier::cli {

/// Declares --reason, --memory and --hint.
void declareSteerOptions(CommandLine& line);

/// What stands behind `espalier steer SESSION`, as commands: one for each node that is named, else one. Usage for a
/// verb that does not exist and for values that its session or steerProblem() would refuse. An edited file is put into
/// the store.
Result<std::vector<SteerCommand>> readSteerWords(Store& store, const SessionInfo& session, const CommandLine& line);

} // namespace espalier::cli
