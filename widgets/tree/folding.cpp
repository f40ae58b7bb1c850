#include "widgets/tree/folding.h"

#include "widgets/common/format.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace espalier {
namespace {

constexpr int kFailedShown = 2;
constexpr int kSlowerShown = 2;
constexpr std::uint32_t kMostNodes = (1U << 28) - 1;

} // namespace

QString FoldSummary::text() const
{
    QStringList parts;
    const auto add = [&parts](const char* words, int count) {
        if (count > 0) {
            parts << QCoreApplication::translate("FoldSummary", words, nullptr, count);
        }
    };
    add(QT_TRANSLATE_N_NOOP("FoldSummary", "%n pruned"), pruned);
    add(QT_TRANSLATE_N_NOOP("FoldSummary", "%n failed"), failed);
    add(QT_TRANSLATE_N_NOOP("FoldSummary", "%n slower"), slower);
    add(byHand ? QT_TRANSLATE_N_NOOP("FoldSummary", "%n folded")
               : QT_TRANSLATE_N_NOOP("FoldSummary", "%n filtered out"),
        nodes - pruned - failed - slower);
    if (best > 0) {
        parts << QCoreApplication::translate("FoldSummary", "best %1").arg(format::speedup(best));
    }
    return parts.join(QStringLiteral(", "));
}

void Folding::clear()
{
    m_entries = std::vector<Entry>();
    m_holds.clear();
}

void Folding::join(Entry& above, const Entry& below)
{
    above.nodes = (above.nodes + below.nodes) & kMostNodes;
    above.anyValid = (above.anyValid | below.anyValid) & 1U;
    above.best = std::max(above.best, below.best);
}

void Folding::append(const SearchGraph& graph, const LeafRows& rows, NodeNumber end)
{
    const auto first = static_cast<NodeNumber>(m_entries.size());
    for (NodeNumber number = first; number < end; ++number) {
        const Node& node = graph.node(number);
        Entry& entry = m_entries.emplace_back();
        entry.nodes = 1U;
        entry.anyValid = isValid(node.verdict) ? 1U : 0U;
        entry.best = static_cast<float>(node.fitness);
    }
    // Children have larger numbers, so from the last to the first each is complete when it is added to its parent; what
    // was there before the first is walked up to the root.
    for (NodeNumber number = end; number-- > first;) {
        const Entry added = m_entries[number];
        for (auto at = rows.parent(number); at; at = *at < first ? rows.parent(*at) : std::nullopt) {
            join(m_entries[*at], added);
        }
    }
}

void Folding::hold(const SearchGraph& graph, NodeNumber number, bool held)
{
    for (std::optional<NodeNumber> at = number; at; at = graph.parent(*at)) {
        int& holds = m_holds[*at];
        holds += held ? 1 : -1;
        m_entries[*at].held = holds > 0 ? 1U : 0U;
        if (holds == 0) {
            m_holds.erase(*at);
        }
    }
}

Folding::Why Folding::classify(const SearchGraph& graph, NodeNumber parent, NodeNumber child) const
{
    const Entry& entry = m_entries[child];
    if (entry.held != 0) {
        return Why::Shown;
    }
    const Node& node = graph.node(child);
    if (graph.state(child).pruned) {
        return m_filter.pruned ? Why::Shown : Why::Pruned;
    }
    if (entry.nodes == 1 && m_filter.hidden.contains(node.verdict)) {
        return Why::Filtered;
    }
    if (entry.anyValid == 0) {
        return Why::Failed;
    }
    return entry.nodes == 1 && node.fitness < graph.node(parent).fitness ? Why::Slower : Why::Shown;
}

FoldSummary Folding::decide(const SearchGraph& graph, NodeNumber parent, std::vector<char>& hidden) const
{
    const auto children = graph.children(parent);
    const ByHand hand = byHand(parent);
    std::vector<Why> why;
    for (const NodeNumber child : children) {
        why.push_back(classify(graph, parent, child));
    }
    const bool foldFailed = std::ranges::count(why, Why::Failed) > kFailedShown;
    const bool foldSlower = std::ranges::count(why, Why::Slower) > kSlowerShown;
    FoldSummary summary;
    hidden.assign(children.size(), 0);
    for (std::size_t i = 0; i < children.size(); ++i) {
        const bool folds = why[i] == Why::Pruned || why[i] == Why::Filtered || (why[i] == Why::Failed && foldFailed) ||
                           (why[i] == Why::Slower && foldSlower);
        if (hand == ByHand::Open || !(folds || hand == ByHand::Closed)) {
            continue;
        }
        hidden[i] = 1;
        const Entry& entry = m_entries[children[i]];
        const auto nodes = static_cast<int>(entry.nodes);
        summary.nodes += nodes;
        summary.best = std::max(summary.best, double(entry.best));
        const bool failed = why[i] == Why::Failed || (why[i] == Why::Filtered && entry.anyValid == 0);
        summary.pruned += why[i] == Why::Pruned ? nodes : 0;
        summary.failed += failed ? nodes : 0;
        summary.slower += why[i] == Why::Slower ? nodes : 0;
    }
    summary.byHand = hand == ByHand::Closed && summary.nodes > 0;
    return summary;
}

} // namespace espalier
