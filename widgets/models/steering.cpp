#include "widgets/models/steering.h"

#include <QUndoCommand>

#include <array>

namespace espalier {
namespace {

/// One recorded command. Redo after undo issues it again as a new event: the record only ever grows.
class SteerUndo final : public QUndoCommand
{
public:
    SteerUndo(Steering& steering, SteerCommand command, SteerCommand back)
        : QUndoCommand(Steering::describe(command)), m_steering(steering), m_command(std::move(command)),
          m_back(std::move(back))
    {
    }
    void redo() override { Q_EMIT m_steering.issued(m_command); }
    void undo() override { Q_EMIT m_steering.issued(m_back); }

private:
    Steering& m_steering;
    SteerCommand m_command;
    SteerCommand m_back;
};

} // namespace

Steering::Steering(const LiveGraph& live, QObject* parent) : QObject(parent), m_live(live)
{
    connect(&live, &LiveGraph::wasReset, &m_undo, &QUndoStack::clear);
}

bool Steering::issue(const SteerCommand& command)
{
    if (!m_live.isOpen() || (command.node && *command.node >= m_live.graph().size())) {
        return false;
    }
    const NodeState before = command.node ? m_live.graph().state(*command.node) : NodeState{};
    const bool forSession = !command.node; // Run and Pause have their own buttons; Undo is for marks on the tree.
    const std::optional<SteerCommand> back = forSession ? std::nullopt
                                             : isReview(command.verb)
                                                 ? takenBack(command, m_live.reviews().of(*command.node))
                                                 : inverse(command, before);
    if (back) {
        m_undo.push(new SteerUndo(*this, command, *back));
    } else {
        Q_EMIT issued(command);
    }
    return true;
}

bool Steering::issue(SteerVerb verb, NodeNumber node, double value, const QString& text)
{
    return issue(SteerCommand{verb, node, value, text.toStdString()});
}

bool Steering::transport(SteerVerb verb, double value)
{
    return issue(SteerCommand{verb, std::nullopt, value, {}});
}

QString Steering::describe(const SteerCommand& command)
{
    // In the order of SteerVerb.
    static const std::array<const char*, 25> kWords{QT_TR_NOOP("Prune"),
                                                    QT_TR_NOOP("Restore"),
                                                    QT_TR_NOOP("Pin"),
                                                    QT_TR_NOOP("Unpin"),
                                                    QT_TR_NOOP("Boost"),
                                                    QT_TR_NOOP("Expand"),
                                                    QT_TR_NOOP("Hint"),
                                                    QT_TR_NOOP("Memory"),
                                                    QT_TR_NOOP("Add"),
                                                    QT_TR_NOOP("Pause"),
                                                    QT_TR_NOOP("Resume"),
                                                    QT_TR_NOOP("Step"),
                                                    QT_TR_NOOP("Stop"),
                                                    QT_TR_NOOP("Note at"),
                                                    QT_TR_NOOP("Bookmark"),
                                                    QT_TR_NOOP("Take the bookmark off"),
                                                    QT_TR_NOOP("Propose"),
                                                    QT_TR_NOOP("Begin the review of"),
                                                    QT_TR_NOOP("Approve"),
                                                    QT_TR_NOOP("Reject"),
                                                    QT_TR_NOOP("Withdraw"),
                                                    QT_TR_NOOP("Comment on"),
                                                    QT_TR_NOOP("Resolve a comment on"),
                                                    QT_TR_NOOP("Reopen a comment on"),
                                                    QT_TR_NOOP("Sanitize")};
    const QString word = tr(kWords[static_cast<std::size_t>(command.verb)]);
    return command.node ? QStringLiteral("%1 #%2").arg(word).arg(*command.node) : word;
}

} // namespace espalier
