#pragma once

#include "core/evaluate/localevaluator.h"
#include "core/graph/candidate.h"
#include "core/review/sanitizerrecord.h"
#include "core/store/store.h"

#include <stop_token>
#include <string>

namespace espalier {

/// Builds a node's candidate with the sanitizers, runs it over the task's smoke and hidden cases as it is done with a
/// finalist, and records what they said as said by `author`. What a language has no sanitizers for is in the record.
/// Fails where the task is gone, or nothing confines candidates here and nobody has allowed that. Blocks for seconds.
Result<SanitizerRecord> sanitizeNode(Store& store, const NodeKey& node, const std::string& author,
                                     SandboxConsent consent, const std::stop_token& stop);

} // namespace espalier
