#include "widgets/panels/legend.h"

#include "widgets/common/fonts.h"
#include "widgets/common/theme.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace espalier {
namespace {

constexpr int kRamp = 14;    ///< pixels high
constexpr int kWordRows = 7; ///< of words below it

} // namespace

Legend::Legend(QWidget* parent) : QWidget(parent)
{
    setAccessibleName(tr("Legend: blue is slower than the baseline, grey as fast, amber faster"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

/// Of a line of text.
int Legend::lineHeight() const
{
    return std::max(18, QFontMetrics(fonts::small(font())).height() + 2);
}

QSize Legend::sizeHint() const
{
    return {160, kRamp + 16 + kWordRows * lineHeight()};
}

void Legend::paintEvent(QPaintEvent*)
{
    const Theme theme = Theme::fromPalette(palette());
    QPainter painter(this);
    painter.setFont(fonts::small(font()));
    paintRamp(painter, theme);
    const int line = lineHeight();
    const int left = 16;
    const int room = width() - 32;
    int top = kRamp + 8 + line;
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(theme.color(Role::Bad));
    painter.drawRoundedRect(QRectF(left + 0.5, top + (line - 12) / 2 + 0.5, 20, 12), 3, 3);
    const auto say = [&](int x, int width, const QString& text) {
        const QString shown = painter.fontMetrics().elidedText(text, Qt::ElideRight, width);
        painter.drawText(QRect(x, top, width, line), Qt::AlignLeft | Qt::AlignVCenter, shown);
    };
    say(left + 28, room - 28, tr("✕ failed, with the reason"));
    painter.setPen(theme.color(Role::Dim));
    // Two columns: in other languages the three do not fit side by side.
    const std::array<QString, 7> signs{tr("★ best"),      tr("⚑ pinned"),   tr("⊘ pruned"),  tr("◆ baseline"),
                                       tr("◇ in review"), tr("✓ approved"), tr("※ bookmark")};
    const int half = room / 2;
    for (std::size_t i = 0; i < signs.size(); ++i) {
        top += i % 2 == 0 ? line : 0;
        say(i % 2 == 0 ? left : left + half, half, signs[i]);
    }
    top += line;
    say(left, room, tr("◎ the search grows only here"));
}

void Legend::paintRamp(QPainter& painter, const Theme& theme) const
{
    const QRectF bar(16, 0, width() - 32, kRamp);
    for (int x = 0; x < static_cast<int>(bar.width()); ++x) {
        painter.fillRect(QRectF(bar.left() + x, bar.top(), 1, bar.height()),
                         theme.ramp(std::exp2((x / bar.width() - 0.5) * 4)));
    }
    painter.setPen(theme.color(Role::Dim));
    const std::array<QString, 5> marks{QStringLiteral("¼×"), QStringLiteral("½×"), QStringLiteral("1×"),
                                       QStringLiteral("2×"), QStringLiteral("4×")};
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const double x = bar.left() + bar.width() * double(i) / 4;
        const int align = i == 0 ? Qt::AlignLeft : i == 4 ? Qt::AlignRight : Qt::AlignHCenter;
        const double from = i == 0 ? x : i == 4 ? x - 40 : x - 20;
        painter.drawText(QRectF(from, bar.bottom() + 4, 40, lineHeight()), align | Qt::AlignVCenter, marks[i]);
    }
}

} // namespace espalier
