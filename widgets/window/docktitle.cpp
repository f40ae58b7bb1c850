#include "widgets/window/docktitle.h"

#include "widgets/common/theme.h"
#include "widgets/panels/sectionlabel.h"

#include <QAbstractButton>
#include <QDockWidget>
#include <QHBoxLayout>
#include <QPainter>

namespace espalier {
namespace {

/// A cross that closes, or two rectangles that take out and put back. No place in the tab order: menu and keys do the
/// same.
class TitleButton final : public QAbstractButton
{
public:
    TitleButton(bool closes, const QString& name, QWidget* parent) : QAbstractButton(parent), m_closes(closes)
    {
        setFocusPolicy(Qt::NoFocus);
        setAccessibleName(name);
        setToolTip(name);
        setFixedSize(24, 24);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme theme = Theme::fromPalette(palette());
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing, true);
        if (underMouse()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.color(Role::Raised));
            painter.drawRoundedRect(rect().adjusted(1, 1, -1, -1), 4, 4);
        }
        painter.setPen(QPen(theme.color(underMouse() ? Role::Text : Role::Dim), 1.25));
        painter.setBrush(Qt::NoBrush);
        if (m_closes) {
            painter.drawLine(QPointF(8.5, 8.5), QPointF(15.5, 15.5));
            painter.drawLine(QPointF(15.5, 8.5), QPointF(8.5, 15.5));
        } else {
            painter.drawRect(QRectF(7.5, 10.5, 6, 6));
            painter.drawPolyline(QPolygonF({{10.5, 10.5}, {10.5, 7.5}, {16.5, 7.5}, {16.5, 13.5}, {13.5, 13.5}}));
        }
    }

private:
    bool m_closes;
};

} // namespace

DockTitle::DockTitle(const QString& title, QDockWidget* panel) : QWidget(panel), m_buttons(new QWidget(this))
{
    auto* buttons = new QHBoxLayout(m_buttons);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(0);
    auto* out = new TitleButton(false, tr("Take the panel out of the window, or put it back"), m_buttons);
    auto* close = new TitleButton(true, tr("Close the panel"), m_buttons);
    buttons->addWidget(out);
    buttons->addWidget(close);
    connect(out, &QAbstractButton::clicked, panel, [panel] { panel->setFloating(!panel->isFloating()); });
    connect(close, &QAbstractButton::clicked, panel, &QWidget::close);
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(new SectionLabel(title, this));
    // Over the end of the title, not beside it: a panel may be as narrow as its name.
    m_buttons->setAutoFillBackground(true);
    m_buttons->resize(m_buttons->sizeHint());
    m_buttons->raise();
    m_buttons->hide();
}

void DockTitle::resizeEvent(QResizeEvent*)
{
    m_buttons->move(width() - m_buttons->width() - 4, (height() - m_buttons->height()) / 2);
}

void DockTitle::enterEvent(QEnterEvent*)
{
    m_buttons->show();
}

void DockTitle::leaveEvent(QEvent*)
{
    m_buttons->hide();
}

} // namespace espalier
