#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "app/cli/opensession.h"
#include "app/cli/output.h"
#include "app/cli/steerlog.h"
#include "app/cli/steertable.h"
#include "app/cli/steerwords.h"

#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

/// With every verb of the table.
std::string summary()
{
    return "Steer a session. A running search applies a command before its next step, a sleeping one when it resumes; "
           "pause, resume and stop are for a running one.\n\n"
           "NODES are one or several: 12 or 12,15.\n" +
           steerHelp() +
           "  log: every command given\n"
           "  undo [EVENT]: take one back, the last where none is named\n\n"
           "The word default in the place of a value takes it back to what the session was started with.";
}

/// `log` changes nothing, so any session that the text names will do.
Result<OpenSession> openToSteer(const CommandLine& line)
{
    if (line.positional(1) == "log") {
        return openSession(line, line.positional(0));
    }
    Result<Store> store = Store::open(line.storeFolder());
    if (!store) {
        return store.error();
    }
    Result<SessionInfo> info = sessionToSteer(*store, line.positional(0));
    return info ? Result<OpenSession>(OpenSession{*std::move(store), *std::move(info)}) : info.error();
}

Result<std::vector<SteerCommand>> readCommands(OpenSession& open, const CommandLine& line)
{
    if (line.positional(1) == "undo") {
        const auto event = line.positionals() > 2 ? std::optional(line.positional(2)) : std::nullopt;
        auto back = undoCommand(open.store, open.info, event, line.text("reason"));
        return back ? Result<std::vector<SteerCommand>>(std::vector{*std::move(back)}) : back.error();
    }
    const auto request = readSteerWords(line);
    return request ? steerCommands(open.store, open.info, *request) : request.error();
}

Result<std::vector<std::int64_t>> record(OpenSession& open, const std::vector<SteerCommand>& commands)
{
    std::vector<std::int64_t> events;
    for (const SteerCommand& command : commands) {
        const Result<std::int64_t> event = open.store.addEvent(open.info.id, command, "command line");
        if (!event) {
            return event.error();
        }
        events.push_back(*event);
    }
    return events;
}

std::string whatBecomesOf(const SessionInfo& session, SteerVerb verb)
{
    if (!session.holder.empty()) {
        return "sent to " + session.holder;
    }
    if (verb == SteerVerb::Pause || verb == SteerVerb::Resume || verb == SteerVerb::Stop) {
        return "the session does not run, so this changes nothing; espalier resume " + std::to_string(session.id) +
               " goes on with it";
    }
    return "noted; the session obeys it when it resumes";
}

void print(const OpenSession& open, const std::vector<SteerCommand>& commands, const std::vector<std::int64_t>& events,
           bool json)
{
    const bool held = !open.info.holder.empty();
    if (json) {
        nlohmann::json list = nlohmann::json::array();
        for (const SteerCommand& command : commands) {
            list.push_back(toJson(command));
        }
        printJson({{"event", events.front()},
                   {"events", events},
                   {"session", open.info.id},
                   {"command", list.front()},
                   {"commands", list},
                   {"pending", held}});
        return;
    }
    const std::string what = commands.size() > 1 ? std::to_string(commands.size()) + " commands, the first: " : "";
    printLine(what + steerWords(commands.front()) + ": " + whatBecomesOf(open.info, commands.front().verb));
}

} // namespace

Result<int> runSteer(const QStringList& arguments)
{
    CommandLine line("steer SESSION VERB [NODES] [VALUE] [--reason TEXT]", summary().c_str());
    declareSteerOptions(line);
    if (const auto go = line.parse(arguments, 2, 40); !go || !*go) {
        return go ? Result<int>(0) : go.error();
    }
    Result<OpenSession> open = openToSteer(line);
    if (!open) {
        return open.error();
    }
    const std::string verb = line.positional(1);
    if (verb == "log") {
        return printSteerLog(open->store, open->info, line.json());
    }
    const auto commands = readCommands(*open, line);
    if (!commands) {
        return commands.error();
    }
    const auto events = record(*open, *commands);
    if (!events) {
        return events.error();
    }
    print(*open, *commands, *events, line.json());
    return 0;
}

} // namespace espalier::cli
