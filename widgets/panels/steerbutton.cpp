#include "widgets/panels/steerbutton.h"

#include "widgets/common/flatbutton.h"
#include "widgets/common/fonts.h"

#include <QLabel>
#include <QVBoxLayout>

namespace espalier {

SteerButton::SteerButton(const QString& name, int width, QWidget* parent)
    : QWidget(parent), m_name(name), m_caption(new QLabel(name, this)), m_button(new FlatButton(this))
{
    setFixedWidth(width);
    m_caption->setFont(fonts::small(font()));
    m_caption->setForegroundRole(QPalette::PlaceholderText);
    m_button->setKeyText(QStringLiteral("▾"));
    m_button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_button->setFixedHeight(24);
    m_button->setFocusPolicy(Qt::TabFocus);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addStretch(1);
    column->addWidget(m_caption);
    column->addWidget(m_button);
    column->addStretch(1);
    connect(m_button, &QToolButton::clicked, this, &SteerButton::pressed);
}

void SteerButton::setValue(const QString& value, bool pending)
{
    m_value = value;
    m_pending = pending;
    m_caption->setText(pending ? tr("%1 · pending…").arg(m_name) : m_name);
    m_button->setText(m_button->fontMetrics().elidedText(value, Qt::ElideRight, width() - 44));
    m_button->setAccessibleName(QStringLiteral("%1: %2").arg(m_caption->text(), value));
    m_button->setToolTip(QStringLiteral("%1: %2").arg(m_name, value));
}

} // namespace espalier
