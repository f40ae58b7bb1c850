#include "widgets/models/eventlogmodel.h"

#include "widgets/common/format.h"

#include <QDateTime>
#include <QLocale>

namespace espalier {

EventLogModel::EventLogModel(const LiveGraph& live, QObject* parent) : QAbstractTableModel(parent), m_live(live)
{
    connect(&live, &LiveGraph::aboutToReset, this, [this] {
        beginResetModel();
        m_rows = 0;
        m_takenBack.clear();
    });
    connect(&live, &LiveGraph::wasReset, this, [this] { endResetModel(); });
    connect(&live, &LiveGraph::logged, this, &EventLogModel::take);
    take(0);
}

void EventLogModel::take(std::size_t first)
{
    const auto& events = m_live.events();
    const int fresh = static_cast<int>(events.size()) - m_rows;
    if (fresh > 0) {
        beginInsertRows({}, 0, fresh - 1);
        m_rows += fresh;
        for (std::size_t i = first; i < events.size(); ++i) {
            m_takenBack.insert(events[i].command.undoes);
        }
        endInsertRows();
    }
    if (m_rows > 0) {
        Q_EMIT dataChanged(index(0, 0), index(m_rows - 1, ColumnCount - 1)); // older ones were taken up, or back
    }
}

const SteerEvent& EventLogModel::event(int row) const
{
    return m_live.events()[static_cast<std::size_t>(m_rows - 1 - row)];
}

bool EventLogModel::isTakenBack(int row) const
{
    return m_takenBack.contains(event(row).id);
}

int EventLogModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int EventLogModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int{ColumnCount};
}

QString EventLogModel::text(int row, int column) const
{
    const SteerEvent& shown = event(row);
    switch (column) {
    case Time: {
        const QDateTime at = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(shown.time * 1000));
        return QLocale().toString(at, at.date() == QDate::currentDate() ? QStringLiteral("HH:mm:ss")
                                                                        : QStringLiteral("d MMM HH:mm:ss"));
    }
    case Step:
        return shown.appliedStep ? QString::number(*shown.appliedStep) : QStringLiteral("–");
    case Author:
        return format::codeLine(shown.author);
    case Command:
        return format::codeLine(steerWords(shown.command));
    case Reason:
        return shown.command.undoes != 0 && shown.command.reason.empty() ? tr("takes an earlier one back")
                                                                         : format::codeLine(shown.command.reason);
    case State:
        return isTakenBack(row) ? tr("taken back") : shown.acknowledged() ? tr("applied") : tr("pending");
    default:
        return {};
    }
}

QVariant EventLogModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return text(index.row(), index.column());
    case Qt::ToolTipRole:
        return format::tip(text(index.row(), index.column()));
    default:
        return {};
    }
}

QVariant EventLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(Qt::Alignment(Qt::AlignLeft | Qt::AlignVCenter));
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    const QString titles[ColumnCount]{tr("Time"), tr("Step"), tr("By"), tr("Command"), tr("Reason"), tr("State")};
    return titles[section];
}

} // namespace espalier
