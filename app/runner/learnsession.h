#pragma once

#include "core/distil/learnedfolder.h"
#include "core/store/store.h"

namespace espalier {

/// Distils one session into a folder of learned skills: reads its task, its nodes and what is known, and writes what
/// changed.
Result<std::vector<LearnedChange>> learnFrom(Store& store, const SessionInfo& session, LearnedFolder& folder);

/// The newest session of a store into the learned skills of the store's own knowledge base.
Result<std::vector<LearnedChange>> learnFromNewest(const std::filesystem::path& storeFolder);

} // namespace espalier
