#pragma once

#include "core/base/result.h"
#include "core/store/store.h"

namespace espalier::handover {

/// The bookmarks of a session in the order of its lesson, each with its node's figure and note, then the notes at nodes
/// that have no bookmark. Empty where there are neither.
Result<std::string> lessonHtml(Store& store, SessionId session, const SearchGraph& graph);

} // namespace espalier::handover
