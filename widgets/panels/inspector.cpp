#include "widgets/panels/inspector.h"

#include "widgets/common/chip.h"
#include "widgets/common/codeview.h"
#include "widgets/common/elidedlabel.h"
#include "widgets/common/flowlayout.h"
#include "widgets/common/fonts.h"
#include "widgets/common/format.h"
#include "widgets/common/hairline.h"
#include "widgets/common/longtext.h"
#include "widgets/common/plaintable.h"
#include "widgets/common/roomytable.h"
#include "widgets/common/tabstrip.h"
#include "widgets/common/theme.h"
#include "widgets/diff/diffpane.h"
#include "widgets/panels/findingslist.h"
#include "widgets/panels/profilepage.h"
#include "widgets/review/commentslist.h"
#include "widgets/review/plainlabel.h"
#include "widgets/review/reviewgutter.h"
#include "widgets/review/reviewpage.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace espalier {
namespace {

constexpr std::size_t kSentence = 4096; ///< bytes of one that a label shows

QLabel* caption(QWidget* parent)
{
    QLabel* label = plainLabel(parent); // what candidates and compilers say is shown in it
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

} // namespace

Inspector::Inspector(const LiveGraph& live, DetailsCache& details, Selection& selection, QWidget* parent)
    : QWidget(parent), m_live(live), m_details(details), m_selection(selection), m_tabs(new TabStrip(this)),
      m_pages(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("inspector"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    auto* tabs = new QHBoxLayout;
    tabs->setContentsMargins(8, 0, 0, 0);
    tabs->addWidget(m_tabs, 1);
    column->addLayout(tabs);
    column->addWidget(m_pages, 1);
    for (const QString& name : {tr("Diff"), tr("Source"), tr("Cases"), tr("Diagnosis"), tr("Profile"), tr("Build"),
                                tr("Prompt"), tr("Review")}) {
        m_tabs->addTab(name);
    }
    m_pages->addWidget(makeDiffPage());
    auto* sourcePage = new QWidget(this);
    auto* sourceColumn = new QVBoxLayout(sourcePage);
    sourceColumn->setContentsMargins(0, 8, 0, 0);
    m_options = caption(sourcePage);
    m_source = new CodeView(true, sourcePage);
    sourceColumn->addWidget(m_options);
    sourceColumn->addWidget(m_source, 1);
    m_pages->addWidget(sourcePage);
    m_pages->addWidget(makeCasesPage());
    m_pages->addWidget(makeDiagnosisPage());
    m_profile = new ProfilePage(live, this);
    m_pages->addWidget(m_profile);
    connect(m_profile, &ProfilePage::exportAsked, this, &Inspector::exportAsked);
    for (FindingsList* list : {m_topFindings, m_findings}) {
        connect(list, &FindingsList::evidenceAsked, this, &Inspector::showEvidence);
        connect(list, &FindingsList::instructionsAsked, this, &Inspector::showInstructions);
    }
    m_build = makeTextPage(tr("Build log"));
    m_prompt = makeTextPage(tr("Prompt"));
    m_prompt->setLineWrapMode(QPlainTextEdit::WidgetWidth); // prose, in lines as long as paragraphs
    m_review = new ReviewPage(live, details, selection, this);
    m_pages->addWidget(m_review);
    new ReviewGutter(m_review->desk(), m_diff->view(), *m_source, this);
    connect(&m_review->comments(), &CommentsList::lineChosen, this, [this](int line) {
        setTab(SourceTab);
        m_source->goToLine(line);
    });
    m_tabs->setAccessibleName(tr("What to show of the node"));
    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(&selection, &Selection::changed, this, &Inspector::refresh);
    connect(&selection, &Selection::baselineChanged, this, &Inspector::refresh);
    connect(&live, &LiveGraph::wasReset, this, &Inspector::refresh);
    connect(&live, &LiveGraph::marked, this, &Inspector::refresh);
    connect(&details, &DetailsCache::arrived, this, [this](NodeNumber number) {
        if (m_selection.node() == number || m_selection.baseline() == number) {
            refresh();
        }
    });
    refresh();
}

QWidget* Inspector::makeHeader()
{
    auto* header = new QWidget(this);
    auto* column = new QVBoxLayout(header);
    column->setContentsMargins(16, 12, 16, 8);
    column->setSpacing(8);
    auto* line = new QHBoxLayout;
    line->setSpacing(12);
    m_number = new QLabel(header);
    m_speedup = new QLabel(header);
    for (QLabel* label : {m_number, m_speedup}) {
        label->setFont(fonts::heading(font()));
        line->addWidget(label);
    }
    m_interval = new ElidedLabel(header);
    m_interval->setForegroundRole(QPalette::PlaceholderText);
    m_interval->setToolTip(tr("99 % bootstrap interval of the speedup over the fastest baseline"));
    line->addWidget(m_interval, 1, Qt::AlignBottom);
    column->addLayout(line);
    m_summary = new QLabel(header);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    column->addWidget(m_summary);
    auto* chips = new FlowLayout;
    for (int i = 0; i < 6; ++i) {
        m_chips.push_back(new Chip(header));
        chips->addWidget(m_chips.back());
    }
    m_baselineChip = new Chip(header);
    chips->addWidget(m_baselineChip);
    column->addLayout(chips);
    return header;
}

QWidget* Inspector::makeDiffPage()
{
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_diff = new DiffPane(m_live, m_details, m_selection, page);
    column->addWidget(m_diff, 1);
    column->addWidget(new Hairline(Qt::Horizontal, page));
    auto* title = new QLabel(tr("Findings, by what they could gain"), page);
    title->setFont(fonts::bold(font()));
    title->setContentsMargins(16, 8, 16, 0);
    column->addWidget(title);
    m_topFindings = new FindingsList(1, page);
    column->addWidget(m_topFindings);
    m_besideDiff = {title, m_topFindings};
    fitDiffPage();
    return page;
}

QWidget* Inspector::makeCasesPage()
{
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(8, 8, 8, 0);
    m_casesNote = caption(page);
    m_casesNote->setContentsMargins(8, 0, 8, 0);
    m_table = new QTableView(page);
    makeRoomy(*m_table);
    m_table->setModel(&m_cases);
    makePlain(*m_table, 24);
    m_table->setWordWrap(false);
    m_table->setAccessibleName(tr("Timed cases"));
    // The size gives way, which the name of the case says too; figures and intervals are never cut.
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(CasesModel::Size, QHeaderView::Stretch);
    column->addWidget(m_casesNote);
    column->addWidget(m_table, 1);
    return page;
}

QWidget* Inspector::makeDiagnosisPage()
{
    auto* scroll = new QScrollArea(this);
    auto* page = new QWidget(scroll);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 12, 0, 0);
    m_diagnosis = plainLabel(page);
    m_findings = new FindingsList(100, page);
    column->addWidget(m_diagnosis);
    column->addWidget(m_findings);
    column->addStretch(1);
    scroll->setAccessibleName(tr("Diagnosis"));
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    return scroll;
}

QPlainTextEdit* Inspector::makeTextPage(const QString& name)
{
    auto* text = new QPlainTextEdit(this);
    text->setReadOnly(true);
    text->setFrameShape(QFrame::NoFrame);
    text->setFont(fonts::code(font()));
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    text->document()->setDocumentMargin(16);
    text->setAccessibleName(name);
    m_pages->addWidget(text);
    return text;
}

void Inspector::setTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

QString Inspector::headingText() const
{
    return QStringLiteral("%1 %2 %3").arg(m_number->text(), m_speedup->text(), m_interval->text()).simplified();
}

void Inspector::refresh()
{
    const std::optional<NodeNumber> selected = m_selection.node();
    m_diff->setNode(selected);
    if (!selected || *selected >= m_live.graph().size()) {
        showNothing();
        return;
    }
    const Node& node = m_live.graph().node(*selected);
    showHeading(node);
    showChips(node);
    showDetails(node, m_details.get(*selected));
    showBaseline(node);
}

/// In large letters the difference needs the room; the page Diagnosis has all findings.
void Inspector::fitDiffPage()
{
    constexpr int kLargeText = 20; // pixels of a line
    for (QWidget* widget : m_besideDiff) {
        widget->setVisible(fontMetrics().height() < kLargeText);
    }
}

void Inspector::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        fitDiffPage();
    }
    if (event->type() == QEvent::PaletteChange) {
        refresh(); // the heading's colour is that of the theme it was shown in
    }
}

void Inspector::showNothing()
{
    m_number->setText(tr("No node selected"));
    m_speedup->clear();
    m_interval->clear();
    m_summary->setText(tr("Click a node in the tree, or press B for the best one."));
    for (Chip* chip : m_chips) {
        chip->setText({});
    }
    m_baselineChip->setText({});
    m_shown.reset();
    m_source->setCode({});
    m_options->clear();
    m_cases.setCases({});
    m_casesNote->setText(tr("No node selected."));
    m_diagnosis->clear();
    m_profile->setNothing();
    m_topFindings->setNothing();
    m_findings->setNothing();
    m_build->clear();
    m_prompt->clear();
}

void Inspector::showHeading(const Node& node)
{
    const bool valid = isValid(node.verdict);
    m_number->setText(QStringLiteral("#%1").arg(node.number));
    m_speedup->setText(valid ? format::speedup(node.fitness) : format::failure(node.verdict));
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, Theme::fromPalette(colours).color(valid ? Role::Good : Role::Bad));
    m_speedup->setPalette(colours);
    const QString baseline = m_live.session().baseline;
    const QString over = baseline.isEmpty() ? tr("the fastest baseline") : baseline;
    m_interval->setText(valid ? tr("%1 over %2").arg(format::interval(node.speedup), over).trimmed() : QString());
    m_summary->setText(node.summary.empty() ? (node.number == 0 ? tr("The plain seed.") : QString())
                                            : format::wholeOptions(format::text(node.summary)));
    m_summary->setVisible(!m_summary->text().isEmpty());
}

void Inspector::showChips(const Node& node)
{
    const bool valid = isValid(node.verdict);
    std::vector<QString> facts{valid ? format::verdict(node.verdict) : format::failure(node.verdict),
                               format::bound(node.bound)};
    facts.push_back(node.roofShare > 0 ? tr("%1 of roof").arg(format::share(node.roofShare)) : QString());
    if (const std::optional<NodeNumber> parent = m_live.graph().parent(node.number)) {
        facts.push_back(tr("parent #%1  %2")
                            .arg(*parent)
                            .arg(format::gain(node.fitness, m_live.graph().node(*parent).fitness))
                            .trimmed());
    }
    const NodeState& state = m_live.graph().state(node.number);
    QStringList marks;
    if (m_live.graph().isPruned(node.number)) {
        marks << tr("⊘ pruned");
    }
    if (state.pinned) {
        marks << tr("⚑ pinned");
    }
    if (state.boost != 1) {
        marks << tr("boost %L1").arg(state.boost);
    }
    if (const int asked = m_live.childrenAsked(node.number); asked > 0) {
        marks << tr("%n children asked for", nullptr, asked);
    }
    facts.push_back(marks.join(QStringLiteral(" · ")));
    facts.push_back(m_live.isPending(node.number) ? tr("pending…") : QString());
    for (std::size_t i = 0; i < m_chips.size(); ++i) {
        m_chips[i]->setText(i < facts.size() ? facts[i] : QString(), i == 0 && !valid);
    }
}

void Inspector::showDetails(const Node& node, const NodeDetailsPtr& details)
{
    if (!details || details == m_shown) {
        return;
    }
    m_shown = details;
    const Evaluation& evaluation = details->evaluation;
    const bool valid = isValid(node.verdict);
    m_source->setCode(format::text(details->candidate.source));
    QStringList options{format::text(details->candidate.compiler)};
    for (const std::string& option : details->candidate.options) {
        options << format::codeLine(option);
    }
    m_options->setText(details->problem.isEmpty() ? options.join(QLatin1Char(' '))
                                                  : longText(details->problem.toStdString(), kSentence));
    m_cases.setCases(evaluation.cases);
    m_table->setVisible(!evaluation.cases.empty());
    m_casesNote->setText(evaluation.cases.empty()
                             ? tr("Not timed. %1").arg(longText(evaluation.reason, kSentence))
                             : tr("Medians of interleaved pairs; speedup over %1 with its 99 % interval.")
                                   .arg(format::codeLine(evaluation.baseline)));
    m_casesNote->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    const Diagnosis& diagnosis = evaluation.diagnosis;
    QString summary = longText(evaluation.reason, kSentence);
    if (valid) {
        summary += tr("\n%1 · %2 of the roof · %3 GFLOP/s · %4 GB/s · by %5 model")
                       .arg(diagnosis.bound == Bound::Unknown ? tr("bound unknown") : format::bound(diagnosis.bound),
                            format::share(diagnosis.roofShare), QLocale().toString(diagnosis.gflops, 'f', 1),
                            QLocale().toString(diagnosis.gbytes, 'f', 1), format::tier(diagnosis.tier));
    }
    if (const std::string trust = toText(evaluation.trust); !trust.empty()) {
        summary += tr("\nTrust: %1").arg(format::text(trust));
    }
    if (const auto& machine = evaluation.takenOn) {
        summary += tr("\nJudged on %1 (%2)").arg(format::text(machine->host), format::text(machine->fingerprint));
    }
    m_diagnosis->setText(summary.trimmed());
    const std::vector<Finding> findings = findingsOf(*details);
    m_topFindings->setFindings(findings, valid);
    m_findings->setFindings(findings, valid);
    m_profile->setDetails(node.number, details);
    const auto forward = [this, number = node.number](const QString& text) { Q_EMIT hinted(number, text); };
    for (FindingsList* list : {m_topFindings, m_findings}) {
        disconnect(list, &FindingsList::hinted, this, nullptr);
        connect(list, &FindingsList::hinted, this, forward);
    }
    const QString log = longText(evaluation.build.log);
    m_build->setPlainText(tr("%1\n\n%2 s\n\n%3")
                              .arg(longText(evaluation.build.command, kSentence),
                                   QLocale().toString(evaluation.build.seconds, 'f', 2),
                                   log.isEmpty() ? tr("The compiler had nothing to say.") : log));
    m_prompt->setPlainText(details->prompt.isEmpty() ? tr("No prompt: this node was not made by a synthesizer.")
                                                     : longText(details->prompt.toStdString()));
}

} // namespace espalier
