#pragma once

#include "widgets/models/livegraph.h"

#include <QObject>
#include <QUndoStack>

#include <set>
#include <utility>

namespace espalier {

/// Turns what a person does into steering commands, with undo. Nothing changes here: a command leaves through `issued`,
/// is recorded, acknowledged by the search and comes back as an event of the feed. GUI thread.
class Steering : public QObject
{
    Q_OBJECT
public:
    explicit Steering(const LiveGraph& live, QObject* parent = nullptr);

    /// Refuses what steerProblem() refuses, and a node verb without a node of this session.
    bool issue(const SteerCommand& command);
    /// All of them or none; one entry of undo.
    bool issue(const std::vector<SteerCommand>& commands);
    bool issue(SteerVerb verb, NodeNumber node, double value = 0, const QString& text = {});
    /// The same command for each of the nodes.
    bool issueFor(const std::set<NodeNumber>& nodes, SteerCommand command);
    /// Pause, Resume, Step, Stop.
    bool transport(SteerVerb verb, double value = 0);
    /// Takes back one event of the log, as things stood before it; false where that cannot be.
    bool takeBack(std::int64_t event);
    /// While it is held nothing but notes and bookmarks can be issued: what is shown is not the present.
    void setHeld(bool held) { m_held = held; }
    QUndoStack& undoStack() { return m_undo; }
    /// "Prune #12", "Policy uct c=0.7": the words of an undo entry.
    static QString describe(const SteerCommand& command);
    /// The word of a verb.
    static QString verb(SteerVerb verb);

Q_SIGNALS:
    void issued(const SteerCommand& command);

private:
    bool isSound(const SteerCommand& command) const;

    const LiveGraph& m_live;
    QUndoStack m_undo;
    /// Whose commands can be undone: its number and when it was made, since each store has a first session.
    std::pair<std::int64_t, double> m_session{};
    bool m_held = false;
};

} // namespace espalier
