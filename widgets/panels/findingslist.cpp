#include "widgets/panels/findingslist.h"

#include "widgets/common/flatbutton.h"
#include "widgets/common/fonts.h"
#include "widgets/common/format.h"
#include "widgets/common/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace espalier {
namespace {

FlatButton* linkButton(const QString& text, const QString& tip, QWidget* parent)
{
    auto* button = new FlatButton(parent);
    button->setQuiet(true);
    button->setLink(true);
    button->setText(text);
    button->setToolTip(tip);
    return button;
}

} // namespace

FindingsList::FindingsList(int most, QWidget* parent) : QWidget(parent), m_most(most), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(16, 4, 12, 8);
    m_column->setSpacing(2);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
}

void FindingsList::clear()
{
    m_gains.clear();
    while (QLayoutItem* item = m_column->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void FindingsList::setFindings(const std::vector<Finding>& findings, bool valid)
{
    clear();
    const auto count = std::min<std::size_t>(findings.size(), static_cast<std::size_t>(m_most));
    for (std::size_t i = 0; i < count; ++i) {
        addFinding(findings[i]);
    }
    if (count == 0) {
        addSentence(valid ? tr("Nothing stands out: no rule found a bottleneck.")
                          : tr("Only correct kernels are diagnosed."));
    }
}

void FindingsList::setNothing()
{
    clear();
    addSentence(tr("Select a node to see what holds it back."));
}

void FindingsList::addSentence(const QString& text)
{
    auto* label = new QLabel(text, this);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setWordWrap(true);
    m_column->addWidget(label);
}

void FindingsList::addFinding(const Finding& finding)
{
    auto* row = new QWidget(this);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(4);
    auto* label = new QLabel(format::wholeFigures(format::codeLine(finding.text.toStdString())), row);
    label->setTextFormat(Qt::PlainText); // names in it are the candidate's
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    const int above = std::max(0, (24 - fontMetrics().height()) / 2); // its first line beside the words of the buttons
    label->setContentsMargins(0, above, 0, 0);
    line->addWidget(label, 1);
    line->addWidget(makeTools(finding, above, row), 0, Qt::AlignTop);
    m_column->addWidget(row);
}

void FindingsList::colourGains()
{
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, Theme::fromPalette(palette()).color(Role::Good));
    for (QLabel* gain : m_gains) {
        gain->setPalette(colours);
    }
}

void FindingsList::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        colourGains();
    }
}

QWidget* FindingsList::makeTools(const Finding& finding, int above, QWidget* row)
{
    auto* tools = new QWidget(row);
    auto* line = new QHBoxLayout(tools);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(4);
    auto* gain = new QLabel(finding.gain ? QStringLiteral("≤ ") + format::speedup(*finding.gain) : QString(), tools);
    gain->setFont(fonts::bold(font()));
    gain->setContentsMargins(0, above, 0, 0);
    gain->setAlignment(Qt::AlignRight | Qt::AlignTop);
    gain->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("≤ 00.0×")) + 8);
    gain->setToolTip(tr("The kernel becomes at most so many times as fast by this alone"));
    m_gains.push_back(gain);
    colourGains();
    const bool isLine = finding.place == Finding::Place::Source;
    const QString rest = isLine && finding.evidence.isEmpty() ? tr("Show line %1 of its source").arg(finding.line)
                         : isLine ? tr("Show line %1 of its source; %2").arg(finding.line).arg(finding.evidence)
                         : finding.evidence.isEmpty() ? tr("Show what this rests on")
                                                      : finding.evidence;
    FlatButton* show =
        linkButton(isLine ? tr("Line %1").arg(finding.line) : tr("Evidence"), rest.toHtmlEscaped(), tools);
    connect(show, &FlatButton::clicked, this, [this, finding] { Q_EMIT evidenceAsked(finding); });
    const QString what = tr("Give this finding to the search as a hint for everything grown below this node");
    FlatButton* hint = linkButton(
        tr("Hint it ›"), finding.skill.isEmpty() ? what : tr("%1; skill: %2").arg(what, finding.skill.toHtmlEscaped()),
        tools);
    connect(hint, &FlatButton::clicked, this, [this, finding] { Q_EMIT hinted(finding.hint()); });
    line->addWidget(gain, 0, Qt::AlignTop);
    line->addWidget(show, 0, Qt::AlignTop);
    if (!finding.figure.isEmpty()) {
        FlatButton* code =
            linkButton(tr("Assembly"), tr("Show the instructions it speaks of in the machine code"), tools);
        code->setObjectName(QStringLiteral("instructions"));
        connect(code, &FlatButton::clicked, this, [this, finding] { Q_EMIT instructionsAsked(finding); });
        line->addWidget(code, 0, Qt::AlignTop);
    }
    line->addWidget(hint, 0, Qt::AlignTop);
    return tools;
}

} // namespace espalier
