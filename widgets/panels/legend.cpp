#include "widgets/panels/legend.h"

#include "widgets/common/fonts.h"
#include "widgets/common/theme.h"

#include <QPainter>

#include <array>
#include <cmath>

namespace espalier {

Legend::Legend(QWidget* parent) : QWidget(parent)
{
    setAccessibleName(tr("Legend: blue is slower than the baseline, grey as fast, amber faster"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void Legend::paintEvent(QPaintEvent*)
{
    const Theme theme = Theme::fromPalette(palette());
    QPainter painter(this);
    const QRectF bar(16, 0, width() - 32, 14);
    for (int x = 0; x < static_cast<int>(bar.width()); ++x) {
        painter.fillRect(QRectF(bar.left() + x, bar.top(), 1, bar.height()),
                         theme.ramp(std::exp2((x / bar.width() - 0.5) * 4)));
    }
    painter.setFont(fonts::small(font()));
    painter.setPen(theme.color(Role::Dim));
    const std::array<QString, 5> marks{QStringLiteral("¼×"), QStringLiteral("½×"), QStringLiteral("1×"),
                                       QStringLiteral("2×"), QStringLiteral("4×")};
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const double x = bar.left() + bar.width() * double(i) / 4;
        const int align = i == 0 ? Qt::AlignLeft : i == 4 ? Qt::AlignRight : Qt::AlignHCenter;
        const double from = i == 0 ? x : i == 4 ? x - 40 : x - 20;
        painter.drawText(QRectF(from, bar.bottom() + 4, 40, 16), align | Qt::AlignVCenter, marks[i]);
    }
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(theme.color(Role::Bad));
    painter.drawRoundedRect(QRectF(16.5, 44.5, 20, 12), 3, 3);
    painter.drawText(QRectF(44, 42, width() - 56, 16), Qt::AlignVCenter, tr("✕ failed, with the reason"));
    painter.setPen(theme.color(Role::Dim));
    // Two columns: in other languages the three do not fit side by side.
    const double half = (width() - 32) / 2.0;
    painter.drawText(QRectF(16, 64, half, 16), Qt::AlignVCenter, tr("★ best"));
    painter.drawText(QRectF(16 + half, 64, half, 16), Qt::AlignVCenter, tr("⚑ pinned"));
    painter.drawText(QRectF(16, 82, half, 16), Qt::AlignVCenter, tr("⊘ pruned"));
    painter.drawText(QRectF(16 + half, 82, half, 16), Qt::AlignVCenter, tr("◆ baseline"));
    painter.drawText(QRectF(16, 100, half, 16), Qt::AlignVCenter, tr("◇ in review"));
    painter.drawText(QRectF(16 + half, 100, half, 16), Qt::AlignVCenter, tr("✓ approved"));
    painter.drawText(QRectF(16, 118, half, 16), Qt::AlignVCenter, tr("※ bookmark"));
    painter.drawText(QRectF(16, 136, width() - 32, 16), Qt::AlignVCenter, tr("◎ the search grows only here"));
}

} // namespace espalier
