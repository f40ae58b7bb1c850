#pragma once

#include "core/graph/node.h"

#include <QObject>

#include <optional>

namespace espalier {

/// The one node everybody looks at: canvas, outline, inspector and charts share it.
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

Q_SIGNALS:
    void changed(std::optional<NodeNumber> node);

private:
    std::optional<NodeNumber> m_node;
};

} // namespace espalier
