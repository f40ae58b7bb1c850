#include "core/review/lesson.h"

#include <algorithm>
#include <tuple>

namespace espalier {

std::vector<LessonStop> lessonOf(const Reviews& reviews)
{
    std::vector<LessonStop> stops;
    for (const auto& [node, review] : reviews.all()) {
        if (review.bookmarked) {
            stops.push_back({node, review.bookmark, review.place, review.note.text});
        }
    }
    std::ranges::sort(stops, {}, [](const LessonStop& stop) { return std::tuple(stop.place, stop.node); });
    return stops;
}

double placeAmong(const std::vector<LessonStop>& others, std::size_t to)
{
    if (to >= others.size()) {
        return others.empty() ? 0 : others.back().place + 0.5;
    }
    const double before = to == 0 ? 0 : others[to - 1].place;
    return (before + others[to].place) / 2;
}

} // namespace espalier
