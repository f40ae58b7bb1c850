#pragma once

#include "core/knowledge/codesearch.h"

namespace espalier {

/// Searches without another program: the files below each folder in the order of their names, line by line. Bounded in
/// files (20,000 a folder), in the length of a line (2,000 bytes) and in time; an expression that explodes is given up
/// on by its own engine.
Result<CodeFindings> walkCode(const CodeQuery& query, const std::stop_token& stop);

} // namespace espalier
