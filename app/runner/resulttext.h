#pragma once

#include "core/search/searchsummary.h"

#include <filesystem>
#include <string>

namespace espalier {

/// What a finished search tells a person, some lines without a last newline: why it ended, the best kernel with its
/// interval, baseline and share of the roof, where the session is and what to do next.
std::string resultText(const SearchSummary& summary, const std::filesystem::path& store);

} // namespace espalier
