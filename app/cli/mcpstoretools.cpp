#include "app/cli/documents.h"
#include "app/cli/mcptools.h"
#include "app/cli/opensession.h"
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
        steerTool(store)};
}

} // namespace espalier::cli
