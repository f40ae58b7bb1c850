#include "app/cli/command.h"
#include "app/cli/evaluationtext.h"
#include "app/cli/opensession.h"
#include "app/cli/output.h"
#include "core/graph/candidate.h"

#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

nlohmann::json nodeJson(const OpenNode& open, const Candidate& candidate)
{
    const std::string prefix = std::to_string(open.session.id) + ".";
    nlohmann::json parents = nlohmann::json::array();
    for (const NodeNumber p : open.node.parents) {
        parents.push_back(prefix + std::to_string(p));
    }
    return {{"id", prefix + std::to_string(open.node.number)},
            {"session", open.session.id},
            {"task", open.session.settings.task},
            {"parents", parents},
            {"edge", toText(open.node.edge)},
            {"step", open.node.step},
            {"skills", open.node.skills},
            {"summary", open.node.summary},
            {"why", open.node.why},
            {"artefact", open.node.artefact},
            {"compiler", candidate.compiler},
            {"options", candidate.options},
            {"source", candidate.source},
            {"evaluation", toJson(open.evaluation)}};
}

void printNode(const OpenNode& open, const Candidate& candidate)
{
    const Node& node = open.node;
    printLine("node " + std::to_string(open.session.id) + "." + std::to_string(node.number) + " · " +
              open.session.settings.task + " · step " + std::to_string(node.step) + " · " +
              std::string(toText(node.edge)));
    if (!node.summary.empty()) {
        printLine("change: " + node.summary);
    }
    if (!node.why.empty()) {
        printLine("grown because: " + node.why);
    }
    printLine("");
    printEvaluation(open.evaluation);
    std::string options;
    for (const std::string& option : candidate.options) {
        options += " " + option;
    }
    printLine("\n" + candidate.compiler + options + "\n");
    printLine(candidate.source);
}

} // namespace

Result<int> runShow(const QStringList& arguments)
{
    CommandLine line(
        "show NODE",
        "Show one node: source, verdict, timings, diagnosis. NODE is session.number, a number in the newest "
        "session, or a prefix of the artefact's hash.");
    if (const auto go = line.parse(arguments, 1, 1); !go || !*go) {
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
    if (line.json()) {
        printJson(nodeJson(*open, *candidate));
    } else {
        printNode(*open, *candidate);
    }
    return 0;
}

} // namespace espalier::cli
