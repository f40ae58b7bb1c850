#include "app/cli/command.h"
#include "app/cli/nodeassembly.h"
#include "app/cli/opensession.h"
#include "app/cli/output.h"
#include "core/diagnose/comparison.h"
#include "core/diff/linediff.h"
#include "core/graph/candidate.h"
#include "core/graph/sourceending.h"

#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

struct Side
{
    OpenNode open;
    Candidate candidate;
    std::string name; ///< "3.57"
};

Result<Side> side(Store& store, const std::string& text, std::optional<SessionId> session)
{
    Result<OpenNode> open = openNode(store, text, session);
    if (!open) {
        return open.error();
    }
    std::optional<Candidate> candidate = candidateFromObject(open->object);
    if (!candidate) {
        return Error{ErrorKind::Machine, "the source of " + text + " cannot be read", "its object is damaged",
                     "choose another node"};
    }
    std::string name = std::to_string(open->session.id) + "." + std::to_string(open->node.number);
    return Side{*std::move(open), *std::move(candidate), std::move(name)};
}

std::string optionsText(const Candidate& candidate)
{
    std::string text = candidate.compiler;
    for (const std::string& option : candidate.options) {
        text += " " + option;
    }
    return text;
}

void printDiff(const Side& from, const Side& to, const std::string& patch)
{
    printLine(from.name + " → " + to.name + " · " + to.open.session.settings.task + " · " + to.open.node.summary);
    if (optionsText(from.candidate) != optionsText(to.candidate)) {
        printLine("- " + optionsText(from.candidate) + "\n+ " + optionsText(to.candidate));
    }
    std::vector<std::vector<std::string>> rows{{"", from.name, to.name, "change"}};
    for (const MetricDelta& metric : compare(from.open.evaluation, to.open.evaluation)) {
        rows.push_back({metric.name, metric.from, metric.to, metric.change});
    }
    printTable(rows, {1, 2, 3});
    for (const std::string& sentence : explainDifference(from.open.evaluation, to.open.evaluation)) {
        printLine("  " + sentence);
    }
    printLine(patch.empty() ? "\nThe sources are the same." : "\n" + patch);
}

Result<int> diffAssembly(const Side& from, const Side& to, bool json)
{
    const Result<Assembly> before = assemblyOf(from.open.session, from.candidate);
    const Result<Assembly> after = before ? assemblyOf(to.open.session, to.candidate) : before;
    if (!after) {
        return after.error();
    }
    nlohmann::json forms = nlohmann::json::array();
    for (const AssemblyPatch& form : assemblyPatches(*before, *after, from.name, to.name)) {
        forms.push_back({{"name", form.form}, {"patch", form.patch}});
        if (!json) {
            printLine(form.patch.empty() ? "The " + form.form + " code is the same." : form.patch);
        }
    }
    if (json) {
        printJson({{"from", from.name}, {"to", to.name}, {"assembly", forms}});
    }
    return 0;
}

} // namespace

Result<int> runDiff(const QStringList& arguments)
{
    CommandLine line("diff A [B]",
                     "Compare two nodes: source and figures. With one node, its parent is the other side.");
    line.flag("assembly", "Compare the machine code that this machine's compilers make of them, and nothing else.");
    if (const auto go = line.parse(arguments, 1, 2); !go || !*go) {
        return go ? Result<int>(0) : go.error();
    }
    Result<Store> store = Store::open(line.storeFolder());
    if (!store) {
        return store.error();
    }
    Result<Side> to = side(*store, line.positional(line.positionals() - 1), {});
    if (!to) {
        return to.error();
    }
    if (line.positionals() == 1 && to->open.node.parents.empty()) {
        return Error{ErrorKind::Answer, to->name + " is the plain seed and has no parent", "", "name two nodes"};
    }
    const std::string other =
        line.positionals() == 2 ? line.positional(0) : std::to_string(to->open.node.parents.front());
    const Result<Side> from = side(*store, other, to->open.session.id);
    if (!from) {
        return from.error();
    }
    if (line.isSet("assembly")) {
        return diffAssembly(*from, *to, line.json());
    }
    const std::string patch =
        unifiedPatch(from->candidate.source, to->candidate.source, from->name + sourceEnding(from->candidate.language),
                     to->name + sourceEnding(to->candidate.language));
    if (!line.json()) {
        printDiff(*from, *to, patch);
        return 0;
    }
    nlohmann::json metrics = nlohmann::json::array();
    for (const MetricDelta& metric : compare(from->open.evaluation, to->open.evaluation)) {
        metrics.push_back({{"name", metric.name}, {"from", metric.from}, {"to", metric.to}, {"change", metric.change}});
    }
    printJson({{"from", from->name},
               {"to", to->name},
               {"options", {{"from", optionsText(from->candidate)}, {"to", optionsText(to->candidate)}}},
               {"metrics", metrics},
               {"why", explainDifference(from->open.evaluation, to->open.evaluation)},
               {"patch", patch}});
    return 0;
}

} // namespace espalier::cli
