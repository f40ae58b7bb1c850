#include "widgets/panels/sectionlabel.h"

#include "widgets/common/fonts.h"

#include <algorithm>

namespace espalier {

SectionLabel::SectionLabel(const QString& text, QWidget* parent) : QLabel(text.toUpper(), parent)
{
    setFont(fonts::bold(fonts::small(font())));
    setForegroundRole(QPalette::PlaceholderText);
    setContentsMargins(16, 0, 12, 0);
    setFixedHeight(std::max(28, fontMetrics().height() + 12));
}

} // namespace espalier
