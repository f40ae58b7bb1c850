#pragma once

#include <QProxyStyle>

namespace espalier {

/// Fusion without its gradients: flat scroll bars without arrows, and fields, check boxes and push buttons drawn with
/// the theme's hairline. Everything else is Fusion's.
class FlatStyle : public QProxyStyle
{
    Q_OBJECT
public:
    FlatStyle();

    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                         const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* answer) const override;
    /// Whether scroll bars, progress bars and the like may fade and glide.
    void setMotion(bool motion) { m_motion = motion; }
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;

private:
    bool m_motion = true;
};

} // namespace espalier
