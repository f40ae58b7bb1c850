#include "widgets/tree/treelayout.h"

#include "widgets/common/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QStringList>

#include <algorithm>

namespace espalier {

void TreeLayout::clear()
{
    m_rows.clear();
    m_folding.clear();
    m_shades = std::vector<Shade>();
    m_stubs = std::vector<Stub>();
    m_inFlight.clear();
    m_dirty.clear();
    m_pinned.clear();
    m_best.reset();
    m_selected.reset();
    m_maxDepth = 0;
}

void TreeLayout::sync(std::span<const NodeNumber> touched, std::span<const InFlight> inFlight)
{
    std::optional<NodeNumber> best = m_best;
    if (m_graph.size() > 2 * m_rows.size()) {
        // A session is opened: exactly what it needs. One that grows takes room by doubling.
        m_rows.reserve(m_graph.size());
        m_folding.reserve(m_graph.size());
        m_shades.reserve(m_graph.size());
    }
    for (auto number = static_cast<NodeNumber>(m_rows.size()); number < m_graph.size(); ++number) {
        append(number);
        const Node& node = m_graph.node(number);
        if (isValid(node.verdict) && (!best || vouched(node) > vouched(m_graph.node(*best)))) {
            best = number;
        }
    }
    m_folding.append(m_graph, m_rows, static_cast<NodeNumber>(m_graph.size()));
    for (const NodeNumber number : touched) {
        const bool pinned = m_graph.state(number).pinned;
        if (pinned != m_pinned.contains(number)) {
            m_folding.hold(m_graph, number, pinned);
            pinned ? (void)m_pinned.insert(number) : (void)m_pinned.erase(number);
        }
        markLineage(number);
    }
    hold(m_best, touched.empty() ? best : m_graph.best());
    takeInFlight(inFlight);
    settle();
}

void TreeLayout::append(NodeNumber number)
{
    const std::optional<NodeNumber> parent = m_graph.parent(number);
    m_rows.append(parent);
    m_shades.push_back(shadeOf(m_graph.node(number).fitness));
    m_maxDepth = std::max(m_maxDepth, m_rows.depth(number));
    if (parent) {
        markDirty(*parent);
        // A subtree that had only failures until now, or a leaf that was folded as slower, may have to open.
        if (const auto grandparent = m_rows.parent(*parent)) {
            markDirty(*grandparent);
        }
    }
}

void TreeLayout::takeInFlight(std::span<const InFlight> inFlight)
{
    std::set<NodeNumber> parents;
    for (const auto& [parent, candidate] : m_inFlight) {
        if (parents.insert(parent).second) {
            m_folding.hold(m_graph, parent, false);
            markLineage(parent);
        }
    }
    m_inFlight.clear();
    for (const InFlight& candidate : inFlight) {
        if (!candidate.parents.empty() && candidate.parents.front() < m_graph.size()) {
            m_inFlight.emplace(candidate.parents.front(), candidate);
            m_maxDepth = std::max(m_maxDepth, m_graph.depth(candidate.parents.front()) + 1);
        }
    }
    std::optional<NodeNumber> last;
    for (const auto& [parent, candidate] : m_inFlight) {
        if (last != parent) {
            m_folding.hold(m_graph, parent, true);
            markLineage(parent);
            last = parent;
        }
    }
}

void TreeLayout::setSelected(std::optional<NodeNumber> node)
{
    if (node && *node >= m_rows.size()) {
        node.reset();
    }
    if (node) {
        // Being looked at opens folds made by hand above it.
        for (auto at = m_graph.parent(*node); at; at = m_graph.parent(*at)) {
            if (m_folding.byHand(*at) == Folding::ByHand::Closed) {
                m_folding.setByHand(*at, Folding::ByHand::No);
            }
        }
    }
    hold(m_selected, node);
    settle();
}

void TreeLayout::hold(std::optional<NodeNumber>& slot, std::optional<NodeNumber> node)
{
    if (slot == node) {
        return;
    }
    if (slot) {
        m_folding.hold(m_graph, *slot, false);
        markLineage(*slot);
    }
    if (node) {
        m_folding.hold(m_graph, *node, true);
        markLineage(*node);
    }
    slot = node;
}

void TreeLayout::setFilter(const TreeFilter& filter)
{
    if (filter == m_folding.filter()) {
        return;
    }
    m_folding.setFilter(filter);
    for (NodeNumber number = 0; number < m_rows.size(); ++number) {
        markDirty(number);
    }
    settle();
}

void TreeLayout::toggleFold(NodeNumber number)
{
    const bool opens = stub(number) != nullptr;
    if (!opens && m_graph.children(number).empty()) {
        return;
    }
    m_folding.setByHand(number, opens ? Folding::ByHand::Open : Folding::ByHand::Closed);
    markDirty(number);
    settle();
}

void TreeLayout::openAll()
{
    for (NodeNumber number = 0; number < m_rows.size(); ++number) {
        m_folding.setByHand(number, Folding::ByHand::Open);
        markDirty(number);
    }
    settle();
}

void TreeLayout::markLineage(NodeNumber number)
{
    for (std::optional<NodeNumber> at = number; at; at = m_graph.parent(*at)) {
        markDirty(*at);
    }
}

void TreeLayout::settle()
{
    std::ranges::sort(m_dirty);
    m_dirty.erase(std::ranges::unique(m_dirty).begin(), m_dirty.end());
    std::vector<char> hidden;
    std::vector<Stub> decided;
    for (const NodeNumber parent : m_dirty) {
        const FoldSummary summary = m_folding.decide(m_graph, parent, hidden);
        const auto children = m_graph.children(parent);
        for (std::size_t i = 0; i < children.size(); ++i) {
            m_rows.setHidden(children[i], hidden[i] != 0);
        }
        if (summary.nodes > 0 || stub(parent) != nullptr) {
            decided.push_back({parent, summary});
        }
    }
    mergeStubs(decided);
    for (const NodeNumber parent : m_dirty) {
        updateExtra(parent);
    }
    m_dirty = std::vector<NodeNumber>(); // with its room: after an opening that is a third of what all the rest takes
}

void TreeLayout::mergeStubs(std::span<const Stub> decided)
{
    if (decided.empty()) {
        return;
    }
    std::vector<Stub> merged;
    merged.reserve(m_stubs.size() + decided.size());
    auto old = m_stubs.begin();
    for (const Stub& stub : decided) {
        for (; old != m_stubs.end() && old->parent < stub.parent; ++old) {
            merged.push_back(*old);
        }
        if (old != m_stubs.end() && old->parent == stub.parent) {
            ++old;
        }
        if (stub.summary.nodes > 0) {
            merged.push_back(stub);
        }
    }
    merged.insert(merged.end(), old, m_stubs.end());
    m_stubs = std::move(merged);
    if (m_stubs.capacity() > m_stubs.size() + m_stubs.size() / 8) {
        m_stubs.shrink_to_fit();
    }
}

void TreeLayout::updateExtra(NodeNumber number)
{
    m_rows.setExtraRows(number, (stub(number) != nullptr ? 1 : 0) + (m_inFlight.contains(number) ? 1 : 0));
}

const FoldSummary* TreeLayout::stub(NodeNumber number) const
{
    const auto at = std::ranges::lower_bound(m_stubs, number, {}, &Stub::parent);
    return at == m_stubs.end() || at->parent != number ? nullptr : &at->summary;
}

std::vector<const InFlight*> TreeLayout::inFlight(NodeNumber number) const
{
    std::vector<const InFlight*> list;
    const auto [from, to] = m_inFlight.equal_range(number);
    for (auto at = from; at != to; ++at) {
        list.push_back(&at->second);
    }
    return list;
}

QString TreeLayout::inFlightText(NodeNumber number) const
{
    const auto list = inFlight(number);
    double since = 0; // of the one that is longest in its stage
    for (const InFlight* candidate : list) {
        since = candidate->since > 0 && (since <= 0 || candidate->since < since) ? candidate->since : since;
    }
    const double now = double(QDateTime::currentMSecsSinceEpoch()) / 1000;
    const QString age = since > 0 ? QLatin1Char(' ') + format::duration(std::max(0.0, now - since)) : QString();
    if (list.size() == 1) {
        return format::stage(list.front()->stage) + QStringLiteral("…") + age;
    }
    QStringList stages;
    for (const InFlight* candidate : list) {
        const QString stage = format::stage(candidate->stage);
        if (!stages.contains(stage)) {
            stages << stage;
        }
    }
    const int count = static_cast<int>(list.size());
    return QCoreApplication::translate("TreeLayout", "%n in flight: %1…", nullptr, count)
               .arg(stages.join(QStringLiteral(", "))) +
           age;
}

NodeNumber TreeLayout::shownAncestor(NodeNumber number) const
{
    NodeNumber shown = number;
    for (std::optional<NodeNumber> at = number; at; at = m_graph.parent(*at)) {
        if (m_rows.isHidden(*at)) {
            shown = m_graph.parent(*at).value_or(0);
        }
    }
    return shown;
}

} // namespace espalier
