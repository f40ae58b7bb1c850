#include "app/cli/command.h"
#include "app/cli/documents.h"
#include "app/cli/evaluationtext.h"
#include "app/cli/nodeassembly.h"
#include "app/cli/nodeprofiles.h"
#include "app/cli/nodereview.h"
#include "app/cli/opensession.h"
#include "app/cli/output.h"
#include "core/diagnose/figures.h"
#include "core/graph/candidate.h"
#include "core/profile/fusion.h"
#include "core/search/storedprofiles.h"

#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

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
    const std::string none = withoutCandidate(exchange);
    line += none.empty() ? "" : "; " + none;
    printLine(line);
    if (whole) {
        printLine("\n" + wordForWord(exchange));
    }
}

void printNode(const OpenNode& open, const Candidate& candidate, const std::vector<Exchange>& exchanges,
               const std::vector<ProfileReport>& profiles, const ReviewedNode& reviewed, bool whole)
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
    if (const auto& from = open.session.settings.derivedFrom) {
        printLine("session derived from: node " + nodeText(*from));
    }
    printReviewShortly(reviewed);
    printLine("");
    Evaluation evaluation = open.evaluation;
    evaluation.diagnosis = fuse(std::move(evaluation.diagnosis), profiles);
    printEvaluation(evaluation);
    for (const ProfileReport& report : profiles) {
        printProfile(report, open.evaluation.diagnosis);
    }
    std::string options;
    for (const std::string& option : candidate.options) {
        options += " " + option;
    }
    printLine("\n" + candidate.compiler + options + "\n");
    printLine(candidate.source);
}

Result<int> showAssembly(const OpenNode& open, const Candidate& candidate, bool json)
{
    const Result<Assembly> assembly = assemblyOf(open.session, candidate);
    if (!assembly) {
        return assembly.error();
    }
    if (json) {
        printJson(toJson(*assembly));
    } else {
        printAssembly(*assembly);
    }
    return 0;
}

} // namespace

Result<int> runShow(const QStringList& arguments)
{
    CommandLine line(
        "show NODE",
        "Show one node: source, verdict, timings, diagnosis. NODE is session.number, a number in the newest "
        "session, or a prefix of the artefact's hash.");
    line.flag("prompt", "Print what was said to make it, word for word, where somebody was asked.");
    line.flag("assembly", "Print the machine code that its compiler makes of it on this machine, and nothing else.");
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
    if (line.isSet("assembly")) {
        return showAssembly(*open, *candidate, line.json());
    }
    if (line.json()) {
        const auto document = nodeDocument(*store, *open, *candidate);
        if (!document) {
            return document.error();
        }
        printJson(*document);
        return 0;
    }
    const auto exchanges = store->exchanges(open->session.id, open->node.step);
    if (!exchanges) {
        return exchanges.error();
    }
    const auto profiles = storedProfiles(*store, open->session.id, open->node.number);
    if (!profiles) {
        return profiles.error();
    }
    const auto reviewed = readReview(*store, *open, *candidate);
    if (!reviewed) {
        return reviewed.error();
    }
    printNode(*open, *candidate, *exchanges, *profiles, *reviewed, line.isSet("prompt"));
    return 0;
}

} // namespace espalier::cli
