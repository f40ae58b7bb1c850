#include "widgets/common/fonts.h"

#include <QFontDatabase>

namespace espalier::fonts {

QFont small(const QFont& base)
{
    QFont font(base);
    font.setPointSizeF(base.pointSizeF() * 0.9);
    return font;
}

QFont bold(const QFont& base)
{
    QFont font(base);
    font.setBold(true);
    return font;
}

QFont heading(const QFont& base)
{
    QFont font(base);
    font.setPointSizeF(base.pointSizeF() * 1.45);
    font.setBold(true);
    return font;
}

QFont code(const QFont& base)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(base.pointSizeF() * 0.96);
    return font;
}

} // namespace espalier::fonts
