#pragma once

#include "core/base/result.h"
#include "core/graph/steer.h"
#include "core/review/bookmark.h"
#include "core/review/comment.h"
#include "core/review/sanitizerrecord.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

enum class ReviewState { None, Proposed, InReview, Approved, Rejected };

/// "none", "proposed", "in review", "approved", "rejected".
std::string_view toText(ReviewState state);

/// What somebody said, and when.
struct Remark
{
    std::string text;
    std::string author;
    double time = 0; ///< unix time
};

/// One step of a node's way through review.
struct ReviewStep
{
    ReviewState state = ReviewState::None;
    Remark said; ///< the text is the reason, often empty
};

/// Notes and bookmarks: what whoever shows a session to others puts beside it, at any time.
constexpr bool isPresenters(SteerVerb verb)
{
    return verb == SteerVerb::Note || verb == SteerVerb::Bookmark || verb == SteerVerb::Unbookmark;
}

/// What people have said of one node.
struct NodeReview
{
    ReviewState state = ReviewState::None;
    std::vector<ReviewStep> steps; ///< oldest first; the last made the state
    Remark note;                   ///< empty text: none
    bool bookmarked = false;
    BookmarkText bookmark{};       ///< where it is bookmarked
    double place = 0;              ///< of the bookmark in the lesson, ascending; never 0 where it is bookmarked
    std::vector<Comment> comments; ///< oldest first; those taken back by their author are not here
    std::optional<SanitizerRecord> sanitized;

    /// Who made the state, when and why; an empty remark in the state None.
    Remark last() const { return steps.empty() ? Remark{} : steps.back().said; }
};

/// Where a verb leads from a state, or why it does not: Propose, Review, Approve, Reject, Withdraw. A node is proposed,
/// then in review, then approved or rejected; from either it can be reviewed once more, a rejected one be proposed
/// again, and any be withdrawn.
Result<ReviewState> moved(ReviewState from, SteerVerb verb);

/// What has been said of a session's nodes: folded from its events in their order. What makes no sense where it stands
/// (two people decided at once, another program wrote it) changes nothing, so every reader folds the same. No locks.
class Reviews
{
public:
    /// False when the event is no review's or changed nothing.
    bool take(const SteerEvent& event);

    /// An empty one for a node of which nobody has said anything.
    const NodeReview& of(NodeNumber node) const;
    /// Those of which something was said once, by number.
    const std::map<NodeNumber, NodeReview>& all() const { return m_nodes; }
    /// Null when there is none with this id.
    const Comment* comment(std::int64_t id) const;

private:
    void takeBookmark(const SteerEvent& event, NodeReview& review);
    bool takeComment(const SteerEvent& event, NodeReview& review);
    bool resolve(const SteerEvent& event);
    bool takeBack(const SteerEvent& event);
    bool reopen(const SteerEvent& event);
    Comment* find(double id);

    std::map<NodeNumber, NodeReview> m_nodes;
    std::map<std::int64_t, NodeNumber> m_homes; ///< of comments
};

/// What was said by the time a step of the search was over; with no step, by now. Events that the search has not met
/// yet came after all of its steps.
Reviews reviewsOf(std::span<const SteerEvent> events, std::optional<int> step = {});

/// The command that takes this one back, given what was said of the node before it; none for what cannot be: nobody is
/// made to approve again by undoing.
std::optional<SteerCommand> takenBack(const SteerCommand& command, const NodeReview& before);

} // namespace espalier
