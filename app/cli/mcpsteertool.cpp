#include "app/cli/handedit.h"
#include "app/cli/mcptools.h"
#include "app/cli/steerlog.h"
#include "app/cli/steertable.h"
#include "app/cli/steerwords.h"
#include "core/mcp/toolschema.h"

#include <optional>

namespace espalier::cli {
namespace {

using Json = nlohmann::json;

std::optional<std::string> textOf(const Json& arguments, const char* name)
{
    const auto found = arguments.find(name);
    return found == arguments.end() ? std::nullopt : std::optional(found->get<std::string>());
}

/// A number as it would be typed; the schema lets nothing else through than numbers and texts.
std::optional<std::string> valueOf(const Json& arguments)
{
    const auto found = arguments.find("value");
    return found == arguments.end() ? std::nullopt : std::optional(found->dump());
}

Result<SteerRequest> requestOf(const Json& arguments)
{
    const auto verb = steerVerbNamed(arguments["verb"].get<std::string>());
    if (!verb) {
        return verb.error();
    }
    SteerRequest request{*verb};
    request.nodes = textOf(arguments, "node");
    request.value = valueOf(arguments);
    request.text = textOf(arguments, "text");
    request.source = textOf(arguments, "source");
    request.memory = textOf(arguments, "memory").value_or("");
    request.hint = textOf(arguments, "hint").value_or("");
    request.reason = textOf(arguments, "reason").value_or("");
    if (*verb == SteerVerb::Budget && !request.value) {
        request.value = "default";
    }
    return request;
}

Result<std::vector<SteerCommand>> commandsOf(Store& store, const SessionInfo& session, const Json& arguments)
{
    if (arguments["verb"] == "undo") {
        auto back = undoCommand(store, session, valueOf(arguments), textOf(arguments, "reason").value_or(""));
        return back ? Result<std::vector<SteerCommand>>(std::vector{*std::move(back)}) : back.error();
    }
    const auto request = requestOf(arguments);
    return request ? steerCommands(store, session, *request) : request.error();
}

Result<Json> steer(const std::filesystem::path& folder, const Json& arguments)
{
    Result<Store> store = Store::open(folder);
    if (!store) {
        return store.error();
    }
    const bool onlyReads = arguments["verb"] == "log";
    const std::string named = arguments["session"].get<std::string>();
    const auto session = onlyReads ? store->findSession(named) : sessionToSteer(*store, named);
    if (!session) {
        return session.error();
    }
    if (onlyReads) {
        const auto log = steerLogDocument(*store, *session);
        return log ? Result<Json>(Json{{"session", session->id}, {"log", *log}}) : log.error();
    }
    const auto commands = commandsOf(*store, *session, arguments);
    if (!commands) {
        return commands.error();
    }
    std::vector<std::int64_t> events;
    Json said = Json::array();
    for (const SteerCommand& command : *commands) {
        const auto event = store->addEvent(session->id, command, "mcp");
        if (!event) {
            return event.error();
        }
        events.push_back(*event);
        said.push_back(toJson(command));
    }
    return Json{{"event", events.front()}, {"events", events}, {"session", session->id},
                {"command", said.front()}, {"commands", said}, {"pending", !session->holder.empty()}};
}

Json steerSchema()
{
    std::vector<std::string> verbs = steerNames();
    verbs.insert(verbs.end(), {"undo", "log"});
    const std::string what = steerDescription() +
                             "undo: take back the command whose event is value, or the last one. log: every command "
                             "given, with its event.";
    return objectSchema(
        {{"session", textSchema("Its number, its name or \"last\".", 200)},
         {"verb", choiceSchema(what.c_str(), verbs)},
         {"node", textSchema("session.number, or a number in that session; several with commas between them.", 8000)},
         {"value",
          {{"type", "number"},
           {"description", "FACTOR, N or EVENT. A budget without it is as the session was started."},
           {"minimum", 0},
           {"maximum", 1e15}}},
         {"text", textSchema("TEXT, OPERATOR, POLICY, SHARES, LIMIT or LANE.", 8000)},
         {"source", textSchema("For add, in the place of FILE: the whole source.", kLongestSource)},
         {"memory", textSchema("For expand: inherit, siblings, combine or clean-slate.", 20)},
         {"hint", textSchema("For expand: advice for these children alone.", 8000)},
         {"reason", textSchema("Why, for whoever reads the log.", 8000)}},
        {"session", "verb"});
}

} // namespace

McpTool steerTool(const std::filesystem::path& store)
{
    return {"steer",
            "Tell a search what to do, as espalier steer does: with some of its nodes or with the whole. A running "
            "search obeys at its next step, a sleeping one when it resumes.",
            steerSchema(), false,
            [store](const Json& arguments, const std::stop_token&) { return steer(store, arguments); }};
}

} // namespace espalier::cli
