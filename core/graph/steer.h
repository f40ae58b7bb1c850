#pragma once

#include "core/graph/node.h"

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// What a person may ask of a running or a sleeping session. Node verbs carry `node`; the others leave it empty.
enum class SteerVerb {
    Prune,   ///< never select this node or its descendants
    Restore, ///< undo Prune
    Pin,     ///< keep in sight, never fold
    Unpin,
    Boost,  ///< value: factor on this subtree's selection score; 1 undoes
    Expand, ///< value: how many children to grow here next; memory: with which operator; text: with which hint
    Hint,   ///< text: advice for every prompt below this node; an empty text clears
    Memory, ///< text: memory operator for this node's expansions: inherit, siblings, combine, clean-slate
    Add,    ///< text: SHA-256 of a candidate object to judge as a child of this node (edited by hand)
    Pause,
    Resume,
    Step, ///< value: grow this many steps, then pause
    Stop,
    // What people say of a node. The search acknowledges these and does nothing: core/review reads them.
    Note,       ///< text: the note that stands at this node; an empty text clears it
    Bookmark,   ///< mark it to find it again
    Unbookmark, ///< undo Bookmark
    Propose,    ///< hand it in for review
    Review,     ///< begin to review it
    Approve,    ///< text: why in spite of what is open; may be empty
    Reject,     ///< text: why
    Withdraw,   ///< take it out of review
    Comment,    ///< value: line from 1; text: toText(CommentText), core/review
    Resolve,    ///< value: the comment's event; 0: take back the newest comment with this text
    Reopen,     ///< value: the comment's event
    Sanitized,  ///< text: toText(SanitizerRecord), core/review
    // Of the whole session, changed while it runs; what each takes is checked by steerProblem(). Memory without a node
    // is one of them: the operator of all refinements, empty for each by itself.
    Policy,     ///< text: "uct c=0.7", see parsePolicy(); empty: as it was started
    Mix,        ///< text: "model 80 rules 20", see parseMix(); empty: as it was started
    Budget,     ///< text: which, see budgets(); value: the limit, 0 for none; below 0: as it was started
    Veto,       ///< text: a skill or a family of techniques that must not be applied
    Unveto,     ///< text: as it was vetoed
    Focus,      ///< grow only at and below this node
    Unfocus,    ///< grow anywhere again
    PauseLane,  ///< text: a lane, see lanes(); nothing enters it
    ResumeLane, ///< text: a lane
};

/// From Note to Sanitized: said of a node by people, holds at once, and is nothing to the search.
constexpr bool isReview(SteerVerb verb)
{
    return verb >= SteerVerb::Note && verb <= SteerVerb::Sanitized;
}

std::string_view toText(SteerVerb verb);
std::optional<SteerVerb> steerVerbFromText(std::string_view text);

struct SteerCommand
{
    SteerVerb verb = SteerVerb::Pause;
    std::optional<NodeNumber> node;
    double value = 0;
    std::string text;
    std::string memory{};    ///< of Expand: memory operator of these children; empty: as the node has it
    std::string reason{};    ///< why, for people; may be empty
    std::int64_t undoes = 0; ///< the event that this one takes back; 0: none

    bool operator==(const SteerCommand&) const = default;
};

/// A command as the store keeps it: pending until the controller applied it at a logical step. Where no controller
/// runs, node marks (prune, pin, boost, hint, memory) hold at once and the next run obeys them; what isReview() always
/// holds at once.
struct SteerEvent
{
    std::int64_t id = 0; ///< grows with time; insert order is the order of application
    SteerCommand command;
    std::string author;
    double time = 0;                ///< unix time
    std::optional<int> appliedStep; ///< empty: pending
    bool acknowledged() const { return appliedStep.has_value(); }
};

/// Whether the command is about the whole session's state rather than a node's marks; Focus is, though it names a node.
bool isForSession(const SteerCommand& command);

/// The words behind `espalier steer SESSION` that say the same: "expand 12 3 --memory siblings", "budget steps 400".
/// Without the reason; an edited file is named by the beginning of its hash.
std::string steerWords(const SteerCommand& command);

nlohmann::json toJson(const SteerCommand& command);
std::optional<SteerCommand> steerCommandFromJson(const nlohmann::json& document);

} // namespace espalier
