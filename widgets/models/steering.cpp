#include "widgets/models/steering.h"

#include <QUndoCommand>

#include <algorithm>
#include <array>
#include <utility>

namespace espalier {
namespace {

/// Recorded commands. Redo after undo issues them again as new events: the record only ever grows.
class SteerUndo final : public QUndoCommand
{
public:
    SteerUndo(Steering& steering, const QString& words, std::vector<SteerCommand> commands,
              std::vector<SteerCommand> back)
        : QUndoCommand(words), m_steering(steering), m_commands(std::move(commands)), m_back(std::move(back))
    {
    }
    void redo() override { issue(m_commands); }
    void undo() override { issue(m_back); }

private:
    void issue(const std::vector<SteerCommand>& commands)
    {
        for (const SteerCommand& command : commands) {
            Q_EMIT m_steering.issued(command);
        }
    }

    Steering& m_steering;
    std::vector<SteerCommand> m_commands;
    std::vector<SteerCommand> m_back; ///< in the opposite order
};

// In the order of SteerVerb.
constexpr std::array<const char*, 34> kWords{QT_TRANSLATE_NOOP("espalier::Steering", "Prune"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Restore"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Pin"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Unpin"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Boost"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Expand"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Hint"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Memory"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Add"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Pause"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Resume"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Step"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Stop"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Note at"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Bookmark"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Take the bookmark off"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Propose"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Begin the review of"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Approve"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Reject"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Withdraw"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Comment on"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Resolve a comment on"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Reopen a comment on"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Sanitize"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Policy"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Mix"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Budget"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Veto"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Lift veto"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Grow only at"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Grow anywhere"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Pause lane"),
                                             QT_TRANSLATE_NOOP("espalier::Steering", "Resume lane")};

} // namespace

Steering::Steering(const LiveGraph& live, QObject* parent) : QObject(parent), m_live(live)
{
    // Going back in a session starts it anew too; what was done in it can still be undone.
    connect(&live, &LiveGraph::wasReset, this, [this] {
        const std::pair opened(m_live.session().id, m_live.session().created);
        if (std::exchange(m_session, opened) != opened) {
            m_undo.clear();
        }
    });
}

bool Steering::isSound(const SteerCommand& command) const
{
    return (!m_held || isPresenters(command.verb)) && m_live.isOpen() && !steerProblem(command) &&
           (!command.node || *command.node < m_live.graph().size());
}

bool Steering::issue(const SteerCommand& command)
{
    return issue(std::vector<SteerCommand>{command});
}

bool Steering::issue(const std::vector<SteerCommand>& commands)
{
    if (commands.empty() || !std::ranges::all_of(commands, [this](const SteerCommand& c) { return isSound(c); })) {
        return false;
    }
    std::vector<SteerCommand> back;
    SessionState session = m_live.asked();
    for (const SteerCommand& command : commands) {
        const NodeState before = command.node ? m_live.graph().state(*command.node) : NodeState{};
        // Run and Pause have their own buttons; Undo is for marks on the tree and for what the session is told.
        const bool transport = !command.node && !isForSession(command);
        auto one = transport                ? std::nullopt
                   : isReview(command.verb) ? takenBack(command, m_live.reviews().of(*command.node))
                                            : inverse(command, before, session);
        if (one) {
            back.insert(back.begin(), *std::move(one));
        }
        if (isForSession(command)) {
            fold(command, session);
        }
    }
    if (back.empty()) {
        std::ranges::for_each(commands, [this](const SteerCommand& command) { Q_EMIT issued(command); });
        return true;
    }
    const QString words =
        commands.size() == 1
            ? describe(commands.front())
            : tr("%1, %n commands", nullptr, static_cast<int>(commands.size())).arg(verb(commands.front().verb));
    m_undo.push(new SteerUndo(*this, words, commands, std::move(back)));
    return true;
}

bool Steering::issue(SteerVerb verb, NodeNumber node, double value, const QString& text)
{
    return issue(SteerCommand{verb, node, value, text.toStdString()});
}

bool Steering::issueFor(const std::set<NodeNumber>& nodes, SteerCommand command)
{
    std::vector<SteerCommand> commands;
    for (const NodeNumber node : nodes) {
        command.node = node;
        commands.push_back(command);
    }
    return issue(commands);
}

bool Steering::transport(SteerVerb verb, double value)
{
    return issue(SteerCommand{verb, std::nullopt, value, {}});
}

bool Steering::takeBack(std::int64_t event)
{
    const auto back = espalier::takeBack(m_live.events(), event);
    if (!back || !isSound(*back)) {
        return false;
    }
    Q_EMIT issued(*back); // the log shows it; on the stack it would be an undo of an undo
    return true;
}

QString Steering::verb(SteerVerb verb)
{
    return tr(kWords[static_cast<std::size_t>(verb)]);
}

QString Steering::describe(const SteerCommand& command)
{
    const QString word = verb(command.verb);
    if (command.node) {
        return QStringLiteral("%1 #%2").arg(word).arg(*command.node);
    }
    const QString text = QString::fromStdString(command.text).left(60);
    return text.isEmpty() ? word : QStringLiteral("%1 %2").arg(word, text);
}

} // namespace espalier
