#include "widgets/common/flatbutton.h"

#include "widgets/common/theme.h"

#include <QAction>
#include <QPainter>

#include <algorithm>

namespace espalier {
namespace {

constexpr int kGlyph = 14;   ///< pixels of an icon
constexpr int kGlyphGap = 6; ///< between it and the words

} // namespace

FlatButton::FlatButton(QWidget* parent) : QToolButton(parent)
{
    setCursor(Qt::ArrowCursor);
    setFocusPolicy(Qt::TabFocus);
}

FlatButton::FlatButton(QAction* action, QWidget* parent) : FlatButton(parent)
{
    setDefaultAction(action);
}

void FlatButton::setFlush(bool flush)
{
    m_flush = flush;
    m_quiet = m_quiet || flush;
    updateGeometry();
}

void FlatButton::setKeyText(const QString& text)
{
    m_key = text;
    updateGeometry();
}

void FlatButton::setWordless(bool wordless)
{
    if (wordless != m_wordless) {
        m_wordless = wordless;
        updateGeometry();
        update();
    }
}

int FlatButton::widthOfWords() const
{
    return icon().isNull() ? 0 : fontMetrics().horizontalAdvance(text()) + kGlyphGap;
}

void FlatButton::setShrinks()
{
    m_shrinks = true;
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setProperty("elides", true);
}

QSize FlatButton::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    const int key = m_key.isEmpty() ? 0 : metrics.horizontalAdvance(m_key) + 8;
    const int glyph = icon().isNull() ? 0 : kGlyph + kGlyphGap;
    const int width = metrics.horizontalAdvance(text()) + key + glyph + (m_flush ? 2 : m_quiet ? 16 : 28);
    return {width - (m_wordless ? widthOfWords() : 0), std::max(m_quiet ? 24 : 28, metrics.height() + 8)};
}

QSize FlatButton::minimumSizeHint() const
{
    const QSize whole = sizeHint();
    return m_shrinks ? QSize(std::min(whole.width(), 8 * fontMetrics().averageCharWidth()), whole.height()) : whole;
}

/// The mark of a menu stays when the words before it are shortened.
QString FlatButton::shownText(int width) const
{
    if (!m_shrinks || fontMetrics().horizontalAdvance(text()) <= width) {
        return text();
    }
    const QString mark = text().endsWith(QStringLiteral("▾")) ? QStringLiteral(" ▾") : QString();
    const int room = width - fontMetrics().horizontalAdvance(mark);
    return fontMetrics().elidedText(text().chopped(mark.size()), Qt::ElideRight, room) + mark;
}

void FlatButton::paintEvent(QPaintEvent*)
{
    const Theme theme = Theme::fromPalette(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing, true);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool lit = isChecked() && !m_quiet;
    const bool over = underMouse() && isEnabled();
    if (!m_flush && (!m_quiet || over || isDown())) {
        painter.setPen(hasFocus() || (over && !lit) ? theme.color(Role::Accent) : theme.color(Role::Line));
        painter.setBrush(lit ? theme.color(Role::Accent) : theme.color(isDown() ? Role::Line : Role::Raised));
        painter.drawRoundedRect(box, 6, 6);
    } else if (hasFocus() && !m_flush) {
        painter.setPen(theme.color(Role::Accent));
        painter.drawRoundedRect(box, 6, 6);
    }
    const int inset = m_flush ? 0 : m_quiet ? 8 : 14;
    QRect inner = rect().adjusted(inset, 0, -inset, 0);
    if (!icon().isNull()) {
        const QPixmap glyph =
            icon().pixmap(QSize(kGlyph, kGlyph), devicePixelRatioF(), isEnabled() ? QIcon::Normal : QIcon::Disabled,
                          lit ? QIcon::On : QIcon::Off);
        painter.drawPixmap(m_wordless ? (width() - kGlyph) / 2 : inner.left(), (height() - kGlyph) / 2, glyph);
        inner.setLeft(inner.left() + kGlyph + kGlyphGap);
    }
    if (m_wordless) {
        return;
    }
    const QColor ink = !isEnabled() ? theme.unavailable() : lit ? theme.color(Role::OnAccent) : theme.color(Role::Text);
    painter.setPen(m_link || (m_quiet && isChecked()) || (m_flush && (over || hasFocus())) ? theme.color(Role::Accent)
                                                                                           : ink);
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignVCenter, shownText(inner.width()));
    if (!m_key.isEmpty()) {
        painter.setPen(theme.color(Role::Dim));
        painter.drawText(inner, Qt::AlignRight | Qt::AlignVCenter, m_key);
    }
}

} // namespace espalier
