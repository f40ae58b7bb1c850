#include "core/handover/reportnodes.h"

#include "core/diagnose/comparison.h"
#include "core/diagnose/figures.h"
#include "core/handover/html.h"
#include "core/search/storedcandidate.h"

#include <algorithm>
#include <map>

namespace espalier::handover {
namespace {

constexpr std::size_t kMostListed = 2000;
constexpr std::size_t kLongestReason = 300; ///< bytes

std::string titleOf(const Node& node)
{
    const std::string figure = node.speedup.value > 0 ? intervalText(node.speedup) : std::string(toText(node.verdict));
    return "Node " + std::to_string(node.number) + ", " + std::string(toText(node.edge)) + ", step " +
           std::to_string(node.step) + ": " + figure;
}

std::string paragraph(const std::string& name, const std::string& text)
{
    return text.empty() ? std::string() : element("p", name + text, "dim") + "\n";
}

Result<std::string> stationHtml(Store& store, SessionId session, const SearchGraph& graph, NodeNumber number)
{
    const Node& node = graph.node(number);
    const auto candidate = storedCandidate(store, node);
    if (!candidate) {
        return candidate.error();
    }
    std::string html = element("h3", titleOf(node)) + "\n" +
                       (node.summary.empty() ? "" : element("p", node.summary) + "\n") +
                       paragraph("Grown because: ", node.why);
    const auto parent = graph.parent(number);
    if (!parent) {
        return html + "<pre>" + escaped(candidate->source) + "</pre>\n";
    }
    const auto before = storedCandidate(store, graph.node(*parent));
    const auto from = before ? store.evaluation(session, *parent) : before.error();
    const auto to = from ? store.evaluation(session, number) : from;
    if (!to) {
        return to.error();
    }
    for (const std::string& sentence : explainDifference(*from, *to)) {
        html += element("p", sentence) + "\n";
    }
    if (before->options != candidate->options || before->compiler != candidate->compiler) {
        std::string options = candidate->compiler;
        for (const std::string& option : candidate->options) {
            options += " " + option;
        }
        html += paragraph("Built by: ", options);
    }
    return html + htmlDiff(before->source, candidate->source);
}

std::string countsText(const SearchGraph& graph)
{
    std::map<std::string, int> counts;
    for (NodeNumber n = 0; n < graph.size(); ++n) {
        ++counts[std::string(toText(graph.node(n).verdict))];
    }
    std::string text;
    for (const auto& [verdict, count] : counts) {
        text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + verdict;
    }
    return text + ".";
}

std::string cut(const std::string& text)
{
    if (text.size() <= kLongestReason) {
        return text;
    }
    std::size_t end = kLongestReason;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) {
        --end; // not in the middle of a character
    }
    return text.substr(0, end) + " …";
}

} // namespace

Result<std::string> wayHtml(Store& store, SessionId session, const SearchGraph& graph, std::optional<NodeNumber> shown)
{
    if (!shown) {
        return element("p", "There is no correct node to lead to.", "dim");
    }
    std::string html;
    for (const NodeNumber number : graph.lineage(*shown)) {
        const auto station = stationHtml(store, session, graph, number);
        if (!station) {
            return station.error();
        }
        html += *station;
    }
    return html;
}

Result<std::string> lostHtml(Store& store, SessionId session, const SearchGraph& graph, std::optional<NodeNumber> shown)
{
    std::vector<NodeNumber> numbers;
    for (NodeNumber n = 0; n < graph.size(); ++n) {
        if (n != shown) {
            numbers.push_back(n);
        }
    }
    std::ranges::sort(numbers, {}, [&](NodeNumber n) { return std::pair(-vouched(graph.node(n)), n); });
    const std::size_t all = numbers.size();
    numbers.resize(std::min(all, kMostListed));
    std::vector<std::vector<std::string>> rows;
    for (const NodeNumber number : numbers) {
        const Node& node = graph.node(number);
        const auto evaluation = store.evaluation(session, number);
        if (!evaluation) {
            return evaluation.error();
        }
        const auto parent = graph.parent(number);
        std::string said = escaped(cut(node.summary));
        said += isValid(node.verdict) || evaluation->reason.empty()
                    ? ""
                    : "<br/>" + element("span", cut(evaluation->reason), "dim");
        rows.push_back({std::to_string(number), parent ? std::to_string(*parent) : "", std::to_string(node.step),
                        element("span", toText(node.verdict), isValid(node.verdict) ? "" : "bad") +
                            (graph.isPruned(number) ? " (pruned)" : ""),
                        node.speedup.value > 0 ? escaped(intervalText(node.speedup)) : "", said});
    }
    std::string html =
        element("p", "All nodes: " + countsText(graph)) + "\n" +
        htmlTable({"node", "parent", "step", "verdict", "speedup [99 % interval]", "change"}, rows, {0, 1, 2, 4});
    return html + (all > kMostListed
                       ? element("p", std::to_string(all - kMostListed) + " more are left out.", "dim") + "\n"
                       : "");
}

} // namespace espalier::handover
