#pragma once

#include "core/graph/candidate.h"

#include <string>
#include <string_view>

namespace espalier {

/// What was changed from one candidate to another, as a skill shows it: lines that begin with "-", "+" or a blank, the
/// compiler and each build option on a line of their own before the source. At most 60 lines of at most 140 bytes; what
/// is left out is an ellipsis. Empty where only white space differs.
std::string editBetween(const Candidate& parent, const Candidate& child);

/// 0..1: how alike two edits are, as shares of the words (tokens) that they only remove and that they only add: twice
/// the shared ones over all (Dice 1945, with multiplicity). A word on both sides of an edit was moved, not changed, and
/// does not count; an edit and its reverse have nothing in common.
double likeness(std::string_view edit, std::string_view other);

} // namespace espalier
