#pragma once

#include "core/distil/learnedfolder.h"
#include "core/model/model.h"
#include "core/store/store.h"

namespace espalier {

/// What a session taught.
struct Learning
{
    std::vector<LearnedChange> changes;
    ModelUsage usage; ///< of the model that put it into words
};

/// Distils one session into a folder of learned skills: reads its task, its nodes and what is known, and writes what
/// changed. With a model it puts new skills into words; without (a null pointer) diff and diagnosis have to do.
Result<Learning> learnFrom(Store& store, const SessionInfo& session, LearnedFolder& folder, const Model* model);

/// The newest session of a store into the learned skills of the store's own knowledge base, without a model.
Result<Learning> learnFromNewest(const std::filesystem::path& storeFolder);

} // namespace espalier
