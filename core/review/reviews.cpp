#include "core/review/reviews.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace espalier {
namespace {

/// A node with more is not being reviewed; a store that somebody filled must not fill the memory.
constexpr std::size_t kMostComments = 5000;
constexpr double kLastLine = 10'000'000;

Remark remark(const SteerEvent& event)
{
    return {event.command.text.substr(0, kLongestRemark), event.author, event.time};
}

Error refusedMove(const char* what, const char* todo)
{
    return {ErrorKind::Answer, what, "", todo};
}

} // namespace

std::string_view toText(ReviewState state)
{
    static constexpr std::array<std::string_view, 5> kNames{"none", "proposed", "in review", "approved", "rejected"};
    return kNames[static_cast<std::size_t>(state)];
}

Result<ReviewState> moved(ReviewState from, SteerVerb verb)
{
    using enum ReviewState;
    switch (verb) {
    case SteerVerb::Propose:
        if (from == None || from == InReview || from == Rejected) {
            return Proposed;
        }
        return from == Proposed
                   ? refusedMove("the node is proposed already", "begin its review, or withdraw it")
                   : refusedMove("the node is approved already", "begin its review anew, or withdraw it first");
    case SteerVerb::Review:
        if (from == Proposed || from == Approved || from == Rejected) {
            return InReview;
        }
        return from == None ? refusedMove("the node is not proposed", "propose it first")
                            : refusedMove("the node is in review already", "approve it, or reject it with a reason");
    case SteerVerb::Approve:
    case SteerVerb::Reject:
        if (from == InReview) {
            return verb == SteerVerb::Approve ? Approved : Rejected;
        }
        return from == None ? refusedMove("the node is not proposed", "propose it, then begin its review")
               : from == Proposed
                   ? refusedMove("nobody reviews the node yet", "begin its review first")
                   : refusedMove(from == Approved ? "the node is approved already" : "the node is rejected already",
                                 "begin its review anew to decide again");
    case SteerVerb::Withdraw:
        return from == None
                   ? Result<ReviewState>(refusedMove("the node is not in review", "there is nothing to withdraw"))
                   : None;
    default:
        return Error{ErrorKind::Usage, std::string(toText(verb)) + " is no step of a review", "",
                     "use propose, review, approve, reject or withdraw"};
    }
}

bool Reviews::take(const SteerEvent& event)
{
    const SteerCommand& command = event.command;
    if (!isReview(command.verb) || !command.node) {
        return false;
    }
    switch (command.verb) {
    case SteerVerb::Resolve:
        return command.value == 0 ? takeBack(event) : resolve(event);
    case SteerVerb::Reopen:
        return reopen(event);
    default:
        break;
    }
    NodeReview& review = m_nodes[*command.node];
    switch (command.verb) {
    case SteerVerb::Note:
        review.note = remark(event);
        return true;
    case SteerVerb::Bookmark:
    case SteerVerb::Unbookmark:
        takeBookmark(event, review);
        return true;
    case SteerVerb::Comment:
        return takeComment(event, review);
    case SteerVerb::Sanitized:
        review.sanitized = sanitizerRecordFrom(command.text);
        return true;
    default:
        break;
    }
    const Result<ReviewState> to = moved(review.state, command.verb);
    if (!to || review.steps.size() >= kMostComments) {
        return false;
    }
    review.state = *to;
    review.steps.push_back({*to, remark(event)});
    return true;
}

/// Without a place it comes after all others: ids grow.
void Reviews::takeBookmark(const SteerEvent& event, NodeReview& review)
{
    const bool set = event.command.verb == SteerVerb::Bookmark;
    const bool placed = event.command.value > 0;
    review.bookmarked = set;
    review.bookmark = set ? bookmarkTextFrom(event.command.text) : BookmarkText{};
    review.place = !set ? 0 : placed ? event.command.value : static_cast<double>(std::max<std::int64_t>(1, event.id));
}

bool Reviews::takeComment(const SteerEvent& event, NodeReview& review)
{
    const double line = event.command.value;
    CommentText said = commentTextFrom(event.command.text);
    if (!(line >= 1 && line <= kLastLine) || said.text.empty() || review.comments.size() >= kMostComments ||
        m_homes.contains(event.id)) {
        return false;
    }
    review.comments.push_back(
        {event.id, *event.command.node, static_cast<int>(line), std::move(said), event.author, event.time, {}});
    m_homes.emplace(event.id, *event.command.node);
    return true;
}

const Comment* Reviews::comment(std::int64_t id) const
{
    const auto home = m_homes.find(id);
    if (home == m_homes.end()) {
        return nullptr;
    }
    const auto& comments = of(home->second).comments;
    const auto at = std::ranges::find(comments, id, &Comment::id);
    return at == comments.end() ? nullptr : &*at;
}

/// The store's ids are far below 2^53, up to which a double names every one of them.
Comment* Reviews::find(double id)
{
    return id >= 1 && id < 9e15 ? const_cast<Comment*>(comment(static_cast<std::int64_t>(id))) : nullptr;
}

bool Reviews::resolve(const SteerEvent& event)
{
    Comment* comment = find(event.command.value);
    const NodeNumber node = *event.command.node;
    // Children have larger numbers than their parents.
    if (comment == nullptr || node < comment->node || comment->resolutions.size() >= kMostComments ||
        std::ranges::count(comment->resolutions, node, &Resolution::node) > 0) {
        return false;
    }
    comment->resolutions.push_back({node, event.author, event.time});
    return true;
}

bool Reviews::takeBack(const SteerEvent& event)
{
    const auto review = m_nodes.find(*event.command.node);
    if (review == m_nodes.end()) {
        return false;
    }
    auto& comments = review->second.comments;
    const CommentText said = commentTextFrom(event.command.text);
    const auto newest = std::find_if(comments.rbegin(), comments.rend(), [&](const Comment& one) {
        return one.said == said && one.author == event.author;
    });
    if (newest == comments.rend()) {
        return false;
    }
    m_homes.erase(newest->id);
    comments.erase(std::next(newest).base());
    return true;
}

bool Reviews::reopen(const SteerEvent& event)
{
    Comment* comment = find(event.command.value);
    return comment != nullptr && std::erase_if(comment->resolutions, [&](const Resolution& one) {
                                     return one.node == *event.command.node;
                                 }) > 0;
}

const NodeReview& Reviews::of(NodeNumber node) const
{
    static const NodeReview kNothing;
    const auto at = m_nodes.find(node);
    return at == m_nodes.end() ? kNothing : at->second;
}

Reviews reviewsOf(std::span<const SteerEvent> events, std::optional<int> step)
{
    Reviews reviews;
    for (const SteerEvent& event : events) {
        if (!step || (event.appliedStep && *event.appliedStep <= *step)) {
            reviews.take(event);
        }
    }
    return reviews;
}

std::optional<SteerCommand> takenBack(const SteerCommand& command, const NodeReview& before)
{
    const auto back = [&](SteerVerb verb, double value = 0, const std::string& text = {}) {
        return SteerCommand{verb, command.node, value, text};
    };
    const bool proposed = before.state == ReviewState::Proposed;
    switch (command.verb) {
    case SteerVerb::Note:
        return back(SteerVerb::Note, 0, before.note.text);
    case SteerVerb::Bookmark:
    case SteerVerb::Unbookmark:
        return before.bookmarked ? back(SteerVerb::Bookmark, before.place, toText(before.bookmark))
                                 : back(SteerVerb::Unbookmark);
    case SteerVerb::Propose:
        return before.state == ReviewState::InReview ? back(SteerVerb::Review) : back(SteerVerb::Withdraw);
    case SteerVerb::Review:
        return proposed ? std::optional(back(SteerVerb::Propose)) : std::nullopt;
    case SteerVerb::Approve:
    case SteerVerb::Reject:
        return back(SteerVerb::Review);
    case SteerVerb::Withdraw:
        return back(SteerVerb::Propose);
    case SteerVerb::Comment:
        return back(SteerVerb::Resolve, 0, command.text);
    case SteerVerb::Resolve:
        return command.value == 0 ? std::nullopt : std::optional(back(SteerVerb::Reopen, command.value));
    case SteerVerb::Reopen:
        return back(SteerVerb::Resolve, command.value);
    default:
        return std::nullopt;
    }
}

} // namespace espalier
