#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "app/cli/opensession.h"
#include "app/cli/output.h"
#include "app/cli/treetext.h"
#include "core/graph/searchgraph.h"
#include "core/store/store.h"

#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

nlohmann::json treeJson(SessionId session, const SearchGraph& graph, bool why)
{
    const std::string prefix = std::to_string(session) + ".";
    nlohmann::json list = nlohmann::json::array();
    for (NodeNumber n = 0; n < graph.size(); ++n) {
        const Node& node = graph.node(n);
        nlohmann::json parents = nlohmann::json::array();
        for (const NodeNumber p : node.parents) {
            parents.push_back(prefix + std::to_string(p));
        }
        list.push_back({{"id", prefix + std::to_string(n)},
                        {"parents", parents},
                        {"step", node.step},
                        {"verdict", toText(node.verdict)},
                        {"speedup", node.fitness},
                        {"state", stateText(graph, n)}});
        if (why) {
            list.back()["why"] = node.why;
        }
    }
    return list;
}

} // namespace

Result<int> runTree(const QStringList& arguments)
{
    CommandLine line("tree SESSION", "Print the search tree of a session; \"last\" is the newest.");
    line.flag("why", "Say of each node why the policy chose its parent, with the terms of the choice.");
    if (const auto go = line.parse(arguments, 0, 1); !go || !*go) {
        return go ? Result<int>(0) : go.error();
    }
    Result<OpenSession> open = openSession(line, line.positional(0));
    if (!open) {
        return open.error();
    }
    const SessionInfo& session = open->info;
    const Result<SearchGraph> graph = loadGraph(open->store, session.id);
    if (!graph) {
        return graph.error();
    }
    if (line.json()) {
        printJson(treeJson(session.id, *graph, line.isSet("why")));
        return 0;
    }
    printTree(session, *graph, line.isSet("why"));
    return 0;
}

} // namespace espalier::cli
