#pragma once

#include "core/store/store.h"
#include "widgets/models/feed.h"

namespace espalier {

/// A session of the store as the window shows it.
SessionSummary toSummary(const SessionInfo& info);

/// What the new-search dialog asked for, as the store keeps it.
SessionSettings toSettings(const SearchRequest& request);

} // namespace espalier
