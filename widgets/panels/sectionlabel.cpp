#include "widgets/panels/sectionlabel.h"

#include "widgets/common/fonts.h"

namespace espalier {

SectionLabel::SectionLabel(const QString& text, QWidget* parent) : QLabel(text.toUpper(), parent)
{
    setFont(fonts::bold(fonts::small(font())));
    setForegroundRole(QPalette::PlaceholderText);
    setContentsMargins(16, 0, 12, 0);
    setFixedHeight(28);
}

} // namespace espalier
