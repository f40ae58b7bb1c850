#pragma once

#include "core/base/result.h"

#include <QStringList>

#include <optional>

namespace espalier::cli {

/// Whether `evaluate` was given --bundle, --run-bundle or --collect.
bool isBundleCommand(const QStringList& arguments);

/// Why `evaluate` of a file does not take these: an option among them is for bundles.
std::optional<Error> bundleOptionAlone(const QStringList& arguments);

/// Writes, judges or collects a bundle. Exit code 0 when that was done, whatever the verdicts are.
Result<int> runBundleCommand(const QStringList& arguments);

} // namespace espalier::cli
