#include "widgets/panels/sectionlabel.h"

#include "widgets/common/fonts.h"

#include <QEvent>

#include <algorithm>

namespace espalier {

SectionLabel::SectionLabel(const QString& text, QWidget* parent) : QLabel(text.toUpper(), parent)
{
    setFont(fonts::bold(fonts::small(font())));
    setForegroundRole(QPalette::PlaceholderText);
    setContentsMargins(16, 0, 12, 0);
    fitHeight();
}

void SectionLabel::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        fitHeight();
    }
}

void SectionLabel::fitHeight()
{
    setFixedHeight(std::max(28, fontMetrics().height() + 12));
}

} // namespace espalier
