#pragma once

#include "core/evaluate/bundle/bundleresult.h"
#include "core/store/store.h"

namespace espalier {

/// The synthesizer of a session that holds a bundle's candidates: its figures are another machine's, so no search goes
/// on with it.
inline constexpr const char* kCollected = "bundle";

struct Collected
{
    SessionId session = 0;
    bool already = false; ///< this very result was brought home before; nothing was added
};

/// Brings a judged bundle into the store as a session of its own: the plain seed is its root, the other candidates are
/// children of it by hand, each with its whole evaluation and the machine that took it. One cut off by a kill is gone
/// on with the next time. `name` replaces the bundle's own where it is not empty; `taskFolder` is where the task stays.
Result<Collected> collect(Store& store, const FinishedBundle& finished, const std::string& name,
                          const std::filesystem::path& taskFolder);

/// The machine that a collected session's figures are of; none for a session searched here.
Result<std::optional<TakenOn>> machineOf(Store& store, const SessionInfo& session);

} // namespace espalier
