#pragma once

#include "core/store/store.h"

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

namespace espalier::cli {

/// `steer SESSION log`: every command with its time, step, author and reason, and what became of it.
Result<int> printSteerLog(Store& store, const SessionInfo& session, bool json);
/// The same as a document: [{"event", "time", "step", "author", "reason", "command", "words", "pending", "undone_by"}]
Result<nlohmann::json> steerLogDocument(Store& store, const SessionInfo& session);

/// The command that takes back the event with this number, or the last one where none is named.
Result<SteerCommand> undoCommand(Store& store, const SessionInfo& session, const std::optional<std::string>& event,
                                 const std::string& reason);

} // namespace espalier::cli
