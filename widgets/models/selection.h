#pragma once

#include "core/graph/node.h"

#include <QObject>

#include <optional>
#include <set>
#include <vector>

namespace espalier {

class LiveGraph;

/// The one node everybody looks at, and the one that every number is set against: canvas, outline, inspector and charts
/// share them. The baseline marked here is the window's alone; it is not the implementation that speedups are over.
/// Beside the one looked at others may be chosen for a command on all of them; it is always among these.
class Selection : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// From now on only nodes of this graph are chosen, and the baseline holds while its node is there: a window that
    /// goes back in its session is before some of them. The graph must outlive this.
    void follow(const LiveGraph& live) { m_live = &live; }

    std::optional<NodeNumber> node() const { return m_node; }
    /// Every chosen node; one or none unless somebody chose more.
    const std::set<NodeNumber>& all() const { return m_all; }

    /// This one alone.
    void select(std::optional<NodeNumber> node);
    /// These, with the one looked at unchanged where it is among them, else their first.
    void selectAll(std::set<NodeNumber> nodes);
    /// Adds the node and looks at it, or takes it out.
    void toggle(NodeNumber node);

    /// None until somebody marks one, and at moments before it.
    std::optional<NodeNumber> baseline() const;
    void setBaseline(std::optional<NodeNumber> node)
    {
        if (node != m_baseline) {
            m_baseline = node;
            Q_EMIT baselineChanged(node);
        }
    }

Q_SIGNALS:
    void changed(std::optional<NodeNumber> node);
    void baselineChanged(std::optional<NodeNumber> node);
    /// Which are chosen beside it; comes after changed().
    void allChanged();

private:
    bool isThere(NodeNumber node) const;
    void set(std::optional<NodeNumber> node, std::set<NodeNumber> all);

    const LiveGraph* m_live = nullptr;
    std::optional<NodeNumber> m_node;
    std::optional<NodeNumber> m_baseline;
    std::set<NodeNumber> m_all;
};

} // namespace espalier
