#include "widgets/diff/differencenote.h"

#include "core/diagnose/comparison.h"
#include "widgets/common/elidedlabel.h"
#include "widgets/common/fonts.h"
#include "widgets/common/format.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace espalier {

namespace {

/// Registers of a thread over all kernels of a launch; 0 where no device ran it.
int registersOf(const Evaluation& evaluation)
{
    int most = 0;
    for (const LaunchFacts& launch : evaluation.diagnosis.launches) {
        most = std::max(most, launch.registers);
    }
    return most;
}

} // namespace

DifferenceNote::DifferenceNote(QWidget* parent)
    : QWidget(parent), m_headline(new QLabel(this)), m_short(new ElidedLabel(this)), m_footing(new QLabel(this)),
      m_why(new QLabel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 4, 16, 8);
    column->setSpacing(2);
    for (QLabel* label : {m_headline, m_footing, m_why}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        column->addWidget(label);
    }
    m_why->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->insertWidget(0, m_short);
    for (QLabel* label : {m_headline, m_short}) {
        label->setFont(fonts::bold(font()));
    }
    m_footing->setForegroundRole(QPalette::PlaceholderText);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    hide();
}

void DifferenceNote::setSides(const Evaluation& from, const Evaluation& to)
{
    QStringList sentences;
    for (const std::string& sentence : explainDifference(from, to)) {
        sentences << format::codeLine(sentence);
    }
    if (sentences.isEmpty()) {
        clear();
        return;
    }
    m_headline->setText(sentences.takeFirst());
    m_short->setText(m_headline->text());
    m_footing->setText(sentences.isEmpty() ? QString() : sentences.takeFirst());
    if (registersOf(from) > 0 && registersOf(to) > 0 && registersOf(from) != registersOf(to)) {
        sentences << tr("Registers %1 → %2.").arg(registersOf(from)).arg(registersOf(to));
    }
    m_why->setText(sentences.join(QLatin1Char(' ')));
    showParts();
    show();
}

void DifferenceNote::setBrief(bool brief)
{
    m_brief = brief;
    showParts();
}

void DifferenceNote::showParts()
{
    for (QLabel* label : {m_headline, m_footing, m_why}) {
        label->setVisible(!m_brief && !label->text().isEmpty());
    }
    m_short->setVisible(m_brief);
    m_short->setToolTip(lines().join(QLatin1Char('\n')).toHtmlEscaped());
}

void DifferenceNote::clear()
{
    for (QLabel* label : std::initializer_list<QLabel*>{m_headline, m_footing, m_why}) {
        label->clear();
    }
    hide();
}

QStringList DifferenceNote::lines() const
{
    QStringList lines;
    for (const QLabel* label : std::initializer_list<const QLabel*>{m_headline, m_footing, m_why}) {
        if (!label->text().isEmpty()) {
            lines << label->text();
        }
    }
    return lines;
}

} // namespace espalier
