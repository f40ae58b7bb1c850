#pragma once

#include "core/diff/linediff.h"

#include <set>
#include <vector>

namespace espalier {

/// One painted line of a diff: a row's left side, right side or both, or a fold.
struct DiffLine
{
    enum Kind { Same, Removed, Added, Pair, Fold };

    Kind kind = Same;
    int row = 0;    ///< of LineDiff; a fold's first row
    int folded = 0; ///< a fold's rows

    bool operator==(const DiffLine&) const = default;
};

/// The lines of the unified view (changed runs as removals, then additions) or of the side-by-side view. Folds whose
/// first row is in `opened` are shown in full.
std::vector<DiffLine> unifiedLines(const LineDiff& diff, const std::set<int>& opened);
std::vector<DiffLine> pairedLines(const LineDiff& diff, const std::set<int>& opened);

/// Index of the first line of the next change after `line` (or the previous one before it); -1 when there is none.
int nextChange(const std::vector<DiffLine>& lines, int line, bool forward);

} // namespace espalier
