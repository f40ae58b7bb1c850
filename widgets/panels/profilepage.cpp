#include "widgets/panels/profilepage.h"

#include "core/profile/stallwords.h"
#include "widgets/charts/profilebars.h"
#include "widgets/common/format.h"
#include "widgets/common/plaintable.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace espalier {
namespace {

QLabel* paragraph(QWidget* parent, QVBoxLayout* column)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setContentsMargins(16, 2, 16, 4);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(label);
    return label;
}

QString figureText(const KernelProfile::Figure& value)
{
    return value ? QLocale().toString(*value, 'g', 4) : QStringLiteral("–");
}

} // namespace

ProfilePage::ProfilePage(const LiveGraph& live, QWidget* parent) : QScrollArea(parent), m_live(live)
{
    setAccessibleName(tr("Profile"));
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 12, 0, 8);
    column->setSpacing(0);
    m_reports = new QComboBox(page);
    m_reports->setAccessibleName(tr("Which profile"));
    auto* choice = new QHBoxLayout;
    choice->setContentsMargins(16, 0, 16, 4);
    choice->addWidget(m_reports, 1);
    column->addLayout(choice);
    m_source = paragraph(page, column);
    m_advice = paragraph(page, column);
    m_advice->setForegroundRole(QPalette::PlaceholderText);
    m_speed = addChart(tr("Speed of light"), column);
    m_launch = paragraph(page, column);
    m_stalls = addChart(tr("Stalls"), column);
    m_mix = addChart(tr("Instruction mix"), column);
    makeTable(column);
    column->addStretch(1);
    connect(m_reports, &QComboBox::currentIndexChanged, this, [this] { showReport(chosen()); });
    setWidget(page);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setNothing();
}

BarChart* ProfilePage::addChart(const QString& title, QVBoxLayout* column)
{
    auto* chart = new BarChart(title, {}, column->parentWidget());
    connect(chart, &Plot::exportAsked, this, &ProfilePage::exportAsked);
    column->addWidget(chart);
    return chart;
}

void ProfilePage::makeTable(QVBoxLayout* column)
{
    m_table = new QTableView(column->parentWidget());
    m_table->setModel(&m_figures);
    makePlain(*m_table, 22);
    m_table->setAccessibleName(tr("Figures"));
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // the page scrolls
    m_table->verticalHeader()->setMinimumSectionSize(m_table->verticalHeader()->defaultSectionSize());
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(ProfileModel::Value, QHeaderView::ResizeToContents);
    auto* inset = new QHBoxLayout;
    inset->setContentsMargins(13, 4, 8, 0); // cells begin where the texts above do
    inset->addWidget(m_table);
    column->addLayout(inset);
}

void ProfilePage::setNothing()
{
    m_details.reset();
    refresh();
}

void ProfilePage::setRoofs(const MachineRoofs& roofs)
{
    m_roofs = roofs;
    showReport(chosen());
}

void ProfilePage::setDetails(NodeNumber node, const NodeDetailsPtr& details)
{
    m_node = node;
    m_details = details;
    refresh();
}

void ProfilePage::refresh()
{
    {
        const QSignalBlocker quiet(m_reports);
        m_reports->clear();
        if (m_details) {
            for (const ProfileReport& report : m_details->profiles) {
                m_reports->addItem(
                    format::codeLine(report.tool) +
                    (report.caseName.empty() ? QString() : tr(", case %1").arg(format::codeLine(report.caseName))));
            }
        }
        m_reports->setVisible(m_reports->count() > 1);
    }
    showReport(chosen());
    verticalScrollBar()->setValue(0);
}

const ProfileReport* ProfilePage::chosen() const
{
    const int at = std::max(0, m_reports->currentIndex());
    return m_details && static_cast<std::size_t>(at) < m_details->profiles.size()
               ? &m_details->profiles[static_cast<std::size_t>(at)]
               : nullptr;
}

void ProfilePage::showReport(const ProfileReport* report)
{
    m_source->setText(m_details ? sourceText(report) : tr("Select a node to see how it fills the machine."));
    m_advice->setText(m_details ? adviceText(report) : QString());
    m_advice->setVisible(!m_advice->text().isEmpty());
    m_launch->setText(m_details ? launchText(report) : QString());
    m_launch->setVisible(!m_launch->text().isEmpty());
    showBars(report);
    showTable(report);
}

void ProfilePage::showBars(const ProfileReport* report)
{
    static const Diagnosis kNothing;
    const Diagnosis& judged = m_details ? m_details->evaluation.diagnosis : kNothing;
    const Diagnosis& then = m_baseline ? m_baseline->evaluation.diagnosis : kNothing;
    const ProfileReport* thenReport = baselineReport(report);
    const QString name = QStringLiteral("#%1").arg(m_baselineNode);
    const auto against = [&name](std::vector<Bar> bars, const std::vector<Bar>& baseline) {
        setAgainst(bars, baseline, name);
        return bars;
    };
    const bool isCounted = report != nullptr && !speedOfLight(*report).empty();
    m_speed->setCaption(isCounted ? tr("% of peak, by counters; the kernel that took most of the time")
                                  : tr("% of the measured roofs, by compulsory bytes and useful operations"));
    if (isCounted) {
        m_speed->setBars(
            against(speedOfLight(*report), thenReport != nullptr ? speedOfLight(*thenReport) : std::vector<Bar>{}),
            100);
    } else {
        m_speed->setBars(against(speedOfLight(judged, m_roofs), speedOfLight(then, m_roofs)), 100);
    }
    m_stalls->setCaption(tr("cycles that a warp waited for each instruction it issued"));
    m_stalls->setBars(against(report != nullptr ? stallMix(*report) : std::vector<Bar>{},
                              thenReport != nullptr ? stallMix(*thenReport) : std::vector<Bar>{}));
    m_mix->setCaption(judged.launches.empty() ? tr("instructions in inner loops, counted in the machine code")
                                              : tr("instructions of the kernel, counted in the machine code"));
    m_mix->setBars(against(instructionMix(judged), instructionMix(then)));
}

const ProfileReport* ProfilePage::baselineReport(const ProfileReport* report) const
{
    if (report == nullptr || !m_baseline) {
        return nullptr;
    }
    const auto same = std::ranges::find(m_baseline->profiles, report->tool, &ProfileReport::tool);
    return same == m_baseline->profiles.end() ? nullptr : &*same;
}

void ProfilePage::setBaseline(NodeNumber node, const NodeDetailsPtr& details)
{
    if (m_baseline != details || m_baselineNode != node) {
        m_baselineNode = node;
        m_baseline = details;
        showReport(chosen());
    }
}

void ProfilePage::showTable(const ProfileReport* report)
{
    m_figures.setFigures(report, m_details ? m_details->evaluation : Evaluation{});
    m_figures.setBaseline(baselineReport(report), m_baseline ? m_baseline->evaluation : Evaluation{},
                          m_baseline ? QStringLiteral("#%1").arg(m_baselineNode) : QString());
    m_table->setVisible(m_figures.rowCount() > 0);
    m_table->setFixedHeight(m_figures.rowCount() * m_table->verticalHeader()->defaultSectionSize() +
                            m_table->horizontalHeader()->sizeHint().height() + 2);
}

QString ProfilePage::sourceText(const ProfileReport* report) const
{
    if (report == nullptr) {
        return isValid(m_details->evaluation.verdict) ? tr("What the judge and the compiler know of #%1.").arg(m_node)
                                                      : tr("#%1 was not timed, so only its code is known.").arg(m_node);
    }
    QStringList parts{tr("Profile by %1").arg(format::codeLine(report->tool))};
    if (!report->device.empty()) {
        parts << format::codeLine(report->device);
    }
    if (!report->caseName.empty()) {
        parts << tr("case %1").arg(format::codeLine(report->caseName));
    }
    if (const KernelProfile* kernel = report->dominant()) {
        parts << tr("%1, %2 of the kernels' time")
                     .arg(format::codeLine(kernel->name).left(60), format::share(report->shareOf(kernel->name)));
    }
    return parts.join(QStringLiteral(" · ")) + QLatin1Char('\n') + tr("A run of its own: no time in it counts.");
}

QString ProfilePage::adviceText(const ProfileReport* report) const
{
    if (report != nullptr) {
        const bool hasCounters = !speedOfLight(*report).empty();
        return hasCounters ? QString() : tr("It is a trace of times; it has no counters of the hardware.");
    }
    const QString node = QStringLiteral("%1.%2").arg(m_live.session().id).arg(m_node);
    const QString import = tr("espalier profile --import FILE --format ncu %1").arg(node);
    if (m_live.session().target == QLatin1String("cuda")) {
        return tr("No profile was recorded for this node. With Nsight Compute here, run\nespalier profile %1\n"
                  "or read a recorded one:\n%2")
            .arg(node, import);
    }
    const bool counted = std::ranges::any_of(m_details->evaluation.cases,
                                             [](const CaseTiming& timing) { return timing.counters.has_value(); });
    return counted ? QString()
                   : tr("No hardware counters: this machine gave the judge none, and no profile was recorded for this "
                        "node. A recorded one is read with\n%1")
                         .arg(import);
}

QString ProfilePage::launchText(const ProfileReport* report) const
{
    QStringList lines;
    if (const KernelProfile* k = report != nullptr ? report->dominant() : nullptr) {
        if (k->theoreticalOccupancy || k->achievedOccupancy) {
            lines << tr("Occupancy %1 % of %2 % possible%3")
                         .arg(figureText(k->achievedOccupancy), figureText(k->theoreticalOccupancy),
                              k->occupancyLimit.empty() || k->theoreticalOccupancy.value_or(0) > 99
                                  ? QString()
                                  : tr(": %1").arg(format::text(limitWords(k->occupancyLimit))));
        }
        if (k->blocks || k->registers) {
            lines << tr("%1 blocks of %2 threads, %3 registers a thread, %4 bytes of shared memory a block, %5 waves")
                         .arg(figureText(k->blocks), figureText(k->blockThreads), figureText(k->registers),
                              figureText(k->sharedBytes), figureText(k->waves));
        }
    }
    for (const LaunchFacts& launch : m_details->evaluation.diagnosis.launches) {
        lines << format::codeLine(sentenceOf(launch));
    }
    return lines.join(QLatin1Char('\n'));
}

void ProfilePage::showEvidence(const QString& evidence)
{
    const std::optional<int> row = m_figures.rowOf(evidence);
    if (!row) { // nothing in the table says it: the charts above it are what there is
        m_table->clearSelection();
        verticalScrollBar()->setValue(0);
        return;
    }
    m_table->selectRow(*row);
    m_table->setFocus();
    const QRect place =
        m_table->visualRect(m_figures.index(*row, 0)).translated(m_table->viewport()->mapTo(widget(), QPoint()));
    ensureVisible(place.center().x(), place.center().y(), 0, 80);
}

} // namespace espalier
