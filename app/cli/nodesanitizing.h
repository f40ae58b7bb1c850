#pragma once

#include "app/cli/opensession.h"
#include "core/evaluate/localevaluator.h"
#include "core/graph/candidate.h"
#include "core/review/sanitizerrecord.h"

#include <stop_token>

namespace espalier::cli {

/// Builds a node's candidate with the sanitizers and runs it over the task's smoke and hidden cases, as it is done with
/// a finalist. What a language has no sanitizers for is said in the record. Fails where the task is gone, or nothing
/// confines candidates here and nobody has allowed that.
Result<SanitizerRecord> sanitizeNode(const OpenNode& open, const Candidate& candidate, SandboxConsent consent,
                                     const std::stop_token& stop);

} // namespace espalier::cli
