#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace espalier {

/// How often each of a session's synthesizers is asked: its kind ("rules", "anthropic"), or "model" for all that are
/// not rules, with a weight. Who is not named is not asked.
using MixChoice = std::vector<std::pair<std::string, double>>;

/// Reads "model 80 rules 20". Usage where a weight is no number from 0 to 1,000,000, a name comes twice, or nothing
/// weighs anything.
Result<MixChoice> parseMix(std::string_view text);

} // namespace espalier
