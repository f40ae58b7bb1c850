#pragma once

#include "core/review/placedcomment.h"

#include <QAbstractTableModel>

#include <vector>

namespace espalier {

/// The comments on a node: on which line, what, by whom. Plain text everywhere.
class CommentsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Line, Text, By, Columns };

    using QAbstractTableModel::QAbstractTableModel;

    void setComments(std::vector<PlacedComment> comments);
    /// Null for an index that is none.
    const PlacedComment* at(const QModelIndex& index) const;
    /// -1 where it is not shown.
    int rowOf(std::int64_t id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString placeText(const PlacedComment& one) const;
    QString byText(const PlacedComment& one) const;

    std::vector<PlacedComment> m_comments;
};

} // namespace espalier
