#pragma once

#include "core/diagnose/comparison.h"

#include <QAbstractTableModel>

#include <optional>

namespace espalier {

/// All figures of a node beside those of the one it is compared with, as `espalier diff` has them. The change says its
/// direction by sign, arrow and word as well as by colour; within the interval it says «same». SortRole gives the
/// change as a ratio.
class MetricsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Figure, From, To, Change, Columns };
    static constexpr int SortRole = Qt::UserRole + 1;
    static constexpr int DirectionRole = Qt::UserRole + 2; ///< MetricDelta::Direction

    using QAbstractTableModel::QAbstractTableModel;

    /// `from` may be absent: then the figures of one node alone.
    void setSides(const std::optional<Evaluation>& from, const Evaluation& to, const QString& fromName,
                  const QString& toName);
    void clear();
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// "▲ +52 %  better", "= same, within the interval", "changed"; empty where there is nothing to compare.
    static QString changeText(const MetricDelta& metric);
    /// Its name in the window's language.
    static QString nameText(const std::string& name);

private:
    static QString text(const MetricDelta& metric, int column);

    std::vector<MetricDelta> m_rows;
    QString m_from;
    QString m_to;
};

} // namespace espalier
