#pragma once

#include "widgets/models/livegraph.h"

#include <QAbstractItemModel>

namespace espalier {

class NodeMatches;

/// The same tree for a QTreeView: the form a screen reader and a keyboard know. Follows the live graph row by row.
class OutlineModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { Name, Speedup, VerdictColumn, Summary, Columns };
    static constexpr int SortRole = Qt::UserRole + 1;

    explicit OutlineModel(const LiveGraph& live, QObject* parent = nullptr);

    /// The node that every speedup is set against; none: speedups stand alone.
    void setBaseline(std::optional<NodeNumber> node);
    /// Rows that these leave out are in a fainter colour. The view is told by whoever knows when they change.
    void setMatches(const NodeMatches* matches) { m_matches = matches; }

    QModelIndex indexOf(NodeNumber number) const;
    static NodeNumber node(const QModelIndex& index) { return static_cast<NodeNumber>(index.internalId()); }

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void insertUpTo(NodeNumber end);
    QString speedupText(const Node& item) const;

    const LiveGraph& m_live;
    const NodeMatches* m_matches = nullptr;
    /// Children this model has announced; the graph may already have more. A parent's rows are its first children.
    std::vector<int> m_rows;
    std::vector<int> m_rowInParent;
    std::optional<NodeNumber> m_baseline;
};

} // namespace espalier
