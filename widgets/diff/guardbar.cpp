#include "widgets/diff/guardbar.h"

#include "widgets/common/flatbutton.h"

#include <QHBoxLayout>
#include <QLabel>

namespace espalier {

GuardBar::GuardBar(QWidget* parent) : QWidget(parent), m_label(new QLabel(this)), m_button(new FlatButton(this))
{
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(16, 4, 12, 4);
    line->setSpacing(8);
    m_label->setWordWrap(true);
    m_label->setForegroundRole(QPalette::PlaceholderText);
    m_button->setQuiet(true);
    m_button->setLink(true);
    line->addWidget(m_label, 1);
    line->addWidget(m_button);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    connect(m_button, &FlatButton::clicked, this, &GuardBar::overruled);
    hide();
}

void GuardBar::setSentence(const QString& sentence, const QString& button)
{
    m_label->setText(sentence);
    m_button->setText(button);
    m_button->setToolTip(button);
    m_button->setVisible(!button.isEmpty());
    setVisible(!sentence.isEmpty());
}

QString GuardBar::sentence() const
{
    return m_label->text();
}

} // namespace espalier
