#pragma once

#include "core/graph/node.h"

#include <QObject>

#include <optional>

namespace espalier {

/// The one node everybody looks at, and the one that every number is set against: canvas, outline, inspector and charts
/// share them. The baseline marked here is the window's alone; it is not the implementation that speedups are over.
class Selection : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    std::optional<NodeNumber> node() const { return m_node; }
    void select(std::optional<NodeNumber> node)
    {
        if (node != m_node) {
            m_node = node;
            Q_EMIT changed(node);
        }
    }

    /// None until somebody marks one.
    std::optional<NodeNumber> baseline() const { return m_baseline; }
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

private:
    std::optional<NodeNumber> m_node;
    std::optional<NodeNumber> m_baseline;
};

} // namespace espalier
