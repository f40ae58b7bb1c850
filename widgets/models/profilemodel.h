#pragma once

#include "widgets/models/feed.h"

#include <QAbstractTableModel>

namespace espalier {

/// Every figure of a profile's longest kernel, its stalls and its timeline, then what the judge knows of the kernel:
/// name, value, and the metric or the place it is from. While a node is marked as baseline, a last column sets each
/// figure against the same one of that node. SortRole gives the raw numbers.
class ProfileModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Figure, From, Value, Against, Columns };
    static constexpr int SortRole = Qt::UserRole + 1;

    using QAbstractTableModel::QAbstractTableModel;

    /// `report` may be null.
    void setFigures(const ProfileReport* report, const Evaluation& evaluation);
    /// Of the marked node, with its name; an empty name takes the column away.
    void setBaseline(const ProfileReport* report, const Evaluation& evaluation, const QString& name);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// The first row that an evidence speaks of: a metric, "dram__throughput.pct = 67.3 %", or a key of FactEvidence.
    std::optional<int> rowOf(const QString& evidence) const;

private:
    struct Row
    {
        QString figure;
        double value = 0;
        QString text;
        QString from;
        QString key{}; ///< by which a fact of the judge names it; empty where none does
    };
    using Rows = std::vector<Row>;

    static Rows rowsOf(const ProfileReport* report, const Evaluation& evaluation);
    static void addProfile(const ProfileReport& report, Rows& rows);
    static void addJudged(const Evaluation& evaluation, Rows& rows);
    static void addLaunch(const LaunchFacts& launch, Rows& rows);
    static void addCode(const BuildFacts& build, Rows& rows);
    QString againstText(const Row& row) const;

    Rows m_rows;
    Rows m_baseline;
    QString m_baselineName;
};

} // namespace espalier
