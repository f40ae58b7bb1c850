#include "widgets/diff/diffpane.h"

#include "core/diff/linediff.h"
#include "core/graph/sourceending.h"
#include "widgets/common/flatbutton.h"
#include "widgets/common/fonts.h"
#include "widgets/common/format.h"
#include "widgets/diff/differencenote.h"
#include "widgets/diff/diffview.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace espalier {
namespace {

/// "+ -funroll-loops  − -ffast-math"; empty when both are built alike.
QString optionsChange(const Candidate& from, const Candidate& to)
{
    QStringList changes;
    const auto list = [&changes](const Candidate& here, const Candidate& there, QChar sign) {
        std::vector<std::string> words = here.options;
        words.insert(words.begin(), here.compiler);
        for (const std::string& word : words) {
            if (word != there.compiler && std::ranges::find(there.options, word) == there.options.end()) {
                changes << QString(sign) + QChar(QChar::Nbsp) + format::wholeOptions(format::codeLine(word));
            }
        }
    };
    list(to, from, QLatin1Char('+'));
    list(from, to, QChar(0x2212));
    return changes.join(QStringLiteral("   "));
}

} // namespace

DiffPane::DiffPane(const LiveGraph& live, DetailsCache& details, QWidget* parent)
    : QWidget(parent), m_live(live), m_details(details), m_heading(new QLabel(this)), m_counts(new QLabel(this)),
      m_note(new DifferenceNote(this)), m_options(new QLabel(this)), m_against(new QComboBox(this)),
      m_sideBySide(new FlatButton(this)), m_view(new DiffView(this))
{
    m_heading->setFont(fonts::bold(font()));
    m_counts->setFont(fonts::small(font()));
    m_counts->setForegroundRole(QPalette::PlaceholderText);
    m_options->setFont(fonts::code(font()));
    m_options->setWordWrap(true);
    m_options->setContentsMargins(16, 0, 16, 4);
    m_options->setAccessibleName(tr("Changed build options"));
    m_options->hide();
    m_against->addItems({tr("parent"), tr("plain seed"), tr("best")});
    m_against->setAccessibleName(tr("Compare against"));
    m_against->setToolTip(tr("What the node is compared with"));
    m_sideBySide->setText(tr("Side by side"));
    m_sideBySide->setCheckable(true);
    m_sideBySide->setToolTip(tr("Show both sources beside each other"));
    auto* next = new FlatButton(this);
    next->setQuiet(true);
    next->setText(tr("Next"));
    next->setKeyText(QStringLiteral("F7"));
    next->setToolTip(tr("Go to the next change (F7; Shift+F7 for the previous one)"));
    auto* against = new QLabel(tr("Against"), this);
    against->setForegroundRole(QPalette::PlaceholderText);

    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(16, 4, 16, 4);
    bar->setSpacing(8);
    bar->addWidget(m_heading);
    bar->addWidget(m_counts);
    bar->addStretch(1);
    bar->addWidget(against);
    bar->addWidget(m_against);
    bar->addWidget(m_sideBySide);
    bar->addWidget(next);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_note);
    column->addWidget(m_options);
    column->addWidget(m_view, 1);

    connect(m_against, &QComboBox::activated, this, &DiffPane::refresh);
    connect(m_sideBySide, &FlatButton::toggled, m_view, &DiffView::setSideBySide);
    connect(next, &FlatButton::clicked, m_view, &DiffView::nextChange);
    connect(&details, &DetailsCache::arrived, this, [this](NodeNumber number) {
        if (m_node && (number == *m_node || number == other())) {
            refresh();
        }
    });
    refresh();
}

void DiffPane::setNode(std::optional<NodeNumber> node)
{
    m_node = node;
    refresh();
}

void DiffPane::setAgainst(Against against)
{
    m_against->setCurrentIndex(static_cast<int>(against));
    refresh();
}

DiffPane::Against DiffPane::against() const
{
    return static_cast<Against>(m_against->currentIndex());
}

std::optional<NodeNumber> DiffPane::other() const
{
    switch (against()) {
    case Against::Parent:
        return m_live.graph().parent(*m_node);
    case Against::Seed:
        return *m_node == 0 ? std::nullopt : std::optional<NodeNumber>(0);
    case Against::Best:
        return m_live.best() == m_node ? std::nullopt : m_live.best();
    }
    return std::nullopt;
}

void DiffPane::refresh()
{
    const auto say = [this](const QString& heading, const QString& message) {
        m_heading->setText(heading);
        m_counts->clear();
        m_note->clear();
        m_options->hide();
        m_shown.reset();
        m_view->setMessage(message);
    };
    if (!m_node || *m_node >= m_live.graph().size()) {
        say(tr("No node"), tr("Select a node in the tree to see what was changed."));
        return;
    }
    const std::optional<NodeNumber> from = other();
    if (!from) {
        say(QStringLiteral("#%1").arg(*m_node), against() == Against::Best
                                                    ? tr("This is the best node.")
                                                    : tr("This is the plain seed: it has no parent."));
        return;
    }
    const NodeDetailsPtr left = m_details.get(*from);
    const NodeDetailsPtr right = m_details.get(*m_node);
    if (!left || !right) {
        return; // The last picture stays for the moment it takes to read both.
    }
    const std::pair pair(*from, *m_node);
    m_heading->setText(QStringLiteral("#%1  →  #%2").arg(*from).arg(*m_node));
    if (m_shown != pair) {
        m_shown = pair;
        m_view->setDiff(diffLines(left->candidate.source, right->candidate.source));
        m_note->setSides(left->evaluation, right->evaluation);
    }
    m_options->setText(optionsChange(left->candidate, right->candidate));
    m_options->setVisible(!m_options->text().isEmpty());
    m_counts->setText(QStringLiteral("+%1  −%2").arg(m_view->diff().added).arg(m_view->diff().removed));
}

QString DiffPane::patch() const
{
    if (!m_shown) {
        return {};
    }
    const NodeDetailsPtr left = m_details.get(m_shown->first);
    const NodeDetailsPtr right = m_details.get(m_shown->second);
    return left && right ? QString::fromStdString(unifiedPatch(left->candidate.source, right->candidate.source,
                                                               "candidate" + sourceEnding(left->candidate.language),
                                                               "candidate" + sourceEnding(right->candidate.language)))
                         : QString();
}

} // namespace espalier
