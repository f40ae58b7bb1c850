#pragma once

#include "core/evaluate/bundle/bundleresult.h"
#include "core/evaluate/localevaluator.h"

namespace espalier {

/// Told what is being done, a line each, from the judging thread.
using BundleCallback = std::function<void(const std::string& line)>;

/// Judges every candidate of a bundle on this machine and writes result.json into it, whole or not at all. Needs no
/// network and no store. `options` say how to judge; the target is the job's.
Result<BundleResult> runBundle(const std::filesystem::path& folder, const OpenBundle& bundle,
                               LocalEvaluatorOptions options, const BundleCallback& tell, std::stop_token stop = {});

/// Reads a bundle before it is run: every file in it is as listed, its programs too.
Result<OpenBundle> openBundleToRun(const std::filesystem::path& folder);

} // namespace espalier
