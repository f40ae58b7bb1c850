#pragma once

#include "widgets/models/livegraph.h"

#include <QAbstractTableModel>

namespace espalier {

/// Every steering command of the open session, the newest first, with what became of it.
class EventLogModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Time, Step, Author, Command, Reason, State, ColumnCount };

    explicit EventLogModel(const LiveGraph& live, QObject* parent = nullptr);

    const SteerEvent& event(int row) const;
    /// Whether a later event took this one back.
    bool isTakenBack(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void take(std::size_t first);
    QString text(int row, int column) const;

    const LiveGraph& m_live;
    int m_rows = 0;
    std::set<std::int64_t> m_takenBack;
};

} // namespace espalier
