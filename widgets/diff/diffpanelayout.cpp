// How the comparison is put together; what it shows is in diffpane.cpp.
#include "widgets/common/elidedlabel.h"
#include "widgets/common/flatbutton.h"
#include "widgets/common/fonts.h"
#include "widgets/common/hairline.h"
#include "widgets/common/helppage.h"
#include "widgets/common/plaintable.h"
#include "widgets/common/roomytable.h"
#include "widgets/common/taborder.h"
#include "widgets/common/tabstrip.h"
#include "widgets/common/toolrow.h"
#include "widgets/diff/changemap.h"
#include "widgets/diff/differencenote.h"
#include "widgets/diff/diffpane.h"
#include "widgets/diff/diffview.h"
#include "widgets/diff/guardbar.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace espalier {

DiffPane::DiffPane(const LiveGraph& live, DetailsCache& details, const Selection& selection, QWidget* parent)
    : QWidget(parent), m_live(live), m_details(details), m_selection(selection), m_heading(new ElidedLabel(this)),
      m_counts(new QLabel(this)), m_note(new DifferenceNote(this)), m_options(new QLabel(this)),
      m_chooser(new SideChooser(live, selection, this)), m_swap(new FlatButton(this)),
      m_sideBySide(new FlatButton(this)), m_more(new FlatButton(this)), m_tabs(new TabStrip(this)),
      m_form(new QComboBox(this)), m_guard(new GuardBar(this)), m_lights(new GuardBar(this)),
      m_pages(new QStackedWidget(this)), m_view(new DiffView(this)), m_table(new QTableView(this))
{
    setHelpPage(this, QStringLiteral("compare"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(0);
    makeBar();
    column->addWidget(m_note);
    column->addWidget(m_options);
    makeTabs();
    column->addWidget(m_guard);
    column->addWidget(m_lights);
    column->addWidget(m_pages, 1);
    auto* text = new QWidget(this);
    auto* line = new QHBoxLayout(text);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    line->addWidget(m_view, 1);
    line->addWidget(new ChangeMap(*m_view, text));
    m_pages->addWidget(text);
    makeMetricsTable();
    m_pages->addWidget(m_table);
    m_patience.setSingleShot(true);
    m_patience.setInterval(DiffJob::kPatienceMs);

    connect(m_chooser, &SideChooser::chosen, this, &DiffPane::refresh);
    connect(m_chooser, &SideChooser::refused, this, [this](const QString& sentence) { say(QString(), sentence); });
    connect(&selection, &Selection::baselineChanged, this, &DiffPane::refresh);
    connect(&live, &LiveGraph::marked, this, &DiffPane::refresh); // roles and notes
    connect(&live, &LiveGraph::wasReset, this, [this] {
        m_assemblies.clear();
        m_overruled.reset(); // the same numbers are other nodes in another session
    });
    const auto arrived = [this](NodeNumber number) {
        if (m_node && (number == *m_node || number == m_chooser->other())) {
            refresh();
        }
    };
    connect(&details, &DetailsCache::arrived, this, arrived);
    connect(&m_assemblies, &AssemblyCache::arrived, this, arrived);
    connect(&m_job, &DiffJob::done, this, &DiffPane::showDiff);
    connect(&m_job, &DiffJob::slow, this, [this] { sayWaiting(tr("Comparing…")); });
    connect(&m_patience, &QTimer::timeout, this, [this] { sayWaiting(m_waitsFor); });
    connect(m_lights, &GuardBar::overruled, m_view, &DiffView::nextLit);
    connect(m_guard, &GuardBar::overruled, this, [this] {
        m_overruled = m_shown ? m_shown : m_coming;
        refresh();
    });
    tabAsLaidOut(*this);
    refresh();
}

void DiffPane::makeBar()
{
    m_heading->setFont(fonts::bold(font()));
    m_counts->setFont(fonts::small(font()));
    m_counts->setForegroundRole(QPalette::PlaceholderText);
    m_counts->setToolTip(tr("Lines added and removed"));
    m_options->setFont(fonts::code(font()));
    m_options->setTextFormat(Qt::PlainText); // options are the candidate's
    m_options->setWordWrap(true);
    m_options->setContentsMargins(16, 0, 16, 4);
    m_options->setAccessibleName(tr("Changed build options"));
    m_options->hide();
    m_swap->setText(tr("Swap"));
    m_swap->setQuiet(true);
    m_swap->setToolTip(tr("Exchange the two sides (X)"));
    m_more->setText(tr("More ▾"));
    m_more->setQuiet(true);
    m_more->setToolTip(tr("White space, folds, hunks and patches"));
    connect(m_swap, &FlatButton::clicked, this, &DiffPane::swapSides);
    connect(m_more, &FlatButton::clicked, this, [this] { showMenu(m_more->mapToGlobal(QPoint(0, m_more->height()))); });
    connect(m_view, &DiffView::menuRequested, this, &DiffPane::showMenu);
    auto* row = new ToolRow(this);
    auto* against = new QLabel(tr("Against"), row);
    against->setForegroundRole(QPalette::PlaceholderText);
    QHBoxLayout* bar = &row->line();
    bar->setContentsMargins(16, 4, 12, 4);
    bar->setSpacing(6);
    bar->addWidget(m_heading, 1);
    bar->addWidget(m_counts);
    bar->addWidget(against);
    bar->addWidget(m_chooser);
    bar->addWidget(m_swap);
    row->setMissable({against, m_counts});
    static_cast<QVBoxLayout*>(layout())->addWidget(row);
}

void DiffPane::makeTabs()
{
    m_tabs->setFont(fonts::small(font()));
    m_tabs->setAccessibleName(tr("What to compare"));
    for (int i = 0; i < kComparedKinds; ++i) {
        m_tabs->addTab(titleOf(static_cast<Compared>(i)));
    }
    m_form->setObjectName(QStringLiteral("assemblyForm"));
    m_form->setAccessibleName(tr("Form of the machine code"));
    m_form->setToolTip(m_form->accessibleName());
    m_form->hide();
    m_sideBySide->setText(tr("Side by side"));
    m_sideBySide->setQuiet(true);
    m_sideBySide->setCheckable(true);
    m_sideBySide->setToolTip(tr("Show both texts beside each other (D)"));
    connect(m_sideBySide, &FlatButton::toggled, this, &DiffPane::setSideBySide);
    connect(m_tabs, &QTabBar::currentChanged, this, &DiffPane::refresh);
    connect(m_form, &QComboBox::activated, this, &DiffPane::refresh);
    auto* row = new QGridLayout; // the hairline below the tabs goes on below the buttons
    row->setContentsMargins(8, 0, 0, 0);
    row->setSpacing(0);
    row->setColumnStretch(0, 1);
    row->addWidget(new Hairline(Qt::Horizontal, this), 0, 0, 1, 4, Qt::AlignBottom);
    row->addWidget(m_tabs, 0, 0);
    int at = 1;
    for (QWidget* widget : std::initializer_list<QWidget*>{m_form, m_sideBySide, m_more}) {
        widget->setFont(fonts::small(font()));
        row->addWidget(widget, 0, at++, Qt::AlignVCenter);
    }
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
}

void DiffPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    constexpr int kRoomyLines = 14;
    m_note->setBrief(height() < kRoomyLines * fontMetrics().height());
    fitTools();
}

void DiffPane::fitTools()
{
    constexpr int kLeft = 8; // the row's margin
    int needed = kLeft + m_tabs->sizeHint().width() + m_sideBySide->sizeHint().width() + m_more->sizeHint().width();
    needed += m_form->isHidden() ? 0 : m_form->sizeHint().width();
    m_sideBySide->setVisible(needed <= width());
}

void DiffPane::makeMetricsTable()
{
    makeRoomy(*m_table);
    m_table->setModel(&m_metrics);
    makePlain(*m_table, 24);
    m_table->setAccessibleName(tr("All figures of both nodes"));
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(MetricsModel::Change, QHeaderView::Stretch);
    m_table->setWordWrap(false);
}

void DiffPane::setSideBySide(bool sideBySide)
{
    if (m_view->isSideBySide() == sideBySide) {
        return;
    }
    m_view->setSideBySide(sideBySide);
    m_sideBySide->setChecked(sideBySide);
    Q_EMIT sideBySideChanged(sideBySide);
}

bool DiffPane::isSideBySide() const
{
    return m_view->isSideBySide();
}

void DiffPane::setMenuActions(const QList<QAction*>& actions)
{
    m_menuActions = actions;
}

void DiffPane::showMenu(QPoint at)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(m_menuActions);
    menu->popup(at);
}

} // namespace espalier
