#include "core/review/objection.h"

#include "core/base/jsonmembers.h"
#include "core/base/words.h"

#include <algorithm>

namespace espalier {
namespace {

/// The whole of what somebody wrote, before it is cut.
std::string saidBy(const SteerCommand& command)
{
    const std::string inside =
        command.verb == SteerVerb::Comment ? textOf(parsedObject(command.text), "text") : std::string();
    return inside.empty() ? command.text : inside;
}

} // namespace

std::optional<Error> objection(const SteerCommand& command, const NodeReview& review, std::span<const CheckItem> items,
                               int lines)
{
    const bool silent = trimmed(command.text).empty();
    if (saidBy(command).size() > kLongestRemark) {
        return Error{ErrorKind::Usage, "the text is too long",
                     "what is more than " + std::to_string(kLongestRemark) + " bytes would be lost", "shorten it"};
    }
    switch (command.verb) {
    case SteerVerb::Comment: {
        if (trimmed(commentTextFrom(command.text).text).empty()) {
            return Error{ErrorKind::Usage, "the comment says nothing", "", "write what you think of the line"};
        }
        if (!(command.value >= 1 && command.value <= lines)) {
            return Error{ErrorKind::Usage, "there is no such line",
                         "the source has " + std::to_string(lines) + (lines == 1 ? " line" : " lines"),
                         "name one of them, counted from 1"};
        }
        return std::nullopt;
    }
    case SteerVerb::Propose:
    case SteerVerb::Review:
    case SteerVerb::Approve:
    case SteerVerb::Reject:
    case SteerVerb::Withdraw:
        break;
    default:
        return std::nullopt;
    }
    if (const auto to = moved(review.state, command.verb); !to) {
        return to.error();
    }
    if (command.verb == SteerVerb::Reject && silent) {
        return Error{ErrorKind::Usage, "a rejection wants a reason", "whoever wrote it should learn from it",
                     "give one"};
    }
    const auto open = std::ranges::find_if(items, &CheckItem::isOpen);
    if (command.verb == SteerVerb::Approve && silent && open != items.end()) {
        return Error{ErrorKind::Answer, "the checklist is not clean", open->question + ": " + open->evidence,
                     "see to it, or give a reason to approve it all the same"};
    }
    return std::nullopt;
}

} // namespace espalier
