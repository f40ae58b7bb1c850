#pragma once

#include "app/cli/opensession.h"
#include "core/graph/candidate.h"
#include "core/review/checklist.h"
#include "core/review/reviews.h"

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace espalier::cli {

/// A node with all that people have said of it, and its checklist.
struct ReviewedNode
{
    std::string name; ///< "3.12"
    NodeNumber number = 0;
    Reviews reviews; ///< of its whole session
    std::vector<PlacedComment> comments;
    std::vector<CheckItem> items;
    std::vector<std::string> source{}; ///< its lines
    std::vector<std::string> parentSource{};

    const NodeReview& review() const { return reviews.of(number); }
    /// The line, cut; empty where there is none.
    std::string quote(int line, CommentSide side) const;
};

/// Reads the session's events and the sources of the commented nodes above it.
Result<ReviewedNode> readReview(Store& store, const OpenNode& open, const Candidate& candidate);

/// {"node", "state", "by", "time", "reason", "steps", "note", "bookmarked", "bookmark", "clean", "checklist",
/// "comments"}
nlohmann::json reviewDocument(const ReviewedNode& node);

/// State, note, checklist and comments.
void printReview(const ReviewedNode& node);

/// For `show`: "review: approved by anna …", "note: …", "comments: 2 open"; nothing where nobody has said anything.
void printReviewShortly(const ReviewedNode& node);

/// "proposed", "bookmarked, approved"; empty where there is nothing to mark.
std::string reviewMark(const NodeReview& review);

} // namespace espalier::cli
