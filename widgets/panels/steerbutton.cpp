#include "widgets/panels/steerbutton.h"

#include "widgets/common/flatbutton.h"
#include "widgets/common/fonts.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace espalier {

SteerButton::SteerButton(const QString& name, int width, QWidget* parent)
    : QWidget(parent), m_name(name), m_usualWidth(width), m_caption(new QLabel(name, this)),
      m_button(new FlatButton(this))
{
    m_caption->setFont(fonts::small(font()));
    m_caption->setForegroundRole(QPalette::PlaceholderText);
    m_button->setKeyText(QStringLiteral("▾"));
    m_button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_button->setFocusPolicy(Qt::TabFocus);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addStretch(1);
    column->addWidget(m_caption);
    column->addWidget(m_button);
    column->addStretch(1);
    connect(m_button, &QToolButton::clicked, this, &SteerButton::pressed);
    fit();
}

void SteerButton::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        fit();
    }
}

void SteerButton::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

QSize SteerButton::sizeHint() const
{
    return {m_fullWidth, QWidget::sizeHint().height()};
}

QSize SteerButton::minimumSizeHint() const
{
    return {m_fullWidth * 3 / 4, QWidget::minimumSizeHint().height()};
}

void SteerButton::fit()
{
    constexpr double kUsualText = 17; // pixels of a line
    m_fullWidth = static_cast<int>(m_usualWidth * std::max(1.0, fontMetrics().height() / kUsualText));
    setMaximumWidth(m_fullWidth);
    updateGeometry();
    m_button->setFixedHeight(std::max(24, fontMetrics().height() + 6));
    m_button->setText(fontMetrics().elidedText(m_value, Qt::ElideRight, width() - 44));
}

void SteerButton::setValue(const QString& value, bool pending)
{
    m_value = value;
    m_pending = pending;
    m_caption->setText(pending ? tr("%1 · pending…").arg(m_name) : m_name);
    fit();
    m_button->setAccessibleName(QStringLiteral("%1: %2").arg(m_caption->text(), value));
    m_button->setToolTip(QStringLiteral("%1: %2").arg(m_name, value).toHtmlEscaped());
}

} // namespace espalier
