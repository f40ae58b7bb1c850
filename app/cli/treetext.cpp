#include "app/cli/treetext.h"

#include "app/cli/documents.h"
#include "app/cli/nodereview.h"
#include "app/cli/output.h"
#include "core/diagnose/figures.h"

namespace espalier::cli {
namespace {

std::string nodeLine(const SearchGraph& graph, const Reviews& reviews, NodeNumber number,
                     std::optional<NodeNumber> best)
{
    const Node& node = graph.node(number);
    std::string line = "#" + std::to_string(number) + "  ";
    line += isValid(node.verdict)
                ? ratioText(node.fitness) +
                      (node.verdict == Verdict::Accepted ? "" : "  " + std::string(toText(node.verdict)))
                : "✕ " + std::string(toText(node.verdict));
    if (node.parents.size() == 2) {
        line += "  + #" + std::to_string(node.parents[1]);
    }
    line += "  " + node.summary;
    if (best == number) {
        line += "  ★";
    }
    const std::string state = stateText(graph, number);
    line += state == "open" ? "" : "  (" + state + ")";
    const std::string mark = reviewMark(reviews.of(number));
    return mark.empty() ? line : line + "  [" + mark + "]";
}

/// Depth first with an explicit stack: a chain of 100,000 nodes must not end the program.
void printNodes(const SearchGraph& graph, const Reviews& reviews, bool why)
{
    struct Frame
    {
        NodeNumber number;
        std::string indent;
        bool last;
    };
    const std::optional<NodeNumber> best = graph.best();
    std::vector<Frame> stack{{0, "", true}};
    while (!stack.empty()) {
        const Frame frame = std::move(stack.back());
        stack.pop_back();
        const bool root = frame.number == 0;
        printLine(frame.indent + (root ? "" : frame.last ? "└ " : "├ ") + nodeLine(graph, reviews, frame.number, best));
        const auto children = graph.children(frame.number);
        const std::string indent = frame.indent + (root ? "" : frame.last ? "  " : "│ ");
        if (const std::string& sentence = graph.node(frame.number).why; why && !sentence.empty()) {
            printLine(indent + (children.empty() ? "    " : "│   ") + sentence);
        }
        for (std::size_t i = children.size(); i-- > 0;) {
            stack.push_back({children[i], indent, i + 1 == children.size()});
        }
    }
}

} // namespace

std::string stateText(const SearchGraph& graph, NodeNumber number)
{
    const NodeState& state = graph.state(number);
    if (state.pruned) {
        return "pruned";
    }
    return state.pinned ? "pinned" : "open";
}

void printTree(const SessionInfo& session, const SearchGraph& graph, const Reviews& reviews, bool why)
{
    printLine("session " + std::to_string(session.id) + " · " + session.settings.task + " · " +
              session.settings.target + " · " + std::to_string(graph.size()) + " nodes · speedups over " +
              (session.baseline.empty() ? "the fastest baseline" : session.baseline));
    if (const auto& from = session.settings.derivedFrom) {
        printLine("derived from node " + nodeText(*from));
    }
    if (graph.size() > 0) {
        printNodes(graph, reviews, why);
    }
}

} // namespace espalier::cli
