#include "widgets/review/commentsmodel.h"

#include "widgets/common/format.h"
#include "widgets/review/reviewtext.h"

#include <QStringList>

#include <algorithm>
#include <array>

namespace espalier {

void CommentsModel::setComments(std::vector<PlacedComment> comments)
{
    beginResetModel();
    m_comments = std::move(comments);
    endResetModel();
}

const PlacedComment* CommentsModel::at(const QModelIndex& index) const
{
    const bool there = index.isValid() && index.row() < rowCount();
    return there ? &m_comments[static_cast<std::size_t>(index.row())] : nullptr;
}

int CommentsModel::rowOf(std::int64_t id) const
{
    const auto own = std::ranges::find(m_comments, id, [](const PlacedComment& one) { return one.comment.id; });
    return own == m_comments.end() ? -1 : static_cast<int>(own - m_comments.begin());
}

int CommentsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_comments.size());
}

int CommentsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : Columns;
}

QString CommentsModel::placeText(const PlacedComment& one) const
{
    const QString line = one.place ? QString::number(one.place->line) : QStringLiteral("…");
    if (one.comment.said.side == CommentSide::Parent) {
        return tr("− %1").arg(line);
    }
    if (one.place && one.place->fate == LineFate::Deleted) {
        return tr("gone");
    }
    return one.isOutdated() ? tr("%1, outdated").arg(line) : line;
}

QString CommentsModel::byText(const PlacedComment& one) const
{
    QStringList parts{reviewtext::foreign(one.comment.author)};
    if (one.carried) {
        parts << tr("on #%1").arg(one.comment.node);
    }
    if (one.resolution) {
        parts << tr("✓ resolved");
    }
    return parts.join(QStringLiteral(", "));
}

QVariant CommentsModel::data(const QModelIndex& index, int role) const
{
    const PlacedComment* one = at(index);
    if (one == nullptr) {
        return {};
    }
    if (role == Qt::ToolTipRole) {
        const QString quote = format::codeLine(one->comment.said.quote);
        return format::tip(
            QStringLiteral("%1\n%2\n%3")
                .arg(quote, reviewtext::foreign(one->comment.said.text), reviewtext::moment(one->comment.time))
                .trimmed());
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(Qt::AlignLeft | Qt::AlignTop);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case Line:
        return placeText(*one);
    case Text:
        return reviewtext::foreign(one->comment.said.text);
    default:
        return byText(*one);
    }
}

QVariant CommentsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const std::array<const char*, Columns> kTitles{QT_TR_NOOP("line"), QT_TR_NOOP("comment"), QT_TR_NOOP("by")};
    if (orientation != Qt::Horizontal || section < 0 || section >= Columns) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    }
    return role == Qt::DisplayRole ? tr(kTitles[static_cast<std::size_t>(section)]) : QVariant();
}

} // namespace espalier
