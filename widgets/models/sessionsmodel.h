#pragma once

#include "widgets/models/feed.h"

#include <QAbstractListModel>

#include <vector>

namespace espalier {

/// The sessions of the open store, newest first; rows keep their identity when the list is read again.
class SessionsModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Roles { SummaryLine = Qt::UserRole + 1, BestText, SessionIdRole };

    using QAbstractListModel::QAbstractListModel;

    void setSessions(std::vector<SessionSummary> sessions);
    const SessionSummary& session(int row) const { return m_sessions[static_cast<std::size_t>(row)]; }
    int rowOf(std::int64_t id) const; ///< -1: not here

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<SessionSummary> m_sessions;
};

} // namespace espalier
