#include "app/cli/documents.h"
#include "app/cli/handedit.h"
#include "app/cli/mcptools.h"
#include "core/mcp/toolschema.h"

namespace espalier::cli {
namespace {

using Json = nlohmann::json;

Result<Json> readNode(const std::filesystem::path& folder, const Json& arguments)
{
    Result<Store> store = Store::open(folder);
    if (!store) {
        return store.error();
    }
    const auto node = openNode(*store, arguments["node"].get<std::string>());
    if (!node) {
        return node.error();
    }
    const auto candidate = candidateFromObject(node->object);
    return candidate ? nodeDocument(*store, *node, *candidate)
                     : Error{ErrorKind::Machine, "the node's source cannot be read", "its object is damaged",
                             "read another node"};
}

Result<Json> readTree(const std::filesystem::path& folder, const Json& arguments)
{
    Result<Store> store = Store::open(folder);
    if (!store) {
        return store.error();
    }
    const auto session = store->findSession(arguments.value("session", "last"));
    if (!session) {
        return session.error();
    }
    const auto graph = loadGraph(*store, session->id);
    if (!graph) {
        return graph.error();
    }
    const auto first = arguments.value("first", NodeNumber{0});
    const auto nodes =
        treeDocument(*store, *session, *graph, {first, arguments.value("count", std::size_t{200}), false});
    if (!nodes) {
        return nodes.error();
    }
    const std::size_t next = first + nodes->size();
    const auto best = graph->best();
    const std::string prefix = std::to_string(session->id) + ".";
    return Json{{"session", session->id},
                {"task", session->settings.task},
                {"target", session->settings.target},
                {"state", session->state},
                {"total", graph->size()},
                {"best", best ? Json(prefix + std::to_string(*best)) : Json()},
                {"nodes", *nodes},
                {"next", next < graph->size() ? Json(next) : Json()}};
}

/// What a verb says beyond its node.
Result<void> readDetail(Store& store, const Node& node, const Json& arguments, SteerCommand& command)
{
    const auto missing = [&](const char* what) {
        return Error{ErrorKind::Usage, std::string(toText(command.verb)) + " wants \"" + what + "\"", "", "add it"};
    };
    if (command.verb == SteerVerb::Boost && !arguments.contains("value")) {
        return missing("value");
    }
    if (command.verb == SteerVerb::Hint && !arguments.contains("text")) {
        return missing("text");
    }
    if (command.verb == SteerVerb::Boost || command.verb == SteerVerb::Expand) {
        command.value = arguments.value("value", 1.0);
    } else if (command.verb == SteerVerb::Hint) {
        command.text = arguments["text"].get<std::string>();
    } else if (command.verb == SteerVerb::Add) {
        if (!arguments.contains("source")) {
            return missing("source");
        }
        auto object = storeEdit(store, node, arguments["source"].get<std::string>());
        if (!object) {
            return object.error();
        }
        command.text = *std::move(object);
    }
    return {};
}

Result<Json> steer(const std::filesystem::path& folder, const Json& arguments)
{
    Result<Store> store = Store::open(folder);
    if (!store) {
        return store.error();
    }
    const auto session = store->findSession(arguments["session"].get<std::string>());
    if (!session) {
        return session.error();
    }
    const auto node = openNode(*store, arguments["node"].get<std::string>(), session->id);
    if (!node) {
        return node.error();
    }
    if (node->session.id != session->id) {
        return Error{ErrorKind::Usage, "the node is of another session",
                     "it is of session " + std::to_string(node->session.id), "name that session"};
    }
    SteerCommand command{*steerVerbFromText(arguments["verb"].get<std::string>()), node->node.number, 0, {}};
    if (const auto read = readDetail(*store, node->node, arguments, command); !read) {
        return read.error();
    }
    const auto event = store->addEvent(session->id, command, "mcp");
    return event ? Result<Json>(Json{{"event", *event},
                                     {"session", session->id},
                                     {"command", toJson(command)},
                                     {"pending", !session->holder.empty()}})
                 : event.error();
}

Json steerSchema()
{
    return objectSchema(
        {{"session", textSchema("Its number, its name or \"last\".", 200)},
         {"verb",
          choiceSchema("prune: grow nothing below; restore: take that back; pin: keep in sight; unpin; boost: "
                       "multiply its subtree's score by value; hint: advice for all prompts below (text); expand: "
                       "grow value children here next; add: judge source as a child of the node.",
                       {"prune", "restore", "pin", "unpin", "boost", "hint", "expand", "add"})},
         {"node", textSchema("session.number, or a number in that session.", 100)},
         {"value",
          {{"type", "number"}, {"description", "For boost and expand."}, {"minimum", 0.0001}, {"maximum", 10000}}},
         {"text", textSchema("For hint; an empty text clears it.", 8000)},
         {"source", textSchema("For add: the whole source file.", kLongestSource)}},
        {"session", "verb", "node"});
}

} // namespace

std::vector<McpTool> storeTools(const std::filesystem::path& store)
{
    return {
        {"read_node",
         "One node of a search: its source, compiler options, verdict, timings and diagnosis, how it was derived and "
         "why.",
         objectSchema({{"node", textSchema("session.number such as 3.12, a number in the newest session, or the "
                                           "beginning of an artefact's hash.",
                                           100)}},
                      {"node"}),
         false, [store](const Json& arguments, const std::stop_token&) { return readNode(store, arguments); }},
        {"read_tree",
         "The nodes of a session with parents, verdict and speedup, in the order they were made; \"next\" says where "
         "to go on.",
         objectSchema({{"session", textSchema("Its number, its name or \"last\"; the newest when absent.", 200)},
                       {"first", integerSchema("The number of the first node.", 0, 1'000'000'000)},
                       {"count", integerSchema("At most so many nodes; 200 when absent.", 1, 1000)}},
                      {}),
         false, [store](const Json& arguments, const std::stop_token&) { return readTree(store, arguments); }},
        {"steer",
         "Tell a search what to do with one node. A running search obeys at its next step, a sleeping one when it "
         "resumes.",
         steerSchema(), false,
         [store](const Json& arguments, const std::stop_token&) { return steer(store, arguments); }}};
}

} // namespace espalier::cli
