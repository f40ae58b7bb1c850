#include "widgets/common/theme.h"

#include "widgets/common/flatstyle.h"

#include <QApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace espalier {
namespace {

struct Pair
{
    QRgb light;
    QRgb dark;
};

// In the order of Role. Text, Dim, Accent, Good and Bad keep 4.5:1 against Background, Panel and Raised (tested).
constexpr std::array<Pair, 18> kColours{{
    {0xfff5f6f8, 0xff1b1d21},
    {0xffffffff, 0xff22252a},
    {0xffeef0f3, 0xff2a2e34},
    {0xffd5dae0, 0xff383d45},
    {0xff1d2329, 0xffe3e6ea},
    {0xff5c6672, 0xff9ea7b2},
    {0xff1769aa, 0xff5aa9e6},
    {0xffffffff, 0xff10151a},
    {0xff8f5c0e, 0xfff2c14e},
    {0xffb03a46, 0xffe38088},
    {0xffe3f4e8, 0xff1f3b2c},
    {0xffaadfbb, 0xff2f6b4a},
    {0xfffbe6e8, 0xff43262b},
    {0xfff2b4bb, 0xff7a3a44},
    {0xff1f5f99, 0xff7db8ea},
    {0xff3d7a3f, 0xff9ccb8c},
    {0xff8a5a12, 0xffe0b872},
    {0xff7a4a8c, 0xffc9a3d8},
}};

constexpr Pair kSlow{0xff96bee6, 0xff345c8c};
constexpr Pair kEven{0xffe2e6eb, 0xff464c54};
constexpr Pair kFast{0xfff4b242, 0xff8e590c};

QColor mix(const QColor& a, const QColor& b, double share)
{
    const auto part = [share](int from, int to) { return static_cast<int>(std::lround(from + (to - from) * share)); };
    return {part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue())};
}

} // namespace

Theme Theme::light()
{
    return Theme(false);
}

Theme Theme::dark()
{
    return Theme(true);
}

Theme Theme::fromPalette(const QPalette& palette)
{
    return Theme(palette.color(QPalette::Base).lightness() < 128);
}

QColor Theme::color(Role role) const
{
    const Pair& pair = kColours[static_cast<std::size_t>(role)];
    return QColor::fromRgb(m_dark ? pair.dark : pair.light);
}

QColor Theme::ramp(double speedup) const
{
    const auto pick = [this](const Pair& pair) { return QColor::fromRgb(m_dark ? pair.dark : pair.light); };
    if (!(speedup > 0)) {
        return pick(kEven);
    }
    const double t = std::clamp(std::log2(speedup) / 2, -1.0, 1.0);
    return mix(pick(kEven), pick(t < 0 ? kSlow : kFast), std::abs(t));
}

QPalette Theme::palette() const
{
    QPalette result(color(Role::Raised), color(Role::Background));
    result.setColor(QPalette::Window, color(Role::Panel));
    result.setColor(QPalette::Base, color(Role::Panel));
    result.setColor(QPalette::AlternateBase, color(Role::Background));
    result.setColor(QPalette::Button, color(Role::Raised));
    result.setColor(QPalette::ToolTipBase, color(Role::Raised));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText}) {
        result.setColor(role, color(Role::Text));
        result.setColor(QPalette::Disabled, role, color(Role::Dim));
    }
    result.setColor(QPalette::PlaceholderText, color(Role::Dim));
    result.setColor(QPalette::Highlight, color(Role::Accent));
    result.setColor(QPalette::HighlightedText, color(Role::OnAccent));
    result.setColor(QPalette::Link, color(Role::Accent));
    result.setColor(QPalette::LinkVisited, color(Role::Accent));
    return result;
}

void applyTheme(QApplication& application, const QString& name)
{
    Theme theme = Theme::fromPalette(application.palette());
    if (name == QLatin1String("dark")) {
        theme = Theme::dark();
    } else if (name == QLatin1String("light")) {
        theme = Theme::light();
    }
    QApplication::setStyle(new FlatStyle);
    QApplication::setPalette(theme.palette());
}

} // namespace espalier
