#include "widgets/models/profilemodel.h"

#include "widgets/common/format.h"
#include "widgets/models/baselinedelta.h"

#include <QLocale>

#include <algorithm>
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
    m_rows = rowsOf(report, evaluation);
    endResetModel();
}

void ProfileModel::setBaseline(const ProfileReport* report, const Evaluation& evaluation, const QString& name)
{
    beginResetModel();
    m_baseline = name.isEmpty() ? Rows() : rowsOf(report, evaluation);
    m_baselineName = name;
    endResetModel();
}

ProfileModel::Rows ProfileModel::rowsOf(const ProfileReport* report, const Evaluation& evaluation)
{
    Rows rows;
    if (report != nullptr) {
        addProfile(*report, rows);
    }
    addJudged(evaluation, rows);
    for (Row& row : rows) {
        row.text = plain(row.value);
    }
    return rows;
}

void ProfileModel::addProfile(const ProfileReport& report, Rows& rows)
{
    const QString tool = format::codeLine(report.tool);
    if (const KernelProfile* kernel = report.dominant()) {
        for (const FigureName& name : figureNames()) {
            if (const KernelProfile::Figure& value = kernel->*name.figure) {
                rows.push_back({words(name.key), *value, {}, format::codeLine(report.metricOf(name.figure))});
            }
        }
        for (const StallReason& stall : kernel->stalls) {
            rows.push_back({tr("waiting, cycles per issue: %1").arg(words(stall.name)),
                            stall.cyclesPerIssue,
                            {},
                            QStringLiteral("stall ") + format::codeLine(stall.name)});
        }
    }
    if (report.timeline) {
        const TraceTimeline& t = *report.timeline;
        rows.push_back({tr("first to last work, µs"), t.spanUs, {}, tool});
        rows.push_back({tr("kernels, µs"), t.kernelUs, {}, tool});
        rows.push_back({tr("copies, µs"), t.copyUs, {}, tool});
        rows.push_back({tr("nothing, µs"), t.gapUs, {}, QStringLiteral("gaps")});
        rows.push_back({tr("launching, µs"), t.launchUs, {}, tool});
        rows.push_back({tr("host waiting, µs"), t.synchronizeUs, {}, QStringLiteral("synchronisation")});
    }
}

void ProfileModel::addLaunch(const LaunchFacts& launch, Rows& rows)
{
    const QString from = tr("compiler, %1").arg(format::codeLine(launch.kernel));
    const auto add = [&](const QString& name, double value, const char* key) {
        rows.push_back({name, value, {}, from, QString::fromLatin1(key)});
    };
    add(tr("registers of a thread"), launch.registers, "registers");
    add(tr("shared memory of a block, bytes"), launch.sharedBytes, "shared_bytes");
    add(tr("blocks"), launch.blocks, "blocks");
    add(tr("threads of a block"), launch.threads, "threads");
    add(tr("spilled"), launch.spills, "spills");
    if (launch.residentBlocks > 0) {
        add(tr("theoretical occupancy, %"), 100 * launch.occupancy, "occupancy");
    }
    if (const DeviceInstructions& code = launch.instructions; code.known) {
        add(tr("instructions on matrix tiles"), code.matrix, "matrix");
        add(tr("accesses of 16 bytes a thread"), code.wideAccesses, "wide_accesses");
        add(tr("accesses to shared memory"), code.sharedAccesses, "shared_accesses");
    }
}

void ProfileModel::addCode(const BuildFacts& build, Rows& rows)
{
    const QString from = tr("machine code");
    const auto add = [&](const QString& name, double value, const char* key) {
        rows.push_back({name, value, {}, from, QString::fromLatin1(key)});
    };
    add(tr("instructions"), build.instructions, "instructions");
    add(tr("arithmetic on whole vectors, %"), 100 * build.packedShare(), "packed");
    add(tr("vector width, bits"), build.vectorBits, "vector_bits");
    add(tr("vector registers in inner loops"), build.vectorRegisters, "vector_registers");
    add(tr("bytes per operation"), build.bytesPerOperation, "bytes_per_operation");
    add(tr("loads that wait for a load"), build.dependentLoads, "dependent_loads");
    add(tr("accesses to one element of a line"), build.stridedAccesses, "strided_accesses");
    add(tr("gathers"), build.gathers, "gathers");
    add(tr("spilled vector registers"), build.spills, "spills");
    add(tr("calls of scalar functions"), build.mathCalls, "math_calls");
    add(tr("streaming stores"), build.streamingStores, "streaming_stores");
    add(tr("loops vectorised"), build.loopsVectorised, "loops_vectorised");
    add(tr("loops not vectorised"), build.loopsNotVectorised, "loops_not_vectorised");
}

void ProfileModel::addJudged(const Evaluation& evaluation, Rows& rows)
{
    const Diagnosis& judged = evaluation.diagnosis;
    for (const LaunchFacts& launch : judged.launches) {
        addLaunch(launch, rows);
    }
    for (const CaseTiming& timing : evaluation.cases) {
        if (timing.counters) {
            const QString from = tr("counters of case %1").arg(format::codeLine(timing.name));
            rows.push_back({tr("instructions a cycle"),
                            timing.counters->instructionsPerCycle,
                            {},
                            from,
                            QStringLiteral("instructions_per_cycle")});
            rows.push_back({tr("mispredicted branches in 1,000 instructions"),
                            timing.counters->branchMissesPerThousand,
                            {},
                            from});
            rows.push_back({tr("bytes missed in the caches"), timing.counters->missedBytes, {}, from});
        }
    }
    if (judged.build.known) {
        addCode(judged.build, rows);
    }
    if (judged.coresUsed > 0) {
        rows.push_back(
            {tr("cores in use"), judged.coresUsed, {}, tr("processor time over time"), QStringLiteral("cores_used")});
    }
    if (evaluation.toleranceShare) {
        rows.push_back(
            {tr("largest error, % of the tolerance"), 100 * *evaluation.toleranceShare, {}, tr("the judge")});
    }
}

QString ProfileModel::againstText(const Row& row) const
{
    const auto same = std::ranges::find_if(
        m_baseline, [&row](const Row& one) { return one.figure == row.figure && one.from == row.from; });
    const QString text = same == m_baseline.end() ? QString() : baseline::ofFigure(row.value, same->value).text;
    return text.isEmpty() ? QStringLiteral("–") : text;
}

int ProfileModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ProfileModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_baselineName.isEmpty() ? int(Against) : int(Columns);
}

QVariant ProfileModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !checkIndex(index)) { // views do ask for no index
        return {};
    }
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(index.column() >= Value ? Qt::AlignRight | Qt::AlignVCenter
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
    switch (index.column()) {
    case Figure:
        return row.figure;
    case From:
        return row.from;
    case Value:
        return row.text;
    default:
        return againstText(row);
    }
}

QVariant ProfileModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(section >= Value ? Qt::AlignRight | Qt::AlignVCenter
                                                    : Qt::AlignLeft | Qt::AlignVCenter);
    }
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    if (section == Against) {
        return tr("against %1").arg(m_baselineName);
    }
    static const std::array<const char*, Against> kTitles{QT_TR_NOOP("figure"), QT_TR_NOOP("from"),
                                                          QT_TR_NOOP("value")};
    return tr(kTitles[static_cast<std::size_t>(section)]);
}

std::optional<int> ProfileModel::rowOf(const QString& evidence) const
{
    const auto named = std::ranges::find(m_rows, evidence, &Row::key);
    if (!evidence.isEmpty() && named != m_rows.end()) {
        return static_cast<int>(named - m_rows.begin());
    }
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
