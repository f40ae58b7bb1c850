#include "widgets/charts/chartarea.h"

#include "widgets/charts/caseschart.h"
#include "widgets/charts/paretochart.h"
#include "widgets/charts/progresschart.h"
#include "widgets/charts/rooflinechart.h"
#include "widgets/charts/rooflinefeed.h"
#include "widgets/charts/spendchart.h"
#include "widgets/common/taborder.h"
#include "widgets/models/nodematches.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>

namespace espalier {
namespace {

/// In the order of ChartArea::Chart; written into settings.
constexpr std::array<const char*, ChartArea::Charts> kKeys{"progress", "roofline", "cases", "pareto", "spend"};

std::optional<ChartArea::Chart> chartOf(const QString& key)
{
    const auto at = std::ranges::find_if(kKeys, [&key](const char* name) { return key == QLatin1String(name); });
    return at == kKeys.end() ? std::nullopt : std::optional(static_cast<ChartArea::Chart>(at - kKeys.begin()));
}

} // namespace

ChartArea::ChartArea(const LiveGraph& live, DetailsCache& details, Selection& selection, QWidget* parent)
    : QWidget(parent), m_live(live), m_details(details), m_selection(selection),
      m_figures(new FiguresCache(live, this)), m_split(new QSplitter(Qt::Horizontal, this))
{
    m_split->setHandleWidth(1);
    m_split->setChildrenCollapsible(false);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_split);
    m_roofline = new RooflineChart(this);
    m_charts = {new ProgressChart(live, selection, this), m_roofline, new CasesChart(details, selection, this),
                new ParetoChart(live, *m_figures, selection, this), new SpendChart(live, *m_figures, selection, this)};
    for (Plot* chart : m_charts) {
        chart->hide();
        connect(chart, &Plot::exportAsked, this, &ChartArea::exportAsked);
    }
    for (int pane = 0; pane < kPanes; ++pane) {
        makePane(pane);
    }
    m_split->setSizes({520, 720});
    setMinimumHeight(200);
    for (int pane = 0; pane < kPanes; ++pane) {
        showChart(shown(pane), pane);
    }
    connect(m_split, &QSplitter::splitterMoved, this, &ChartArea::layoutChanged);
    connect(m_roofline, &RooflineChart::nodeChosen, this, [this](NodeNumber node) { m_selection.select(node); });
    connect(m_roofline->everyNode(), &QAction::toggled, this, [this](bool on) {
        m_figures->setFiguresShown(m_roofline, on);
        updateRoofline();
    });
    // The figures of a large session come in hundreds of pieces, each a reason to look through all nodes.
    m_later.setSingleShot(true);
    m_later.setInterval(250);
    connect(&m_later, &QTimer::timeout, this, &ChartArea::updateRoofline);
    connect(m_figures, &FiguresCache::changed, this, [this] {
        if (m_roofline->everyNode()->isChecked() && !m_later.isActive()) {
            m_later.start();
        }
    });
    connect(&selection, &Selection::changed, this, &ChartArea::updateRoofline);
    connect(&selection, &Selection::baselineChanged, this, &ChartArea::updateRoofline);
    connect(&details, &DetailsCache::arrived, this, &ChartArea::updateRoofline);
}

void ChartArea::makePane(int pane)
{
    const auto at = static_cast<std::size_t>(pane);
    m_panes[at] = new QStackedWidget(m_split);
    m_split->addWidget(m_panes[at]);
    m_menus[at] = new QMenu(this);
    for (int i = 0; i < Charts; ++i) {
        m_menus[at]->addAction(m_charts[static_cast<std::size_t>(i)]->title(), this, [this, i, pane] {
            showChart(static_cast<Chart>(i), pane);
            Q_EMIT layoutChanged();
        });
    }
}

void ChartArea::showChart(Chart chart, int pane)
{
    const auto at = static_cast<std::size_t>(pane);
    const auto other = static_cast<std::size_t>(kPanes - 1 - pane);
    const auto put = [this](Chart one, std::size_t where) {
        QStackedWidget* stack = m_panes[where];
        while (stack->count() > 0) {
            QWidget* before = stack->widget(0);
            stack->removeWidget(before);
            before->setParent(this);
            before->hide();
        }
        m_shown[where] = one;
        stack->addWidget(m_charts[one]);
        m_charts[one]->setChooser(m_menus[where]);
        m_charts[one]->show();
    };
    const Chart before = m_shown[at];
    put(chart, at);
    if (m_shown[other] == chart && before != chart) {
        put(before, other);
    }
    tabThrough({m_panes.begin(), m_panes.end()});
}

void ChartArea::setRoofs(const MachineRoofs& roofs)
{
    m_roofs = roofs;
    updateRoofline();
}

void ChartArea::updateRoofline()
{
    const std::optional<NodeNumber> node = m_selection.node();
    RooflineData found;
    found.roofs = m_roofs;
    if (node && *node < m_live.graph().size()) {
        found = rooflineOf(m_live, m_details, *node, m_roofs,
                           m_roofline->everyNode()->isChecked() ? m_figures->figures() : std::span<const NodeFigures>(),
                           m_selection.baseline());
    }
    // A session on a GPU shows nothing of this machine's processor, also while nothing of the device is known.
    const QString target = m_live.session().target;
    const QString machine = found.roofs.device || target == QLatin1String("cpu") || target == QLatin1String("opencl")
                                ? found.roofs.machine
                                : QString();
    if (m_machine != machine) {
        m_machine = machine;
        Q_EMIT machineChanged(m_machine);
    }
    m_roofline->setData(found);
}

void ChartArea::setMatches(const NodeMatches& matches)
{
    m_roofline->setDimmed([&matches](NodeNumber node) { return matches.isDimmed(node); });
    // A search under way changes them thirty times a second; drawing thousands of points so often would hold it up.
    auto* later = new QTimer(this);
    later->setSingleShot(true);
    later->setInterval(200);
    connect(later, &QTimer::timeout, m_roofline, &RooflineChart::redraw);
    connect(&matches, &NodeMatches::changed, later, [later] {
        if (!later->isActive()) {
            later->start();
        }
    });
}

QString ChartArea::layoutText() const
{
    QStringList words;
    for (const Chart chart : m_shown) {
        words << QLatin1String(kKeys[chart]);
    }
    for (const int size : m_split->sizes()) {
        words << QString::number(size);
    }
    return words.join(QLatin1Char(' '));
}

bool ChartArea::setLayoutText(const QString& text)
{
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words.size() != 2 * kPanes) {
        return false;
    }
    const std::optional<Chart> left = chartOf(words[0]);
    const std::optional<Chart> right = chartOf(words[1]);
    QList<int> sizes;
    for (const QString& word : words.mid(kPanes)) {
        sizes << word.toInt();
    }
    const bool hasSizes =
        std::ranges::all_of(sizes, [](int size) { return size >= 0 && size < 100'000; }) && sizes[0] + sizes[1] > 0;
    if (!left || !right || left == right || !hasSizes) {
        return false;
    }
    showChart(*left, 0);
    showChart(*right, 1);
    m_split->setSizes(sizes);
    return true;
}

ChartContext ChartArea::context() const
{
    const SessionSummary& session = m_live.session();
    ChartContext context;
    context.session = m_live.isOpen() ? tr("%1 (session %2)").arg(session.title).arg(session.id) : QString();
    context.device = m_machine;
    context.baseline = session.baseline;
    context.date = QDateTime::currentDateTime();
    if (const std::optional<NodeNumber> marked = m_selection.baseline()) {
        context.marked = QStringLiteral("#%1").arg(*marked);
    }
    return context;
}

} // namespace espalier
