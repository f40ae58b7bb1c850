#include "core/review/placedcomment.h"

#include <algorithm>
#include <utility>

namespace espalier {
namespace {

/// Where the comment was settled for the nodes from its own to the end of the lineage.
std::optional<Resolution> resolutionOn(const Comment& comment, std::span<const NodeNumber> line)
{
    for (const Resolution& one : comment.resolutions) {
        if (std::ranges::binary_search(line, one.node)) { // ascending: children have larger numbers
            return one;
        }
    }
    return std::nullopt;
}

} // namespace

std::vector<PlacedComment> commentsOn(const Reviews& reviews, std::span<const NodeNumber> lineage,
                                      const SourceOf& source)
{
    std::vector<PlacedComment> list;
    for (const NodeNumber node : lineage) {
        const bool carried = node != lineage.back();
        std::optional<LineMap> map;
        for (const Comment& comment : reviews.of(node).comments) {
            PlacedComment placed{comment, carried, LinePlace{LineFate::Same, comment.line}, {}};
            placed.resolution = resolutionOn(comment, lineage);
            if (carried && (placed.resolution || comment.said.side == CommentSide::Parent)) {
                continue;
            }
            if (carried && !map) {
                const std::string* from = source(node);
                const std::string* to = source(lineage.back());
                if (from != nullptr && to != nullptr) {
                    map.emplace(*from, *to);
                }
            }
            if (carried) {
                placed.place = map ? std::optional(map->place(comment.line)) : std::nullopt;
            }
            list.push_back(std::move(placed));
        }
    }
    std::ranges::sort(
        list, {}, [](const PlacedComment& one) { return std::pair(one.place ? one.place->line : 0, one.comment.id); });
    return list;
}

} // namespace espalier
