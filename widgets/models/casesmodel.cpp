#include "widgets/models/casesmodel.h"

#include "widgets/common/format.h"
#include "widgets/models/baselinedelta.h"

#include <QLocale>

#include <array>

namespace espalier {
namespace {

double number(const CaseTiming& timing, int column)
{
    switch (column) {
    case CasesModel::Time:
        return timing.ms;
    case CasesModel::Baseline:
        return timing.baselineMs;
    case CasesModel::Speedup:
        return timing.speedup.value;
    case CasesModel::Interval99:
        return timing.speedup.high - timing.speedup.low;
    default:
        return timing.pairs;
    }
}

} // namespace

void CasesModel::setCases(std::vector<CaseTiming> cases)
{
    beginResetModel();
    m_cases = std::move(cases);
    endResetModel();
}

void CasesModel::setBaseline(std::vector<CaseTiming> cases, const QString& name)
{
    if (m_baselineName == name && m_baselineCases == cases) {
        return;
    }
    beginResetModel();
    m_baselineCases = std::move(cases);
    m_baselineName = name;
    endResetModel();
}

QString CasesModel::againstText(const CaseTiming& timing) const
{
    const QString text = baseline::ofCase(timing, m_baselineCases).text;
    return text.isEmpty() ? QStringLiteral("–") : text;
}

int CasesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_cases.size());
}

int CasesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_baselineName.isEmpty() ? int(Against) : int(Columns);
}

QVariant CasesModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !checkIndex(index)) { // views do ask for no index
        return {};
    }
    const CaseTiming& timing = m_cases[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(column <= Size ? Qt::AlignLeft | Qt::AlignVCenter
                                                  : Qt::AlignRight | Qt::AlignVCenter);
    }
    if (column == Against) {
        return role == Qt::DisplayRole || role == SortRole ? QVariant(againstText(timing)) : QVariant();
    }
    if (role == SortRole && column > Size) {
        return number(timing, column);
    }
    if (role == Qt::ToolTipRole && column == Size) {
        return format::dims(timing.dims);
    }
    if (role != Qt::DisplayRole && role != SortRole) {
        return {};
    }
    switch (column) {
    case Name:
        return format::text(timing.name);
    case Size:
        return format::dims(timing.dims);
    case Time:
    case Baseline:
        return QLocale().toString(number(timing, column), 'f', 3);
    case Speedup:
        return format::speedup(timing.speedup.value);
    case Interval99:
        return format::interval(timing.speedup);
    default:
        return timing.pairs;
    }
}

QVariant CasesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(section <= Size ? Qt::AlignLeft | Qt::AlignVCenter
                                                   : Qt::AlignRight | Qt::AlignVCenter);
    }
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    if (section == Against) {
        return tr("against %1").arg(m_baselineName);
    }
    static const std::array<const char*, Against> kTitles{
        QT_TR_NOOP("case"),    QT_TR_NOOP("size"), QT_TR_NOOP("ms"),   QT_TR_NOOP("baseline ms"),
        QT_TR_NOOP("speedup"), QT_TR_NOOP("99 %"), QT_TR_NOOP("pairs")};
    return tr(kTitles[static_cast<std::size_t>(section)]);
}

} // namespace espalier
