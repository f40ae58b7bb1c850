#include "widgets/models/nodematches.h"

#include <algorithm>

namespace espalier {
namespace {

template <class Value>
bool allows(const std::set<Value>& wanted, const Value& value)
{
    return wanted.empty() || wanted.contains(value);
}

} // namespace

NodeMatches::NodeMatches(const LiveGraph& live, QObject* parent) : QObject(parent), m_live(live)
{
    connect(&live, &LiveGraph::aboutToReset, this, [this] {
        m_bits.clear();
        m_pruned.clear();
        m_grown = true;
    });
    // A new child changes what its parent is (no leaf any more); everything is asked again where that matters.
    connect(&live, &LiveGraph::added, this, [this](NodeNumber first, NodeNumber) {
        m_grown = true;
        if (m_filter.marks.contains(NodeMark::Leaf)) {
            m_stale = true;
        } else {
            ask(first);
        }
    });
    connect(&live, &LiveGraph::marked, this, [this] { m_stale = true; });
    connect(&live, &LiveGraph::batchTaken, this, &NodeMatches::settle);
    ask(0);
}

/// Most batches say how far a candidate is, which is no reason to draw every view anew.
void NodeMatches::settle()
{
    if (m_stale) {
        ask(0);
    }
    if (isActive() && (m_stale || m_grown)) {
        Q_EMIT changed();
    }
    m_stale = m_grown = false;
}

void NodeMatches::setFilter(const NodeFilter& filter)
{
    if (filter == m_filter) {
        return;
    }
    m_filter = filter;
    m_filter.text = filter.text.trimmed();
    m_query = NodeQuery(m_filter.text);
    ask(0);
    Q_EMIT changed();
}

void NodeMatches::setText(const QString& text)
{
    NodeFilter filter = m_filter;
    filter.text = text.trimmed();
    setFilter(filter);
}

void NodeMatches::ask(NodeNumber first)
{
    const SearchGraph& graph = m_live.graph();
    if (first == 0) {
        m_bits.clear();
    }
    if (!isActive()) {
        return;
    }
    m_pruned.resize(graph.size());
    for (NodeNumber n = first; n < graph.size(); ++n) {
        const std::optional<NodeNumber> parent = graph.parent(n);
        m_pruned[n] = graph.state(n).pruned || (parent && m_pruned[*parent]);
        if (matches(n, m_pruned[n])) {
            m_bits.insert(n);
        }
    }
}

bool NodeMatches::matches(NodeNumber number, bool pruned) const
{
    const SearchGraph& graph = m_live.graph();
    const Node& node = graph.node(number);
    const NodeReview& review = m_live.reviews().of(number);
    const bool inRange =
        (m_filter.least <= 0 && m_filter.most <= 0) ||
        (node.fitness > 0 && node.fitness >= m_filter.least && (m_filter.most <= 0 || node.fitness <= m_filter.most));
    return inRange && allows(m_filter.verdicts, node.verdict) && allows(m_filter.bounds, node.bound) &&
           (m_filter.marks.empty() ||
            std::ranges::any_of(m_filter.marks,
                                [&](NodeMark mark) { return hasMark(mark, graph, review, number, pruned); })) &&
           (m_filter.skills.empty() ||
            std::ranges::any_of(node.skills,
                                [this](const std::string& skill) { return m_filter.skills.contains(skill); })) &&
           m_query.matches(node, review);
}

std::optional<NodeNumber> NodeMatches::after(std::optional<NodeNumber> node) const
{
    const std::optional<NodeNumber> next = node ? m_bits.from(*node + 1) : std::nullopt;
    return next ? next : m_bits.from(0);
}

std::optional<NodeNumber> NodeMatches::before(std::optional<NodeNumber> node) const
{
    const std::optional<NodeNumber> previous = node ? m_bits.before(*node) : std::nullopt;
    return previous ? previous : m_bits.before(static_cast<NodeNumber>(m_live.graph().size()));
}

NodeTally NodeMatches::tally() const
{
    const SearchGraph& graph = m_live.graph();
    NodeTally tally;
    std::vector<bool> pruned(graph.size());
    for (NodeNumber n = 0; n < graph.size(); ++n) {
        const Node& node = graph.node(n);
        const std::optional<NodeNumber> parent = graph.parent(n);
        pruned[n] = graph.state(n).pruned || (parent && pruned[*parent]);
        ++tally.verdicts[node.verdict];
        ++tally.bounds[node.bound];
        for (const std::string& skill : node.skills) {
            ++tally.skills[skill];
        }
        for (int i = 0; i < kNodeMarks; ++i) {
            const auto mark = static_cast<NodeMark>(i);
            tally.marks[mark] += hasMark(mark, graph, m_live.reviews().of(n), n, pruned[n]) ? 1 : 0;
        }
    }
    return tally;
}

} // namespace espalier
