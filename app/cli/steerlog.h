#pragma once

#include "app/cli/commandline.h"
#include "core/store/store.h"

namespace espalier::cli {

/// `steer SESSION log`: every command with its time, step, author and reason, and what became of it.
Result<int> printSteerLog(Store& store, const SessionInfo& session, bool json);

/// `steer SESSION undo [EVENT]`: the commands that take back this event, or the last one.
Result<std::vector<SteerCommand>> readUndo(Store& store, const SessionInfo& session, const CommandLine& line);

} // namespace espalier::cli
