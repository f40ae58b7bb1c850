#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "app/cli/opensession.h"
#include "app/cli/output.h"
#include "app/cli/steerlog.h"
#include "app/cli/steerwords.h"

#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

constexpr const char* kSummary =
    "Steer a session. A running search applies a command before its next step, a sleeping one when it resumes.\n\n"
    "On nodes, one or several as 12,15: prune, restore, pin, unpin, boost NODE [FACTOR], expand NODE [N] [--memory M] "
    "[--hint TEXT], hint NODE TEXT, memory NODE OPERATOR, add NODE FILE.\n\n"
    "On the whole: pause, resume, step [N], stop; policy uct c=0.7; memory OPERATOR; mix model 80 rules 20; budget "
    "NAME "
    "N with steps, minutes, until, stall, tokens, dollars, evaluations, device-minutes or workers; veto and unveto "
    "SKILL "
    "or TECHNIQUE; focus NODE, unfocus; pause-lane and resume-lane write, build or judge. The word default in the "
    "place "
    "of a value takes it back to what the session was started with.\n\n"
    "log lists every command given; undo [EVENT] takes one back, the last where none is named.";

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
    printLine(what + steerWords(commands.front()) +
              (held ? ": sent to " + open.info.holder : ": noted; the session obeys it when it resumes"));
}

} // namespace

Result<int> runSteer(const QStringList& arguments)
{
    CommandLine line("steer SESSION VERB [NODE] [VALUE] [--reason TEXT]", kSummary);
    declareSteerOptions(line);
    if (const auto go = line.parse(arguments, 2, 40); !go || !*go) {
        return go ? Result<int>(0) : go.error();
    }
    Result<OpenSession> open = openSession(line, line.positional(0));
    if (!open) {
        return open.error();
    }
    const std::string verb = line.positional(1);
    if (verb == "log") {
        return printSteerLog(open->store, open->info, line.json());
    }
    const auto commands =
        verb == "undo" ? readUndo(open->store, open->info, line) : readSteerWords(open->store, open->info, line);
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
