#pragma once

#include "core/import/peers/peerrun.h"
#include "core/store/store.h"

#include <filesystem>

namespace espalier {

/// Whether a session holds another tool's run: nothing of it was judged here, and no search goes on with it.
bool isPeerRun(const SessionSettings& settings);

/// Keeps a run as a session of the store: a node a program, with its source, what the tool said of it and the exchange
/// that made it. A correct program is "ambiguous", because nobody here timed it, and its score stands in the place of
/// the speedup; the others are "wrong". `source` is where the run was read; `name` is the session's, else the run's.
/// An error of the kind Answer for a run without programs.
Result<SessionId> keepPeerRun(Store& store, const PeerRun& run, const std::string& name,
                              const std::filesystem::path& source);

/// One sentence of what was kept as the session, and of how many programs were left out.
std::string keptText(const PeerRun& run, SessionId session);

} // namespace espalier
