#pragma once

#include "core/knowledge/codesearch.h"

namespace espalier {

/// Searches the text of files by ripgrep, started without a shell and told nothing by its configuration file; one run a
/// folder, its output capped and read as the JSON lines of its printer.
Result<CodeFindings> ripgrep(const std::filesystem::path& program, const CodeQuery& query, const std::stop_token& stop);

} // namespace espalier
