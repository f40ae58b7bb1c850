#include "widgets/models/sessionsmodel.h"

#include "widgets/common/format.h"

#include <algorithm>

namespace espalier {

void SessionsModel::setSessions(std::vector<SessionSummary> sessions)
{
    std::ranges::sort(sessions, std::greater{}, &SessionSummary::id);
    if (sessions == m_sessions) {
        return;
    }
    // New sessions come on top; a session is never removed, so what differs is an insert and changed rows.
    const bool grows = sessions.size() >= m_sessions.size() &&
                       std::equal(m_sessions.rbegin(), m_sessions.rend(), sessions.rbegin(),
                                  [](const SessionSummary& a, const SessionSummary& b) { return a.id == b.id; });
    if (!grows) {
        beginResetModel();
        m_sessions = std::move(sessions);
        endResetModel();
        return;
    }
    const int fresh = static_cast<int>(sessions.size() - m_sessions.size());
    if (fresh > 0) {
        beginInsertRows({}, 0, fresh - 1);
        m_sessions.insert(m_sessions.begin(), sessions.begin(), sessions.begin() + fresh);
        endInsertRows();
    }
    m_sessions = std::move(sessions);
    Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

int SessionsModel::rowOf(std::int64_t id) const
{
    const auto at = std::ranges::find(m_sessions, id, &SessionSummary::id);
    return at == m_sessions.end() ? -1 : static_cast<int>(at - m_sessions.begin());
}

int SessionsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_sessions.size());
}

QVariant SessionsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !checkIndex(index)) { // views do ask for no index
        return {};
    }
    const SessionSummary& session = m_sessions[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return session.title;
    case SummaryLine:
        return QStringLiteral("%1 · %2").arg(session.target, format::state(session.state));
    case BestText:
        return session.bestSpeedup > 0 ? format::speedup(session.bestSpeedup) : QString();
    case SessionIdRole:
        return QVariant::fromValue<qlonglong>(session.id);
    case Qt::AccessibleTextRole:
        return tr("%1, %2, best %3")
            .arg(session.title, format::state(session.state), format::speedup(session.bestSpeedup));
    case Qt::ToolTipRole:
        return format::tip(tr("Session %1: %2, %3").arg(session.id).arg(session.task, session.policy));
    default:
        return {};
    }
}

} // namespace espalier
