#include "app/cli/command.h"
#include "app/cli/evaluationtext.h"
#include "app/cli/opensession.h"
#include "app/cli/output.h"
#include "core/diagnose/figures.h"
#include "core/graph/candidate.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

nlohmann::json exchangeJson(const Exchange& exchange)
{
    return {{"model", exchange.model},
            {"system", exchange.system},
            {"prompt", exchange.prompt},
            {"answer", exchange.answer},
            {"fault", exchange.fault},
            {"tokens_in", exchange.tokensIn},
            {"tokens_cached", exchange.tokensCached},
            {"tokens_out", exchange.tokensOut},
            {"money", exchange.money},
            {"seconds", exchange.seconds}};
}

nlohmann::json nodeJson(const OpenNode& open, const Candidate& candidate, const std::vector<Exchange>& exchanges)
{
    const std::string prefix = std::to_string(open.session.id) + ".";
    nlohmann::json parents = nlohmann::json::array();
    for (const NodeNumber p : open.node.parents) {
        parents.push_back(prefix + std::to_string(p));
    }
    nlohmann::json said = nlohmann::json::array();
    for (const Exchange& exchange : exchanges) {
        said.push_back(exchangeJson(exchange));
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
            {"exchanges", said},
            {"evaluation", toJson(open.evaluation)}};
}

/// "asked: mailbox, 5,120 bytes of prompt, 812 of answer, 41 s"; its text with --prompt.
void printExchange(const Exchange& exchange, bool whole)
{
    std::string line = "asked " + exchange.model + ": ";
    if (exchange.tokensIn + exchange.tokensOut > 0) {
        line += std::to_string(exchange.tokensIn) + " tokens in (" + std::to_string(exchange.tokensCached) +
                " cached), " + std::to_string(exchange.tokensOut) + " out";
    } else {
        line += std::to_string(exchange.system.size() + exchange.prompt.size()) + " bytes in, " +
                std::to_string(exchange.answer.size()) + " out";
    }
    line += exchange.money > 0 ? ", $" + numberText(exchange.money) : "";
    line += exchange.fault.empty() ? "" : "; no candidate: " + exchange.fault;
    printLine(line);
    if (whole) {
        printLine("\n" + wordForWord(exchange));
    }
}

void printNode(const OpenNode& open, const Candidate& candidate, const std::vector<Exchange>& exchanges, bool whole)
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
    for (const Exchange& exchange : exchanges) {
        printExchange(exchange, whole);
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
    line.flag("prompt", "Print what was said to make it, word for word, where somebody was asked.");
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
    const auto exchanges = store->exchanges(open->session.id, open->node.step);
    if (!exchanges) {
        return exchanges.error();
    }
    const auto known = store->recognitions(open->session.id);
    if (!known) {
        return known.error();
    }
    const auto own = std::ranges::find(*known, open->node.number, &Recognition::number);
    if (line.json()) {
        nlohmann::json document = nodeJson(*open, *candidate, *exchanges);
        if (own != known->end() && own->duplicateOf) {
            document["duplicate_of"] = std::to_string(open->session.id) + "." + std::to_string(*own->duplicateOf);
        }
        printJson(document);
    } else {
        printNode(*open, *candidate, *exchanges, line.isSet("prompt"));
    }
    return 0;
}

} // namespace espalier::cli
