#pragma once

#include "core/review/checklist.h"

#include <optional>
#include <span>

namespace espalier {

/// What stands against giving a command of a review now: a step that does not follow, a rejection without a reason, an
/// approval over open items without one, an empty comment or one beyond the text of `lines` lines.
std::optional<Error> objection(const SteerCommand& command, const NodeReview& review, std::span<const CheckItem> items,
                               int lines);

} // namespace espalier
