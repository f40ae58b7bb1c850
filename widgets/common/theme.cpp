#include "widgets/common/theme.h"

#include "widgets/common/flatstyle.h"

#include <QApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace espalier {
namespace {

struct Shades
{
    QRgb light;
    QRgb dark;
    QRgb contrast;
};

// In the order of Role. Text, Dim, Accent, Good and Bad keep 4.5:1 against Background, Panel and Raised, 7:1 in high
// contrast (tested).
constexpr std::array<Shades, 19> kColours{{
    {0xfff5f6f8, 0xff1b1d21, 0xff000000}, {0xffffffff, 0xff22252a, 0xff000000}, {0xffeef0f3, 0xff2a2e34, 0xff1c1c1c},
    {0xffd5dae0, 0xff383d45, 0xff8c8c8c}, {0xff868f9a, 0xff727b87, 0xffbdbdbd}, {0xff1d2329, 0xffe3e6ea, 0xffffffff},
    {0xff5c6672, 0xff9ea7b2, 0xffd0d0d0}, {0xff1769aa, 0xff5aa9e6, 0xff4cc2ff}, {0xffffffff, 0xff10151a, 0xff000000},
    {0xff8f5c0e, 0xfff2c14e, 0xffffd60a}, {0xffb03a46, 0xffe38088, 0xffff9c9c}, {0xffe3f4e8, 0xff1f3b2c, 0xff0c3b12},
    {0xffaadfbb, 0xff2f6b4a, 0xff1d6b2c}, {0xfffbe6e8, 0xff43262b, 0xff4a0d12}, {0xfff2b4bb, 0xff7a3a44, 0xff8f1d26},
    {0xff1f5f99, 0xff7db8ea, 0xff79c9ff}, {0xff3d7a3f, 0xff9ccb8c, 0xffa6f09a}, {0xff8a5a12, 0xffe0b872, 0xffffc966},
    {0xff7a4a8c, 0xffc9a3d8, 0xffe6b3ff},
}};

// In high contrast each keeps 3:1 to the black around it and 4.5:1 to the text in it.
constexpr Shades kSlow{0xff96bee6, 0xff345c8c, 0xff2f6fd0};
constexpr Shades kEven{0xffe2e6eb, 0xff464c54, 0xff606060};
constexpr Shades kFast{0xfff4b242, 0xff8e590c, 0xff9a6200};

QRgb pick(const Shades& shades, Theme::Kind kind)
{
    return kind == Theme::Kind::Light ? shades.light : kind == Theme::Kind::Dark ? shades.dark : shades.contrast;
}

QColor mix(const QColor& a, const QColor& b, double share)
{
    const auto part = [share](int from, int to) { return static_cast<int>(std::lround(from + (to - from) * share)); };
    return {part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue())};
}

} // namespace

Theme Theme::light()
{
    return Theme(Kind::Light);
}

Theme Theme::dark()
{
    return Theme(Kind::Dark);
}

Theme Theme::highContrast()
{
    return Theme(Kind::HighContrast);
}

Theme Theme::fromPalette(const QPalette& palette)
{
    const QColor base = palette.color(QPalette::Base);
    if (base.rgb() == qRgb(0, 0, 0)) {
        return highContrast();
    }
    return base.lightness() < 128 ? dark() : light();
}

QColor Theme::color(Role role) const
{
    return QColor::fromRgb(pick(kColours[static_cast<std::size_t>(role)], m_kind));
}

QColor Theme::ramp(double speedup) const
{
    const auto shade = [this](const Shades& shades) { return QColor::fromRgb(pick(shades, m_kind)); };
    if (!(speedup > 0)) {
        return shade(kEven);
    }
    const double t = std::clamp(std::log2(speedup) / 2, -1.0, 1.0);
    return mix(shade(kEven), shade(t < 0 ? kSlow : kFast), std::abs(t));
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
        result.setColor(QPalette::Disabled, role, unavailable());
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
    if (!qobject_cast<FlatStyle*>(QApplication::style())) {
        QApplication::setStyle(new FlatStyle);
    }
    if (name == QLatin1String("dark")) {
        QApplication::setPalette(Theme::dark().palette());
    } else if (name == QLatin1String("light")) {
        QApplication::setPalette(Theme::light().palette());
    } else if (name == QLatin1String("contrast")) {
        QApplication::setPalette(Theme::highContrast().palette());
    } else {
        QApplication::setPalette(QPalette()); // the desktop's, also after another theme was set
        QApplication::setPalette(Theme::fromPalette(application.palette()).palette());
    }
}

} // namespace espalier
