#include "widgets/review/plainlabel.h"

#include <QLabel>

namespace espalier {

QLabel* plainLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setContentsMargins(16, 0, 16, 0);
    return label;
}

} // namespace espalier
