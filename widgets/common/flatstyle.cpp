#include "widgets/common/flatstyle.h"

#include "widgets/common/theme.h"

#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>

#include <algorithm>

namespace espalier {
namespace {

constexpr int kScrollBar = 12;

void drawBox(QPainter* painter, const QRectF& rect, const QColor& line, const QColor& fill, double radius)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, true);
    painter->setPen(line);
    painter->setBrush(fill);
    painter->drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter->restore();
}

void drawCheckBox(const QStyleOption* option, QPainter* painter, const Theme& theme)
{
    const bool on = (option->state & QStyle::State_On) != 0;
    const QRectF box = QRectF(option->rect);
    drawBox(painter, box, theme.color(on ? Role::Accent : Role::Dim), theme.color(on ? Role::Accent : Role::Panel), 3);
    if (on) {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing, true);
        painter->setPen(QPen(theme.color(Role::OnAccent), 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        QPainterPath tick(box.topLeft() + QPointF(box.width() * 0.24, box.height() * 0.52));
        tick.lineTo(box.topLeft() + QPointF(box.width() * 0.43, box.height() * 0.72));
        tick.lineTo(box.topLeft() + QPointF(box.width() * 0.77, box.height() * 0.30));
        painter->drawPath(tick);
        painter->restore();
    }
}

/// The two arrows of a spin box, dim where that way leads no further.
void drawSteps(QPainter* painter, const QRectF& up, const QRectF& down, const QStyleOptionSpinBox& box,
               const Theme& theme)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, true);
    const auto arrow = [&](const QRectF& rect, double tip, QAbstractSpinBox::StepEnabledFlag step) {
        painter->setPen(QPen(theme.color((box.stepEnabled & step) != 0 ? Role::Text : Role::Line), 1.5));
        const QPointF middle = rect.center();
        painter->drawPolyline(
            QPolygonF({middle + QPointF(-3, -tip), middle + QPointF(0, tip), middle + QPointF(3, -tip)}));
    };
    arrow(up, -1.5, QAbstractSpinBox::StepUpEnabled);
    arrow(down, 1.5, QAbstractSpinBox::StepDownEnabled);
    painter->restore();
}

/// A hairline on the side of the middle, so that what lies there begins with it; the rest is room for the pointer.
void drawSeparator(const QStyleOption* option, QPainter* painter, const QWidget* window, const Theme& theme)
{
    painter->fillRect(option->rect, theme.color(Role::Panel));
    QRect line = option->rect;
    if (line.width() < line.height()) {
        const bool before = window != nullptr && line.center().x() < window->width() / 2;
        line = QRect(before ? line.right() : line.left(), line.top(), 1, line.height());
    } else {
        line.setHeight(1);
    }
    painter->fillRect(line, theme.color(Role::Line));
}

/// The tabs of panels that lie over each other: words, the front one underlined with the accent.
void drawTabShape(const QStyleOption* option, QPainter* painter, const Theme& theme)
{
    painter->fillRect(option->rect, theme.color(Role::Panel));
    if ((option->state & QStyle::State_Selected) != 0) {
        painter->fillRect(QRect(option->rect.left() + 4, option->rect.bottom() - 2, option->rect.width() - 8, 3),
                          theme.color(Role::Accent));
    }
}

} // namespace

FlatStyle::FlatStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

void FlatStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                   const QWidget* widget) const
{
    const Theme theme = Theme::fromPalette(option->palette);
    if (control == CC_ScrollBar) {
        painter->fillRect(option->rect, theme.color(Role::Background));
        const QRect slider = subControlRect(control, option, SC_ScrollBarSlider, widget);
        const bool lit =
            (option->activeSubControls & SC_ScrollBarSlider) != 0 && (option->state & State_MouseOver) != 0;
        const QColor fill = theme.color(lit ? Role::Dim : Role::Line);
        drawBox(painter, QRectF(slider).adjusted(3, 3, -3, -3), fill, fill, 3);
        return;
    }
    if (control == CC_ComboBox) {
        drawBox(painter, option->rect, theme.color((option->state & State_HasFocus) != 0 ? Role::Accent : Role::Edge),
                theme.color(Role::Raised), 6);
        const QRectF arrow = subControlRect(control, option, SC_ComboBoxArrow, widget);
        const QPointF middle = arrow.center();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing, true);
        painter->setPen(QPen(theme.color(Role::Dim), 1.5));
        painter->drawPolyline(QPolygonF({middle + QPointF(-4, -2), middle + QPointF(0, 2), middle + QPointF(4, -2)}));
        painter->restore();
        return;
    }
    if (const auto* box = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
        control == CC_SpinBox && box != nullptr) {
        drawBox(painter, option->rect, theme.color((option->state & State_HasFocus) != 0 ? Role::Accent : Role::Edge),
                theme.color(Role::Raised), 6);
        if (box->buttonSymbols != QAbstractSpinBox::NoButtons) {
            drawSteps(painter, subControlRect(control, option, SC_SpinBoxUp, widget),
                      subControlRect(control, option, SC_SpinBoxDown, widget), *box, theme);
        }
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

void FlatStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                              const QWidget* widget) const
{
    const Theme theme = Theme::fromPalette(option->palette);
    const bool focus = (option->state & State_HasFocus) != 0;
    switch (element) {
    case PE_PanelLineEdit:
    case PE_FrameLineEdit:
        if (widget != nullptr && qobject_cast<const QAbstractSpinBox*>(widget->parentWidget()) != nullptr) {
            return; // the spin box drew the frame of both
        }
        if (widget != nullptr && qobject_cast<const QComboBox*>(widget->parentWidget()) != nullptr) {
            return; // and so did the combo box
        }
        drawBox(painter, option->rect, theme.color(focus ? Role::Accent : Role::Edge), theme.color(Role::Raised), 6);
        return;
    case PE_Frame:
        if (qobject_cast<const QAbstractScrollArea*>(widget) != nullptr) { // a field of several lines, or a list
            drawBox(painter, option->rect, theme.color(focus ? Role::Accent : Role::Edge),
                    option->palette.color(QPalette::Base), 3);
            return;
        }
        break;
    case PE_IndicatorCheckBox:
        drawCheckBox(option, painter, theme);
        return;
    case PE_PanelButtonCommand:
        drawBox(painter, option->rect, theme.color(focus ? Role::Accent : Role::Line),
                theme.color((option->state & State_Sunken) != 0 ? Role::Line : Role::Raised), 6);
        return;
    case PE_PanelScrollAreaCorner:
        painter->fillRect(option->rect, theme.color(Role::Background));
        return;
    case PE_PanelStatusBar:
    case PE_FrameStatusBarItem:
    case PE_FrameTabBarBase:
        return;
    case PE_IndicatorDockWidgetResizeHandle:
        drawSeparator(option, painter, widget, theme);
        return;
    case PE_FrameDockWidget:
        painter->save();
        painter->setPen(theme.color(Role::Line));
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        painter->restore();
        return;
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void FlatStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                            const QWidget* widget) const
{
    const Theme theme = Theme::fromPalette(option->palette);
    if (element == CE_Splitter) {
        painter->fillRect(option->rect, theme.color(Role::Line));
        return;
    }
    if (element == CE_TabBarTabShape) {
        drawTabShape(option, painter, theme);
        return;
    }
    if (element == CE_MenuBarEmptyArea) {
        painter->fillRect(option->rect, theme.color(Role::Panel));
        return;
    }
    if (element == CE_MenuBarItem) {
        const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
        const bool open = (option->state & (State_Selected | State_Sunken)) != 0;
        painter->fillRect(option->rect, theme.color(open ? Role::Raised : Role::Panel));
        if (item != nullptr) {
            drawItemText(painter, option->rect, Qt::AlignCenter | Qt::TextShowMnemonic, option->palette, true,
                         item->text, QPalette::WindowText);
        }
        return;
    }
    if (element == CE_HeaderSection) {
        painter->fillRect(option->rect, theme.color(Role::Panel));
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
                          theme.color(Role::Line));
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

QRect FlatStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                                const QWidget* widget) const
{
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (control != CC_ScrollBar || bar == nullptr) {
        return QProxyStyle::subControlRect(control, option, part, widget);
    }
    const bool horizontal = bar->orientation == Qt::Horizontal;
    const int groove = horizontal ? bar->rect.width() : bar->rect.height();
    const int range = std::max(0, bar->maximum - bar->minimum);
    const auto share = [&](double part_, double all) { return all > 0 ? part_ / all : 1.0; };
    const int length = range == 0
                           ? groove
                           : std::clamp(static_cast<int>(groove * share(bar->pageStep, double(range) + bar->pageStep)),
                                        std::min(32, groove), groove);
    const int start =
        sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, groove - length, bar->upsideDown);
    const auto along = [&](int from, int size) {
        return horizontal ? QRect(bar->rect.left() + from, bar->rect.top(), size, bar->rect.height())
                          : QRect(bar->rect.left(), bar->rect.top() + from, bar->rect.width(), size);
    };
    switch (part) {
    case SC_ScrollBarSlider:
        return along(start, length);
    case SC_ScrollBarGroove:
        return bar->rect;
    case SC_ScrollBarSubPage:
        return along(0, start);
    case SC_ScrollBarAddPage:
        return along(start + length, groove - start - length);
    default:
        return {};
    }
}

int FlatStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return kScrollBar;
    case PM_ScrollBarSliderMin:
        return 32;
    case PM_DockWidgetSeparatorExtent:
        return 5;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
        return 14;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int FlatStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                         QStyleHintReturn* answer) const
{
    if (hint == SH_Widget_Animation_Duration && !m_motion) {
        return 0;
    }
    return QProxyStyle::styleHint(hint, option, widget, answer);
}

} // namespace espalier
