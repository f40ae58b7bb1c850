#pragma once

#include "core/database/database.h"

namespace espalier {

/// The schema this program reads and writes.
inline constexpr int kSchemaVersion = 7;

/// Brings a new or older database to kSchemaVersion, one version after the other, in one transaction: after a crash it
/// is either what it was or what it should be. A newer one and another program's file are refused and left untouched.
Result<void> migrate(Database& database, const std::filesystem::path& file);

/// The statements that lead from `version - 1` to `version`; for tests that need an older store.
const char* schemaStep(int version);

} // namespace espalier
