#pragma once

#include "core/diff/linediff.h"

#include <string>

namespace espalier {

/// The change at `row`, or the nearest one to it, with up to `context` unchanged lines around, as a hunk of a unified
/// patch: "@@ -3,4 +3,5 @@" on. Neighbours closer than twice the context belong to it, as in any patch. Empty when
/// nothing changed.
std::string hunkText(const LineDiff& diff, int row, int context = 3);

} // namespace espalier
