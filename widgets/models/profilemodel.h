#pragma once

#include "widgets/models/feed.h"

#include <QAbstractTableModel>

namespace espalier {

/// Every figure of a profile's longest kernel, its stalls and its timeline, then what the judge knows of the kernel:
/// name, value, and the metric or the place it is from. SortRole gives the raw numbers.
class ProfileModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Figure, From, Value, Columns };
    static constexpr int SortRole = Qt::UserRole + 1;

    using QAbstractTableModel::QAbstractTableModel;

    /// `report` may be null.
    void setFigures(const ProfileReport* report, const Evaluation& evaluation);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// The first row that an evidence like "dram__throughput.pct = 67.3 %" speaks of.
    std::optional<int> rowOf(const QString& evidence) const;

private:
    struct Row
    {
        QString figure;
        double value = 0;
        QString text;
        QString from;
    };
    void addProfile(const ProfileReport& report);
    void addJudged(const Evaluation& evaluation);
    void add(const QString& figure, double value, const QString& from);

    std::vector<Row> m_rows;
};

} // namespace espalier
