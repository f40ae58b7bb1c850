#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "app/cli/nodereview.h"
#include "app/cli/output.h"
#include "app/cli/searchoptions.h"
#include "app/runner/nodesanitizing.h"
#include "core/base/loginname.h"
#include "core/review/objection.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

constexpr const char* kUsage =
    "the usage is: espalier review NODE [propose|start|approve|reject|withdraw|comment LINE TEXT|resolve ID|reopen ID|"
    "note TEXT|bookmark [TITLE]|unbookmark|sanitize]";

struct Word
{
    const char* name;
    SteerVerb verb;
    int details;      ///< words that follow it
    int optional = 0; ///< and may follow after these
};

constexpr Word kWords[]{{"propose", SteerVerb::Propose, 0},
                        {"start", SteerVerb::Review, 0},
                        {"approve", SteerVerb::Approve, 0},
                        {"reject", SteerVerb::Reject, 0},
                        {"withdraw", SteerVerb::Withdraw, 0},
                        {"comment", SteerVerb::Comment, 2},
                        {"resolve", SteerVerb::Resolve, 1},
                        {"reopen", SteerVerb::Reopen, 1},
                        {"note", SteerVerb::Note, 1},
                        {"bookmark", SteerVerb::Bookmark, 0, 1},
                        {"unbookmark", SteerVerb::Unbookmark, 0},
                        {"sanitize", SteerVerb::Sanitized, 0}};

Error usage(std::string what)
{
    return {ErrorKind::Usage, std::move(what), "", kUsage};
}

Result<const Word*> wordFor(const CommandLine& line)
{
    const auto word = std::ranges::find(kWords, line.positional(1), &Word::name);
    if (word == std::end(kWords)) {
        return usage("review knows no \"" + line.positional(1) + "\"");
    }
    const int details = line.positionals() - 2;
    const int most = word->details + word->optional;
    if (details < word->details || details > most) {
        Error error = usage(line.positional(1) + " takes " +
                            (most == 0             ? "nothing after it"
                             : word->optional == 1 ? "one thing after it, or nothing"
                             : most == 1           ? "one thing after it"
                                                   : "two things after it"));
        error.why = most > 0 && details > most ? "a text of several words is one thing where it stands in quotes" : "";
        return error;
    }
    return word;
}

Result<std::int64_t> wholeNumber(const std::string& text, const char* what)
{
    std::int64_t value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc() || end != text.data() + text.size() || value < 1) {
        return usage("\"" + text + "\" is no " + what);
    }
    return value;
}

/// A comment that is open, or settled, here; what is asked for of another makes no sense.
Result<double> commentNamed(const ReviewedNode& node, const CommandLine& line, SteerVerb verb)
{
    const auto id = wholeNumber(line.positional(2), "comment's number");
    if (!id) {
        return id.error();
    }
    const auto listed = std::ranges::find(node.comments, *id, [](const PlacedComment& one) { return one.comment.id; });
    const Comment* comment = node.reviews.comment(*id);
    const bool open = listed != node.comments.end() && listed->isOpen();
    const bool settled =
        comment != nullptr && std::ranges::count(comment->resolutions, node.number, &Resolution::node) > 0;
    if (verb == SteerVerb::Resolve ? !open : !settled) {
        return Error{ErrorKind::Usage,
                     "node " + node.name + " has no " + (verb == SteerVerb::Resolve ? "open" : "resolved") +
                         " comment " + line.positional(2),
                     "", "see them with: espalier review " + node.name};
    }
    return static_cast<double>(*id);
}

/// What is not named stays as it is: a bookmark keeps its place in the lesson while its title is changed.
Result<SteerCommand> readBookmark(const CommandLine& line, const ReviewedNode& node)
{
    const NodeReview& review = node.review();
    BookmarkText bookmark = review.bookmark;
    if (line.positionals() > 2) {
        bookmark.title = line.positional(2);
    }
    if (const std::string step = line.text("step"); step == "now") {
        bookmark.step.reset();
    } else if (!step.empty()) {
        const auto number = step == "0" ? Result<std::int64_t>(0) : wholeNumber(step, "step");
        if (!number) {
            return number.error();
        }
        bookmark.step = static_cast<int>(std::min<std::int64_t>(*number, 1'000'000'000));
    }
    return SteerCommand{SteerVerb::Bookmark, node.number, review.place, toText(bookmark)};
}

Result<SteerCommand> readCommand(const CommandLine& line, SteerVerb verb, const ReviewedNode& node)
{
    SteerCommand command{verb, node.number, 0, line.text("reason")};
    if (verb == SteerVerb::Comment) {
        const auto number = wholeNumber(line.positional(2), "line number");
        if (!number) {
            return number.error();
        }
        const auto side = line.isSet("old") ? CommentSide::Parent : CommentSide::Own;
        command.value = static_cast<double>(*number);
        const int at = static_cast<int>(std::min<std::int64_t>(*number, 1'000'000'000));
        command.text = toText(CommentText{line.positional(3), side, node.quote(at, side)});
        const auto& text = side == CommentSide::Own ? node.source : node.parentSource;
        const auto refused = objection(command, node.review(), node.items, static_cast<int>(text.size()));
        return refused ? Result<SteerCommand>(*refused) : command;
    }
    if (verb == SteerVerb::Resolve || verb == SteerVerb::Reopen) {
        const auto id = commentNamed(node, line, verb);
        command.value = id ? *id : 0;
        return id ? Result<SteerCommand>(command) : id.error();
    }
    if (verb == SteerVerb::Bookmark) {
        return readBookmark(line, node);
    }
    if (verb == SteerVerb::Note) {
        command.text = line.positional(2);
    }
    const auto refused = objection(command, node.review(), node.items, 0);
    if (refused && verb == SteerVerb::Approve) {
        Error error = *refused;
        error.todo += error.what == "the checklist is not clean" ? " (--reason TEXT)" : "";
        return error;
    }
    return refused ? Result<SteerCommand>(*refused) : command;
}

/// What was done, in a line.
std::string doneText(const SteerCommand& command, const ReviewedNode& before, std::int64_t event)
{
    switch (command.verb) {
    case SteerVerb::Comment:
        return "comment " + std::to_string(event) + " on line " +
               std::to_string(static_cast<std::int64_t>(command.value)) + " of " + before.name;
    case SteerVerb::Resolve:
    case SteerVerb::Reopen:
        return std::string("comment ") + std::to_string(static_cast<std::int64_t>(command.value)) +
               (command.verb == SteerVerb::Resolve ? " is resolved for " : " is open again for ") + before.name +
               " and what grows below it";
    case SteerVerb::Note:
        return command.text.empty() ? "the note at " + before.name + " is gone" : "noted at " + before.name;
    case SteerVerb::Bookmark:
    case SteerVerb::Unbookmark:
        return before.name + (command.verb == SteerVerb::Bookmark ? " is bookmarked" : " is not bookmarked");
    default:
        break;
    }
    const auto state = moved(before.review().state, command.verb);
    return before.name + " is " +
           (!state || *state == ReviewState::None ? "out of review" : std::string(toText(*state)));
}

Result<int> sanitize(const CommandLine& line, Store& store, const NodeKey& node)
{
    std::stop_source stop;
    const Interrupt interrupt([&] { stop.request_stop(); });
    const auto record = sanitizeNode(store, node, line.text("author"), readSandboxConsent(line), stop.get_token());
    if (!record) {
        return record.error();
    }
    if (line.json()) {
        printJson({{"finding", record->finding}, {"checked", record->checked}});
    } else {
        printLine(record->finding.empty() ? record->checked : record->finding + "\n" + record->checked);
    }
    return record->finding.empty() ? 0 : 1;
}

Result<int> say(const CommandLine& line, Store& store, const OpenNode& open, const Candidate& candidate,
                const SteerCommand& command, const ReviewedNode& before)
{
    const auto event = store.addEvent(open.session.id, command, line.text("author"));
    if (!event) {
        return event.error();
    }
    if (!line.json()) {
        printLine(doneText(command, before, *event));
        return 0;
    }
    const auto after = readReview(store, open, candidate);
    if (!after) {
        return after.error();
    }
    printJson(reviewDocument(*after));
    return 0;
}

} // namespace

Result<int> runReview(const QStringList& arguments)
{
    CommandLine line(
        "review NODE [VERB] [LINE|ID] [TEXT]",
        "Review a node: its state, its checklist and the comments on its lines. Verbs: propose, start, "
        "approve, reject, withdraw; comment LINE TEXT, resolve ID, reopen ID; note TEXT, bookmark "
        "[TITLE], unbookmark; sanitize builds and runs it under the sanitizers. Exit code 1 when the checklist "
        "would keep it from approval.");
    const std::string name = loginName();
    line.option("reason", "TEXT", "Why: for reject, and for approve where the checklist is not clean.")
        .option("author", "NAME", "Who says it.", name.c_str())
        .option("step", "N", "For bookmark: show the session as it was after this step; now: as it is.")
        .flag("old", "For comment: a line of the parent that this node took out.");
    declareSandboxConsent(line);
    if (const auto go = line.parse(arguments, 1, 40); !go || !*go) {
        return go ? Result<int>(0) : go.error();
    }
    Result<Store> store = Store::open(line.storeFolder());
    if (!store) {
        return store.error();
    }
    const Result<OpenNode> open = openNode(*store, line.positional(0));
    if (!open) {
        return open.error();
    }
    const std::optional<Candidate> candidate = candidateFromObject(open->object);
    if (!candidate) {
        return Error{ErrorKind::Machine, "the node's source cannot be read", "its object is damaged",
                     "restore the store from a copy"};
    }
    const auto node = readReview(*store, *open, *candidate);
    if (!node) {
        return node.error();
    }
    if (line.positionals() == 1) {
        line.json() ? printJson(reviewDocument(*node)) : printReview(*node);
        return isClean(node->items) ? 0 : 1;
    }
    const auto word = wordFor(line);
    if (!word) {
        return word.error();
    }
    if ((*word)->verb == SteerVerb::Sanitized) {
        return sanitize(line, *store, {open->session.id, open->node.number});
    }
    const auto command = readCommand(line, (*word)->verb, *node);
    return command ? say(line, *store, *open, *candidate, *command, *node) : command.error();
}

} // namespace espalier::cli
