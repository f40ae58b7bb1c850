#pragma once

#include "widgets/models/livegraph.h"

#include <QObject>
#include <QUndoStack>

namespace espalier {

/// Turns what a person does into steering commands, with undo. Nothing changes here: a command leaves through `issued`,
/// is recorded, acknowledged by the search and comes back as an event of the feed. GUI thread.
class Steering : public QObject
{
    Q_OBJECT
public:
    explicit Steering(const LiveGraph& live, QObject* parent = nullptr);

    /// Refuses a node verb without a node of this session.
    bool issue(const SteerCommand& command);
    bool issue(SteerVerb verb, NodeNumber node, double value = 0, const QString& text = {});
    /// Pause, Resume, Step, Stop.
    bool transport(SteerVerb verb, double value = 0);
    QUndoStack& undoStack() { return m_undo; }
    /// "Prune #12": the word of an undo entry.
    static QString describe(const SteerCommand& command);

Q_SIGNALS:
    void issued(const SteerCommand& command);

private:
    const LiveGraph& m_live;
    QUndoStack m_undo;
};

} // namespace espalier
