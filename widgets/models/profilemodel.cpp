#include "widgets/models/profilemodel.h"

#include "widgets/common/format.h"

#include <QLocale>

#include <array>
#include <cmath>

namespace espalier {
namespace {

QString plain(double value)
{
    return std::abs(value) >= 1000 ? QLocale().toString(value, 'f', 0) : QLocale().toString(value, 'g', 4);
}

QString words(std::string_view key)
{
    return format::codeLine(key).replace(QLatin1Char('_'), QLatin1Char(' '));
}

} // namespace

void ProfileModel::setFigures(const ProfileReport* report, const Evaluation& evaluation)
{
    beginResetModel();
    m_rows.clear();
    if (report != nullptr) {
        addProfile(*report);
    }
    addJudged(evaluation);
    endResetModel();
}

void ProfileModel::add(const QString& figure, double value, const QString& from)
{
    m_rows.push_back({figure, value, plain(value), from});
}

void ProfileModel::addProfile(const ProfileReport& report)
{
    const QString tool = format::codeLine(report.tool);
    if (const KernelProfile* kernel = report.dominant()) {
        for (const FigureName& name : figureNames()) {
            if (const KernelProfile::Figure& value = kernel->*name.figure) {
                add(words(name.key), *value, format::codeLine(report.metricOf(name.figure)));
            }
        }
        for (const StallReason& stall : kernel->stalls) {
            add(tr("waiting, cycles per issue: %1").arg(words(stall.name)), stall.cyclesPerIssue,
                QStringLiteral("stall ") + format::codeLine(stall.name));
        }
    }
    if (report.timeline) {
        const TraceTimeline& t = *report.timeline;
        add(tr("first to last work, µs"), t.spanUs, tool);
        add(tr("kernels, µs"), t.kernelUs, tool);
        add(tr("copies, µs"), t.copyUs, tool);
        add(tr("nothing, µs"), t.gapUs, QStringLiteral("gaps"));
        add(tr("launching, µs"), t.launchUs, tool);
        add(tr("host waiting, µs"), t.synchronizeUs, QStringLiteral("synchronisation"));
    }
}

void ProfileModel::addJudged(const Evaluation& evaluation)
{
    const Diagnosis& judged = evaluation.diagnosis;
    for (const LaunchFacts& launch : judged.launches) {
        const QString kernel = tr("compiler, %1").arg(format::codeLine(launch.kernel));
        add(tr("registers of a thread"), launch.registers, kernel);
        add(tr("shared memory of a block, bytes"), launch.sharedBytes, kernel);
        add(tr("blocks"), launch.blocks, kernel);
        add(tr("threads of a block"), launch.threads, kernel);
        add(tr("spilled"), launch.spills, kernel);
        if (launch.residentBlocks > 0) {
            add(tr("theoretical occupancy, %"), 100 * launch.occupancy, kernel);
        }
    }
    for (const CaseTiming& timing : evaluation.cases) {
        if (timing.counters) {
            const QString from = tr("counters of case %1").arg(format::codeLine(timing.name));
            add(tr("instructions a cycle"), timing.counters->instructionsPerCycle, from);
            add(tr("mispredicted branches in 1,000 instructions"), timing.counters->branchMissesPerThousand, from);
            add(tr("bytes missed in the caches"), timing.counters->missedBytes, from);
        }
    }
    const BuildFacts& build = judged.build;
    if (build.known) {
        const QString from = tr("machine code");
        const std::array<std::pair<QString, double>, 6> figures{
            {{tr("instructions"), build.instructions},
             {tr("vector width, bits"), build.vectorBits},
             {tr("vector registers in inner loops"), build.vectorRegisters},
             {tr("bytes per operation"), build.bytesPerOperation},
             {tr("loops vectorised"), build.loopsVectorised},
             {tr("loops not vectorised"), build.loopsNotVectorised}}};
        for (const auto& [name, value] : figures) {
            add(name, value, from);
        }
    }
    if (judged.coresUsed > 0) {
        add(tr("cores in use"), judged.coresUsed, tr("processor time over time"));
    }
}

int ProfileModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ProfileModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : Columns;
}

QVariant ProfileModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !checkIndex(index)) { // views do ask for no index
        return {};
    }
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(index.column() == Value ? Qt::AlignRight | Qt::AlignVCenter
                                                           : Qt::AlignLeft | Qt::AlignVCenter);
    }
    if (role == SortRole && index.column() == Value) {
        return row.value;
    }
    if (role == Qt::ToolTipRole) {
        return QStringLiteral("%1: %2, %3").arg(row.figure, row.text, row.from).toHtmlEscaped();
    }
    if (role != Qt::DisplayRole && role != SortRole) {
        return {};
    }
    return index.column() == Figure ? row.figure : index.column() == Value ? row.text : row.from;
}

QVariant ProfileModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(section == Value ? Qt::AlignRight | Qt::AlignVCenter
                                                    : Qt::AlignLeft | Qt::AlignVCenter);
    }
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    static const std::array<const char*, Columns> kTitles{QT_TR_NOOP("figure"), QT_TR_NOOP("from"),
                                                          QT_TR_NOOP("value")};
    return tr(kTitles[static_cast<std::size_t>(section)]);
}

std::optional<int> ProfileModel::rowOf(const QString& evidence) const
{
    std::optional<int> found;
    qsizetype first = evidence.size();
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const qsizetype at = m_rows[i].from.isEmpty() ? -1 : evidence.indexOf(m_rows[i].from);
        if (at >= 0 && at < first) {
            first = at;
            found = static_cast<int>(i);
        }
    }
    return found;
}

} // namespace espalier
