#pragma once

#include "core/graph/evaluation.h"

#include <QAbstractTableModel>

namespace espalier {

/// The timed cases of one evaluation. Units stand in the headers; SortRole gives the raw numbers. While a node is
/// marked as baseline, a last column sets each case against its own.
class CasesModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Size, Time, Baseline, Speedup, Interval99, Pairs, Against, Columns };
    static constexpr int SortRole = Qt::UserRole + 1;

    using QAbstractTableModel::QAbstractTableModel;

    void setCases(std::vector<CaseTiming> cases);
    /// Those of the marked node, and its name; an empty name takes the column away.
    void setBaseline(std::vector<CaseTiming> cases, const QString& name);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString againstText(const CaseTiming& timing) const;

    std::vector<CaseTiming> m_cases;
    std::vector<CaseTiming> m_baselineCases;
    QString m_baselineName;
};

} // namespace espalier
