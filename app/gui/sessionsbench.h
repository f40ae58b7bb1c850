#pragma once

#include "core/base/result.h"

#include <string>
#include <vector>

namespace espalier {

/// `espalier-gui --bench sessions`: fills a store in a temporary folder with a session of each size, node by node as a
/// search does, and opens them in turn as a click in the list of sessions does, until the window has painted them.
/// Returns a JSON list of rows, or a table for people. Blocks for minutes, nearly all of them for the filling; GUI
/// thread.
Result<std::string> benchSessions(const std::vector<int>& sizes, bool json);

} // namespace espalier
