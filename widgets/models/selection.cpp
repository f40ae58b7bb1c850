#include "widgets/models/selection.h"

#include "widgets/models/livegraph.h"

#include <utility>

namespace espalier {

bool Selection::isThere(NodeNumber node) const
{
    return m_live == nullptr || node < m_live->graph().size();
}

std::optional<NodeNumber> Selection::baseline() const
{
    return m_baseline && isThere(*m_baseline) ? m_baseline : std::nullopt;
}

void Selection::select(std::optional<NodeNumber> node)
{
    if (node && !isThere(*node)) {
        return; // what was clicked showed another moment
    }
    set(node, node ? std::set<NodeNumber>{*node} : std::set<NodeNumber>());
}

void Selection::selectAll(std::set<NodeNumber> nodes)
{
    std::erase_if(nodes, [this](NodeNumber one) { return !isThere(one); });
    std::optional<NodeNumber> node = m_node;
    if (!node || !nodes.contains(*node)) {
        node = nodes.empty() ? std::nullopt : std::optional(*nodes.begin());
    }
    set(node, std::move(nodes));
}

void Selection::toggle(NodeNumber node)
{
    std::set<NodeNumber> all = m_all;
    if (!isThere(node)) {
        return;
    }
    if (all.erase(node) == 0) {
        all.insert(node);
        set(node, std::move(all));
    } else if (!all.empty()) {
        selectAll(std::move(all)); // the last one stays: something is always looked at
    }
}

void Selection::set(std::optional<NodeNumber> node, std::set<NodeNumber> all)
{
    const bool others = all != m_all;
    m_all = std::move(all);
    if (node != m_node) {
        m_node = node;
        Q_EMIT changed(node);
    }
    if (others) {
        Q_EMIT allChanged();
    }
}

} // namespace espalier
