#pragma once

#include "core/review/checklist.h"
#include "core/review/reviews.h"

#include <QString>

namespace espalier::reviewtext {

// What the window says of reviews. Each derived text has its one definition here.

/// "proposed", "in review", "approved", "rejected"; empty for none.
QString state(ReviewState state);
/// "approved by anna, 3 Nov 2025 14:05".
QString stateLine(const NodeReview& review);
/// What stands behind a node's figure in the tree, each with a space before it: ◇ proposed or in review, ✓ approved,
/// ⊖ rejected, ※ bookmarked.
QString signs(const NodeReview& review);
/// The same in words, with the note: for tool tips and screen readers. Plain text.
QString words(const NodeReview& review);
/// "✓", "✕", "?".
QString sign(CheckAnswer answer);
/// "yes", "no", "unknown".
QString answer(CheckAnswer answer);
/// In the language and the time zone of the desktop.
QString moment(double unixTime);
/// What somebody typed as the record keeps it: without white space at its ends, cut to kLongestRemark bytes of UTF-8.
QString remark(const QString& typed);
/// What others wrote, as it may be shown: controls and signs that change the direction of text as «·».
QString foreign(const std::string& text);

} // namespace espalier::reviewtext
