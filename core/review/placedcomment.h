#pragma once

#include "core/review/anchoring.h"
#include "core/review/reviews.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace espalier {

/// A comment as it stands at one node: its own, or one that came down from an ancestor.
struct PlacedComment
{
    Comment comment;
    bool carried = false;           ///< from an ancestor
    std::optional<LinePlace> place; ///< empty while a source is not at hand; its own line where it is not carried
    std::optional<Resolution> resolution;

    /// The line it was made on reads otherwise here, or is gone.
    bool isOutdated() const { return place && (place->fate == LineFate::Changed || place->fate == LineFate::Deleted); }
    bool isOpen() const { return !resolution; }
};

/// The source of a node of the lineage; null while it is not at hand.
using SourceOf = std::function<const std::string*(NodeNumber)>;

/// The comments on the last node of a lineage (root first, by first parents): its own, and of its ancestors' those that
/// nobody has settled on the way. Carried ones are placed by one diff from the node they were made on, as Gerrit ports
/// comments between patch sets, so that errors do not add up. Comments on lines that an ancestor took out stay there.
/// In the order of lines, ties in the order they were made. `source` is asked for commented nodes and for the last.
std::vector<PlacedComment> commentsOn(const Reviews& reviews, std::span<const NodeNumber> lineage,
                                      const SourceOf& source);

} // namespace espalier
