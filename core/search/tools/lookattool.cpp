#include "core/search/tools/lookattool.h"

#include "core/mcp/toolschema.h"
#include "core/search/storedcandidate.h"
#include "core/search/tools/evaluationwords.h"
#include "core/synthesis/prompt/evidenceparts.h"
#include "core/synthesis/prompt/figures.h"

#include <limits>
#include <set>

namespace espalier {
namespace {

/// The nodes that the search's memory for a step names.
std::set<NodeNumber> namedIn(const Prompt& prompt)
{
    std::set<NodeNumber> numbers;
    const Recollection& memory = prompt.memory;
    if (prompting::remembersNothing(prompt)) {
        return numbers;
    }
    for (const std::vector<Memory>* list : {&memory.trajectory, &memory.siblings, &memory.failures}) {
        for (const Memory& one : *list) {
            numbers.insert(one.number);
        }
    }
    for (const Fix& fix : memory.fixes) {
        numbers.insert({fix.failed, fix.repair.number});
    }
    for (const NearDuplicate& copy : memory.nearDuplicates) {
        numbers.insert(copy.memory.number);
    }
    return numbers;
}

Error unknown(NodeNumber number, const std::set<NodeNumber>& known)
{
    std::string list;
    for (const NodeNumber one : known) {
        list += (list.empty() ? "" : ", ") + std::to_string(one);
    }
    return {ErrorKind::Usage, "node " + std::to_string(number) + " cannot be looked at",
            "the search's memory for this step does not name it",
            list.empty() ? "it names none, so write a kernel of your own" : "look at one of " + list};
}

/// A part of it is damaged. That is the node's misfortune and not the step's, which can do without.
Error unreadable(NodeNumber number)
{
    return {ErrorKind::Answer, "node " + std::to_string(number) + " cannot be looked at",
            "what was kept of it cannot be read", "go on without it"};
}

Result<std::string> nodeWords(const std::filesystem::path& folder, SessionId session, NodeNumber number)
{
    auto store = Store::open(folder);
    if (!store) {
        return store.error();
    }
    const auto node = store->node(session, number);
    if (!node) {
        return unreadable(number);
    }
    const auto candidate = storedCandidate(*store, *node);
    const auto evaluation = store->evaluation(session, number);
    if (!candidate || !evaluation) {
        return unreadable(number);
    }
    return "Node " + std::to_string(number) + (node->summary.empty() ? "" : ": " + node->summary) + "\n" +
           inWords(*evaluation) + "Compiler and options: " + candidate->compiler + " " +
           prompting::listed(candidate->options, " ") + "\n\n" + candidate->source;
}

} // namespace

ExpansionTool lookAtTool(std::filesystem::path storeFolder, const SessionId& session)
{
    return {"look_at", "A node that the history names: its source, verdict, speedup and diagnosis.",
            objectSchema({{"node", integerSchema("Its number.", 0, std::numeric_limits<int>::max())}}, {"node"}), 0,
            [folder = std::move(storeFolder), &session](const nlohmann::json& arguments,
                                                        const ToolContext& context) -> Result<ToolResult> {
                const auto number = arguments["node"].get<NodeNumber>();
                const auto known = namedIn(context.prompt);
                if (!known.contains(number)) {
                    return unknown(number, known);
                }
                auto words = nodeWords(folder, session, number);
                return words ? Result<ToolResult>(ToolResult{*std::move(words)}) : words.error();
            }};
}

} // namespace espalier
