#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "app/cli/documents.h"
#include "app/cli/opensession.h"
#include "app/cli/output.h"
#include "app/cli/treetext.h"
#include "core/graph/searchgraph.h"
#include "core/store/store.h"

#include <nlohmann/json.hpp>

namespace espalier::cli {

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
        const auto document = treeDocument(open->store, session, *graph, {0, graph->size(), line.isSet("why")});
        if (!document) {
            return document.error();
        }
        printJson(*document);
        return 0;
    }
    const auto events = open->store.events(session.id);
    if (!events) {
        return events.error();
    }
    printTree(session, *graph, reviewsOf(*events), line.isSet("why"));
    return 0;
}

} // namespace espalier::cli
