#include "widgets/panels/findingslist.h"

#include "widgets/common/flatbutton.h"
#include "widgets/common/format.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace espalier {

FindingsList::FindingsList(int most, QWidget* parent) : QWidget(parent), m_most(most), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(16, 4, 12, 8);
    m_column->setSpacing(8);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

void FindingsList::clear()
{
    while (QLayoutItem* item = m_column->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void FindingsList::setDiagnosis(const Diagnosis& diagnosis, bool valid)
{
    clear();
    const auto count = std::min<std::size_t>(diagnosis.facts.size(), static_cast<std::size_t>(m_most));
    for (std::size_t i = 0; i < count; ++i) {
        addFinding(format::text(diagnosis.facts[i]));
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

void FindingsList::addFinding(const QString& text)
{
    auto* row = new QWidget(this);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    auto* label = new QLabel(text, row);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* hint = new FlatButton(row);
    hint->setQuiet(true);
    hint->setLink(true);
    hint->setText(tr("Hint it ›"));
    hint->setToolTip(tr("Give this finding to the search as a hint for everything grown below this node"));
    connect(hint, &FlatButton::clicked, this, [this, text] { Q_EMIT hinted(text); });
    line->addWidget(label, 1);
    line->addWidget(hint, 0, Qt::AlignTop);
    m_column->addWidget(row);
}

} // namespace espalier
