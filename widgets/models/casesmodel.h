#pragma once

#include "core/graph/evaluation.h"

#include <QAbstractTableModel>

namespace espalier {

/// The timed cases of one evaluation. Units stand in the headers; SortRole gives the raw numbers.
class CasesModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Size, Time, Baseline, Speedup, Interval99, Pairs, Columns };
    static constexpr int SortRole = Qt::UserRole + 1;

    using QAbstractTableModel::QAbstractTableModel;

    void setCases(std::vector<CaseTiming> cases);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<CaseTiming> m_cases;
};

} // namespace espalier
