#include "widgets/models/metricsmodel.h"

#include "widgets/common/format.h"
#include "widgets/common/theme.h"
#include "widgets/models/baselinedelta.h"

#include <QApplication>

#include <algorithm>

namespace espalier {
namespace {

// The names that compare() gives; those of cases, kernels and levels of memory are put together of these.
constexpr const char* kMetricNames[]{QT_TRANSLATE_NOOP("Metric", "verdict"),
                                     QT_TRANSLATE_NOOP("Metric", "speedup"),
                                     QT_TRANSLATE_NOOP("Metric", "time"),
                                     QT_TRANSLATE_NOOP("Metric", "over the plain seed"),
                                     QT_TRANSLATE_NOOP("Metric", "share of the roof"),
                                     QT_TRANSLATE_NOOP("Metric", "bound"),
                                     QT_TRANSLATE_NOOP("Metric", "arithmetic"),
                                     QT_TRANSLATE_NOOP("Metric", "memory traffic"),
                                     QT_TRANSLATE_NOOP("Metric", "operations of a call"),
                                     QT_TRANSLATE_NOOP("Metric", "intensity"),
                                     QT_TRANSLATE_NOOP("Metric", "cores in use"),
                                     QT_TRANSLATE_NOOP("Metric", "vector arithmetic"),
                                     QT_TRANSLATE_NOOP("Metric", "vector width in bits"),
                                     QT_TRANSLATE_NOOP("Metric", "fused multiply-adds"),
                                     QT_TRANSLATE_NOOP("Metric", "gathers"),
                                     QT_TRANSLATE_NOOP("Metric", "strided accesses"),
                                     QT_TRANSLATE_NOOP("Metric", "spills"),
                                     QT_TRANSLATE_NOOP("Metric", "calls of scalar functions"),
                                     QT_TRANSLATE_NOOP("Metric", "loops vectorised"),
                                     QT_TRANSLATE_NOOP("Metric", "registers"),
                                     QT_TRANSLATE_NOOP("Metric", "shared memory"),
                                     QT_TRANSLATE_NOOP("Metric", "stack"),
                                     QT_TRANSLATE_NOOP("Metric", "occupancy"),
                                     QT_TRANSLATE_NOOP("Metric", "blocks"),
                                     QT_TRANSLATE_NOOP("Metric", "threads in a block"),
                                     QT_TRANSLATE_NOOP("Metric", "build"),
                                     QT_TRANSLATE_NOOP("Metric", "evaluation")};

QString word(const QString& name)
{
    const auto known =
        std::ranges::find_if(kMetricNames, [&name](const char* one) { return name == QLatin1String(one); });
    return known == std::end(kMetricNames) ? name : QCoreApplication::translate("Metric", *known);
}

} // namespace

QString MetricsModel::nameText(const std::string& name)
{
    const QString whole = format::text(name);
    if (whole.startsWith(QLatin1String("case "))) {
        const QString rest = whole.mid(5);
        const QString ending = QStringLiteral(", speedup");
        return rest.endsWith(ending) ? tr("%1: speedup").arg(rest.chopped(ending.size())) : tr("%1: time").arg(rest);
    }
    if (whole.endsWith(QLatin1String(" traffic")) && whole != QLatin1String("memory traffic")) {
        return tr("bytes through %1").arg(whole.chopped(8));
    }
    const qsizetype colon = whole.lastIndexOf(QLatin1String(": "));
    return colon < 0 ? word(whole) : whole.left(colon + 2) + word(whole.mid(colon + 2));
}

QString MetricsModel::changeText(const MetricDelta& metric)
{
    const bool words = !metric.fromValue || !metric.toValue;
    if (metric.isWithinNoise) {
        return tr("= same, within the interval");
    }
    if (metric.from == metric.to) {
        return words ? QString() : tr("= same");
    }
    const QString judged = metric.direction == MetricDelta::Better  ? tr("better")
                           : metric.direction == MetricDelta::Worse ? tr("worse")
                                                                    : QString();
    if (words) {
        return metric.change.empty() ? QString() : judged.isEmpty() ? tr("changed") : judged;
    }
    if (*metric.fromValue <= 0 || *metric.toValue <= 0) {
        const QString came = *metric.toValue > 0 ? tr("▲ new") : tr("▼ gone");
        return judged.isEmpty() ? came : QStringLiteral("%1  %2").arg(came, judged);
    }
    if (metric.isOverOthers) {
        return tr("over different baselines");
    }
    if (metric.change.empty()) { // a time whose ratio is not that of the speedups: see compare()
        return tr("taken at different times");
    }
    const QString percent = baseline::signedText(*metric.toValue, *metric.fromValue);
    return judged.isEmpty() ? percent : QStringLiteral("%1  %2").arg(percent, judged);
}

void MetricsModel::setSides(const std::optional<Evaluation>& from, const Evaluation& to, const QString& fromName,
                            const QString& toName)
{
    beginResetModel();
    m_rows = compare(from.value_or(to), to);
    if (!from) {
        for (MetricDelta& row : m_rows) {
            row.from.clear();
            row.fromValue.reset();
        }
    }
    m_from = from ? fromName : QString();
    m_to = toName;
    endResetModel();
}

void MetricsModel::clear()
{
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

int MetricsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int MetricsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : Columns;
}

QString MetricsModel::text(const MetricDelta& metric, int column)
{
    return column == Figure ? nameText(metric.name)
           : column == From ? format::text(metric.from)
           : column == To   ? format::text(metric.to)
                            : changeText(metric);
}

QVariant MetricsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !checkIndex(index)) { // views do ask for no index
        return {};
    }
    const MetricDelta& metric = m_rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((column == From || column == To ? Qt::AlignRight : Qt::AlignLeft) |
                                   Qt::AlignVCenter);
    case DirectionRole:
        return metric.direction;
    case SortRole:
        return metric.fromValue && metric.toValue && *metric.fromValue > 0 ? *metric.toValue / *metric.fromValue : 0.0;
    case Qt::ForegroundRole:
        if (column == Change && !metric.change.empty()) {
            return Theme::fromPalette(QApplication::palette())
                .color(metric.direction == MetricDelta::Better  ? Role::Good
                       : metric.direction == MetricDelta::Worse ? Role::Bad
                                                                : Role::Dim);
        }
        return {};
    case Qt::DisplayRole:
        return text(metric, column);
    case Qt::ToolTipRole:
        return format::tip(text(metric, column));
    default:
        return {};
    }
}

QVariant MetricsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue((section == From || section == To ? Qt::AlignRight : Qt::AlignLeft) |
                                   Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    return section == Figure ? tr("figure") : section == From ? m_from : section == To ? m_to : tr("change");
}

} // namespace espalier
