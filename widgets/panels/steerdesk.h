#pragma once

#include "widgets/common/actions.h"
#include "widgets/models/selection.h"
#include "widgets/models/steering.h"

#include <QPointer>

class QMenu;
class QWidget;

namespace espalier {

class SteeringLog;

/// What the window's actions tell the search: asks for what a command needs and issues it, for every node that is
/// selected. Knows which of these actions make sense now. Belongs to the window.
class SteerDesk : public QObject
{
    Q_OBJECT
public:
    SteerDesk(const LiveGraph& live, const Selection& selection, Steering& steering, Actions& actions, QWidget* window);

    /// Enables the actions on nodes by what is selected.
    void refresh();
    /// What a node's menu has beside the actions: vetoes of its skills, its memory, commands with a reason.
    void addTo(QMenu& menu);
    void ask(SteerVerb verb);

private:
    /// In a replay not every selected node is.
    bool isThere(NodeNumber node) const { return node < m_live.graph().size(); }
    std::set<NodeNumber> nodes() const;
    bool changesAny(SteerVerb verb) const;
    /// The selected nodes that the verb would change.
    std::set<NodeNumber> nodesFor(SteerVerb verb) const;
    void mark(Do id, SteerVerb verb);
    void showLog();
    void askSession();
    QStringList skillsSeen() const;

    const LiveGraph& m_live;
    const Selection& m_selection;
    Steering& m_steering;
    Actions& m_actions;
    QWidget* m_window;
    QPointer<SteeringLog> m_log;
};

} // namespace espalier
