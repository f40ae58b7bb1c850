#include "widgets/models/outlinemodel.h"

#include "widgets/common/fonts.h"
#include "widgets/common/format.h"
#include "widgets/common/theme.h"
#include "widgets/models/baselinedelta.h"
#include "widgets/models/nodematches.h"
#include "widgets/review/reviewtext.h"

#include <QGuiApplication>

#include <array>

namespace espalier {

OutlineModel::OutlineModel(const LiveGraph& live, QObject* parent) : QAbstractItemModel(parent), m_live(live)
{
    connect(&live, &LiveGraph::aboutToReset, this, [this] {
        beginResetModel();
        m_rows.clear();
        m_rowInParent.clear();
    });
    connect(&live, &LiveGraph::wasReset, this, [this] { endResetModel(); });
    connect(&live, &LiveGraph::added, this, [this](NodeNumber first, NodeNumber count) { insertUpTo(first + count); });
    connect(&live, &LiveGraph::marked, this, [this](const std::vector<NodeNumber>& nodes) {
        for (const NodeNumber number : nodes) {
            const QModelIndex at = indexOf(number);
            Q_EMIT dataChanged(at, at.siblingAtColumn(Columns - 1));
        }
    });
    insertUpTo(static_cast<NodeNumber>(live.graph().size()));
}

void OutlineModel::insertUpTo(NodeNumber end)
{
    for (auto number = static_cast<NodeNumber>(m_rowInParent.size()); number < end; ++number) {
        const std::optional<NodeNumber> up = m_live.graph().parent(number);
        const int row = up ? m_rows[*up] : 0;
        beginInsertRows(up ? indexOf(*up) : QModelIndex(), row, row);
        m_rowInParent.push_back(row);
        m_rows.push_back(0);
        if (up) {
            ++m_rows[*up];
        }
        endInsertRows();
    }
}

QModelIndex OutlineModel::indexOf(NodeNumber number) const
{
    return number < m_rowInParent.size() ? createIndex(m_rowInParent[number], 0, quintptr(number)) : QModelIndex();
}

QModelIndex OutlineModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent)) {
        return {};
    }
    if (!parent.isValid()) {
        return createIndex(0, column, quintptr(0));
    }
    return createIndex(row, column, quintptr(m_live.graph().children(node(parent))[static_cast<std::size_t>(row)]));
}

QModelIndex OutlineModel::parent(const QModelIndex& index) const
{
    if (!index.isValid()) {
        return {};
    }
    const std::optional<NodeNumber> up = m_live.graph().parent(node(index));
    return up ? indexOf(*up) : QModelIndex();
}

int OutlineModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid()) {
        return m_rowInParent.empty() ? 0 : 1;
    }
    return parent.column() == 0 ? m_rows[node(parent)] : 0;
}

void OutlineModel::setBaseline(std::optional<NodeNumber> node)
{
    if (m_baseline != node) {
        Q_EMIT layoutAboutToBeChanged(); // every row says something else
        m_baseline = node;
        Q_EMIT layoutChanged();
    }
}

QString OutlineModel::speedupText(const Node& item) const
{
    const QString speedup = format::speedup(item.fitness);
    const QString delta = item.number == m_baseline ? QStringLiteral("◆")
                                                    : baseline::ofNode(m_live.graph(), m_baseline, item.number).text;
    return delta.isEmpty() ? speedup : QStringLiteral("%1  %2").arg(delta, speedup);
}

int OutlineModel::columnCount(const QModelIndex&) const
{
    return Columns;
}

QVariant OutlineModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !checkIndex(index)) { // views do ask for no index
        return {};
    }
    const Node& item = m_live.graph().node(node(index));
    const bool filtered = m_matches != nullptr && m_matches->isActive();
    const bool dimmed = filtered && m_matches->isDimmed(item.number);
    if (role == Qt::AccessibleTextRole && index.column() == Name) {
        return QStringLiteral("%1 %2 %3")
            .arg(format::nodeLine(item), reviewtext::words(m_live.reviews().of(item.number)),
                 filtered && !dimmed ? tr("matches the filter") : QString())
            .simplified();
    }
    if (role == Qt::ForegroundRole && dimmed) {
        return Theme::fromPalette(QGuiApplication::palette()).unavailable();
    }
    if (role == Qt::FontRole && filtered && !dimmed && index.column() == Name) {
        return fonts::bold(QGuiApplication::font()); // not by colour alone
    }
    if (role == Qt::ToolTipRole && index.column() == Speedup && m_baseline) {
        return baseline::against(baseline::ofNode(m_live.graph(), m_baseline, item.number), *m_baseline);
    }
    if (role == SortRole) {
        return index.column() == Speedup ? QVariant(item.fitness) : QVariant(item.number);
    }
    if (role == Qt::TextAlignmentRole && index.column() == Speedup) {
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case Name:
        return QStringLiteral("#%1%2%3")
            .arg(item.number)
            .arg(m_live.graph().state(item.number).pruned ? tr(" ⊘ pruned") : QString(),
                 reviewtext::signs(m_live.reviews().of(item.number)));
    case Speedup:
        return speedupText(item);
    case VerdictColumn:
        return isValid(item.verdict) ? format::verdict(item.verdict) : format::failure(item.verdict);
    default:
        return format::text(item.summary);
    }
}

QVariant OutlineModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const std::array<const char*, Columns> kTitles{QT_TR_NOOP("node"), QT_TR_NOOP("speedup"),
                                                          QT_TR_NOOP("verdict"), QT_TR_NOOP("what was changed")};
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    return tr(kTitles[static_cast<std::size_t>(section)]);
}

} // namespace espalier
