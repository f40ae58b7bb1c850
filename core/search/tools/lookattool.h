#pragma once

#include "core/store/store.h"
#include "core/synthesis/tools/expansiontool.h"

#include <filesystem>

namespace espalier {

/// look_at: source, verdict, speedup and diagnosis of a node of the session. Of those only that the prompt's
/// recollection names: the model cannot learn of what was recorded since, and a step that is made again sees the same.
/// That a node cannot be read is told to the model; a store that cannot be opened ends the expansion. Opens the store at
/// every call, for a Store belongs to one thread. `session` outlives the tool and is set before the first call.
ExpansionTool lookAtTool(std::filesystem::path storeFolder, const SessionId& session);

} // namespace espalier
