#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "app/cli/handedit.h"
#include "app/cli/opensession.h"
#include "app/cli/output.h"
#include "core/base/file.h"
#include "core/store/store.h"

#include <charconv>
#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

constexpr const char* kUsage =
    "the usage is: espalier steer SESSION prune|restore|pin|unpin|boost|expand|hint|memory|add NODE [TEXT|FILE] "
    "or espalier steer SESSION pause|resume|step|stop";

bool namesNode(SteerVerb verb)
{
    return verb != SteerVerb::Pause && verb != SteerVerb::Resume && verb != SteerVerb::Step && verb != SteerVerb::Stop;
}

Result<double> factor(const std::string& text, double fallback)
{
    double value = fallback;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (!text.empty() && (code != std::errc() || end != text.data() + text.size() || !(value > 0 && value <= 10'000))) {
        return Error{ErrorKind::Usage, "\"" + text + "\" is not a number above 0", "", kUsage};
    }
    return value;
}

Result<void> checkMemoryOperator(const std::string& text)
{
    for (const char* known : {"inherit", "siblings", "combine", "clean-slate"}) {
        if (text == known) {
            return {};
        }
    }
    return Error{ErrorKind::Usage, "there is no memory operator \"" + text + "\"", "",
                 "use inherit, siblings, combine or clean-slate"};
}

/// What a verb says beyond its node: a factor, a memory operator, advice or an edited file.
Result<void> readDetail(Store& store, const std::optional<Node>& node, const std::string& text, SteerCommand& command)
{
    switch (command.verb) {
    case SteerVerb::Boost:
    case SteerVerb::Expand:
    case SteerVerb::Step: {
        const Result<double> value = factor(text, command.verb == SteerVerb::Boost ? 2 : 1);
        if (!value) {
            return value.error();
        }
        command.value = *value;
        return {};
    }
    case SteerVerb::Memory:
        command.text = text;
        return checkMemoryOperator(text);
    case SteerVerb::Add: {
        Result<std::string> source = readFile(text, kLongestSource);
        if (!source) {
            return source.error();
        }
        const Result<std::string> hash = storeEdit(store, *node, *std::move(source));
        if (!hash) {
            return hash.error();
        }
        command.text = *hash;
        return {};
    }
    default:
        command.text = text;
        return {};
    }
}

Result<SteerCommand> readCommand(Store& store, const SessionInfo& session, const CommandLine& line)
{
    const auto verb = steerVerbFromText(line.positional(1));
    if (!verb) {
        return Error{ErrorKind::Usage, "steer knows no \"" + line.positional(1) + "\"", "", kUsage};
    }
    if (isReview(*verb)) {
        return Error{ErrorKind::Usage, "the search has nothing to do with " + line.positional(1),
                     "it belongs to a review", "see: espalier review --help"};
    }
    SteerCommand command{*verb, std::nullopt, 0, {}};
    std::optional<Node> node;
    if (namesNode(*verb)) {
        Result<OpenNode> found = openNode(store, line.positional(2), session.id);
        if (!found) {
            return found.error();
        }
        node = found->node;
        command.node = node->number;
    }
    const auto read = readDetail(store, node, line.positional(namesNode(*verb) ? 3 : 2), command);
    return read ? Result<SteerCommand>(command) : read.error();
}

} // namespace

Result<int> runSteer(const QStringList& arguments)
{
    CommandLine line(
        "steer SESSION VERB [NODE] [TEXT|FILE|VALUE]",
        "Steer a session: prune, restore, pin, unpin, boost, expand, hint, memory or add on a node; pause, resume, "
        "step or stop the whole. A running search applies it at its next step, a sleeping one when it resumes.");
    if (const auto go = line.parse(arguments, 2, 4); !go || !*go) {
        return go ? Result<int>(0) : go.error();
    }
    Result<OpenSession> open = openSession(line, line.positional(0));
    if (!open) {
        return open.error();
    }
    const SessionInfo& session = open->info;
    const Result<SteerCommand> command = readCommand(open->store, session, line);
    if (!command) {
        return command.error();
    }
    const Result<std::int64_t> event = open->store.addEvent(session.id, *command, "command line");
    if (!event) {
        return event.error();
    }
    if (line.json()) {
        printJson({{"event", *event},
                   {"session", session.id},
                   {"command", toJson(*command)},
                   {"pending", !session.holder.empty()}});
    } else {
        printLine(session.holder.empty() ? "noted; the session obeys it when it resumes" : "sent to " + session.holder);
    }
    return 0;
}

} // namespace espalier::cli
