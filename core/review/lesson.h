#pragma once

#include "core/review/reviews.h"

#include <vector>

namespace espalier {

/// One bookmark on the way through a session that is shown to others.
struct LessonStop
{
    NodeNumber node = 0;
    BookmarkText bookmark;
    double place = 0; ///< in the lesson; never 0
    std::string note; ///< the note at the node, which the presenter reads; may be empty

    bool operator==(const LessonStop&) const = default;
};

/// The bookmarks of a session in the order of its lesson.
std::vector<LessonStop> lessonOf(const Reviews& reviews);

/// The place of a stop that is to come to position `to` of the others, which are in their order and do not contain it:
/// half way between its neighbours, so that no other stop has to move. At the end it is still before what will be
/// bookmarked later, because those get the whole number of their event. 0, which leaves it to the event, without
/// others.
double placeAmong(const std::vector<LessonStop>& others, std::size_t to);

} // namespace espalier
