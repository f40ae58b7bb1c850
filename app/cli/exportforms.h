#pragma once

#include "app/cli/commandline.h"

namespace espalier::cli {

// What `espalier export` writes, one function a form.

Result<int> exportDatasetRows(const CommandLine& line);
/// A file that opens the session in the window.
Result<int> exportLink(const CommandLine& line);
/// As text, into a file, or as a commit in a checkout.
Result<int> exportPatch(const CommandLine& line);
Result<int> exportReport(const CommandLine& line);
/// The table of the dispatcher, and with --out its folder.
Result<int> exportDispatcher(const CommandLine& line);
Result<int> exportBundle(const CommandLine& line);

} // namespace espalier::cli
