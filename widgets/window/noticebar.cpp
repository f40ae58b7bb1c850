#include "widgets/window/noticebar.h"

#include "widgets/common/flatbutton.h"
#include "widgets/common/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace espalier {

NoticeBar::NoticeBar(QWidget* parent) : QWidget(parent), m_text(new QLabel(this))
{
    m_text->setObjectName(QStringLiteral("notice"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* dismiss = new FlatButton(this);
    dismiss->setQuiet(true);
    dismiss->setLink(true);
    dismiss->setText(tr("Dismiss"));
    connect(dismiss, &FlatButton::clicked, this, &QWidget::hide);
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(16, 8, 12, 8);
    line->addWidget(m_text, 1);
    line->addWidget(dismiss, 0, Qt::AlignTop);
    hide();
}

void NoticeBar::say(const QString& sentence)
{
    m_text->setText(sentence);
    setVisible(!sentence.isEmpty());
}

QString NoticeBar::text() const
{
    return isHidden() ? QString() : m_text->text();
}

void NoticeBar::paintEvent(QPaintEvent*)
{
    const Theme theme = Theme::fromPalette(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Role::Raised));
    painter.fillRect(QRect(0, 0, 3, height()), theme.color(Role::Accent));
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.color(Role::Line));
}

} // namespace espalier
