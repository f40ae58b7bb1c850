#pragma once

// What keyboard, screen reader and weak eyes ask of any page or dialog, each as the list of what fails it.

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QStringList>
#include <QTabBar>
#include <QTextEdit>

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>
#include <vector>

namespace espalier::test {

/// What a screen reader says of it: its name, its text, or the label whose buddy it is.
inline QString spoken(QWidget* widget)
{
    QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(widget);
    return interface == nullptr ? QString() : interface->text(QAccessible::Name);
}

/// "QLineEdit reason in EditDialog": how a person who mends it finds it.
inline QString placeOf(const QWidget* widget)
{
    const QString in = widget->parentWidget() == nullptr
                           ? QString()
                           : QString::fromLatin1(widget->parentWidget()->metaObject()->className());
    const auto* button = qobject_cast<const QAbstractButton*>(widget);
    return QStringLiteral("%1 %2 in %3")
        .arg(QString::fromLatin1(widget->metaObject()->className()),
             button != nullptr ? button->text() : widget->objectName(), in)
        .simplified();
}

/// The field inside a spin box or a combo box, and scroll bars, are Qt's and speak with their owner.
inline bool isOwnPart(const QWidget* widget)
{
    const QWidget* parent = widget->parentWidget();
    return parent != nullptr && (qobject_cast<const QAbstractSpinBox*>(parent) != nullptr ||
                                 parent->inherits("QComboBox") || parent->inherits("QKeySequenceEdit"));
}

/// The room and what is in sight in it, without windows of their own.
inline std::vector<QWidget*> inSight(QWidget& room)
{
    std::vector<QWidget*> list{&room};
    for (QWidget* widget : room.findChildren<QWidget*>()) {
        if (widget->isVisible() && widget->window() == room.window()) {
            list.push_back(widget);
        }
    }
    return list;
}

inline QStringList unnamed(QWidget& room)
{
    QStringList found;
    for (QWidget* widget : inSight(room)) {
        const bool takesFocus = (widget->focusPolicy() & Qt::TabFocus) != 0 && !isOwnPart(widget);
        const bool isButton = qobject_cast<QAbstractButton*>(widget) != nullptr;
        if ((takesFocus || isButton) && spoken(widget).isEmpty()) {
            found << placeOf(widget);
        }
        if (isButton && qobject_cast<QAbstractButton*>(widget)->text().isEmpty() && widget->toolTip().isEmpty()) {
            found << placeOf(widget) + QStringLiteral(" without words or tip");
        }
    }
    return found;
}

/// Keys that two things in one window answer to.
inline QStringList sharedKeys(QWidget& room)
{
    std::map<QString, QStringList> taken;
    for (QWidget* widget : inSight(room)) {
        const auto* button = qobject_cast<QAbstractButton*>(widget);
        if (button != nullptr && !button->shortcut().isEmpty()) {
            taken[button->shortcut().toString()] << button->text();
        }
        const auto* label = qobject_cast<QLabel*>(widget);
        const QKeySequence letter =
            label != nullptr && label->buddy() != nullptr ? QKeySequence::mnemonic(label->text()) : QKeySequence();
        if (!letter.isEmpty()) {
            taken[letter.toString()] << label->text();
        }
        for (const QAction* action : widget->actions()) {
            const QString keys = action->shortcut().toString();
            // One action may stand in many widgets.
            if (!keys.isEmpty() && !taken[keys].contains(action->text())) {
                taken[keys] << action->text();
            }
        }
    }
    QStringList found;
    for (const auto& [keys, owners] : taken) {
        if (owners.size() > 1) {
            found << keys + QStringLiteral(": ") + owners.join(QStringLiteral(", "));
        }
    }
    return found;
}

/// The panel that it is in; null for what stands outside of all.
inline const QWidget* panelOf(const QWidget* widget)
{
    while (widget != nullptr && !widget->inherits("QDockWidget")) {
        widget = widget->parentWidget();
    }
    return widget;
}

/// Where Tab goes up in a column or back in a line; and texts that would keep it.
inline QStringList strayTabs(QWidget& room)
{
    QStringList found;
    const auto rectOf = [](const QWidget* widget) { return QRect(widget->mapToGlobal(QPoint()), widget->size()); };
    const QWidget* before = nullptr;
    const QWidget* top = room.window();
    for (QWidget* widget = top->nextInFocusChain(); widget != top; widget = widget->nextInFocusChain()) {
        const bool isStop = (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && widget->isVisible() &&
                            widget->isEnabled() && widget->focusProxy() == nullptr && !isOwnPart(widget) &&
                            room.isAncestorOf(widget) && widget->window() == top;
        if (!isStop) {
            continue;
        }
        // Panels are moved about; from one to the next there is no up or down.
        if (before != nullptr && panelOf(before) == panelOf(widget)) {
            const QRect a = rectOf(before);
            const QRect b = rectOf(widget);
            const bool up = b.bottom() <= a.top() && b.left() < a.right() && a.left() < b.right();
            const bool back = b.right() <= a.left() && b.center().y() > a.top() && b.center().y() < a.bottom() &&
                              a.center().y() > b.top() && a.center().y() < b.bottom();
            if (up || back) {
                found << QStringLiteral("%1 after %2").arg(placeOf(widget), placeOf(before));
            }
        }
        before = widget;
        const auto* plain = qobject_cast<const QPlainTextEdit*>(widget);
        const auto* rich = qobject_cast<const QTextEdit*>(widget);
        if ((plain != nullptr && !plain->isReadOnly() && !plain->tabChangesFocus()) ||
            (rich != nullptr && !rich->isReadOnly() && !rich->tabChangesFocus())) {
            found << placeOf(widget) + QStringLiteral(" keeps Tab");
        }
    }
    return found;
}

/// The contrast of the Web Content Accessibility Guidelines; 4.5 is asked of text.
inline double contrast(QRgb a, QRgb b)
{
    const auto luminance = [](QRgb colour) {
        const auto linear = [](int part) {
            const double c = part / 255.0;
            return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * linear(qRed(colour)) + 0.7152 * linear(qGreen(colour)) + 0.0722 * linear(qBlue(colour));
    };
    const double one = luminance(a);
    const double other = luminance(b);
    return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

/// Of the pixels of a text: the colour that stands out most from the most common one. A stroke that lies between pixels
/// never shows all of its colour, so this may say less than there is, never more.
inline double paintedContrast(const QImage& picture, const QRect& rect)
{
    std::unordered_map<QRgb, int> count;
    const QRect part = rect.intersected(picture.rect());
    for (int y = part.top(); y <= part.bottom(); ++y) {
        for (int x = part.left(); x <= part.right(); ++x) {
            ++count[picture.pixel(x, y)];
        }
    }
    if (count.size() < 2) {
        return 21; // nothing is written there
    }
    const QRgb paper = std::ranges::max_element(count, {}, [](const auto& one) { return one.second; })->first;
    double most = 1;
    for (const auto& [colour, pixels] : count) {
        most = std::max(most, contrast(paper, colour));
    }
    return most;
}

/// Where it writes its text, in its own coordinates; empty where it has none.
inline std::vector<QRect> textRects(QWidget* widget)
{
    if (const auto* label = qobject_cast<QLabel*>(widget)) {
        return label->text().trimmed().isEmpty() ? std::vector<QRect>() : std::vector{label->contentsRect()};
    }
    if (const auto* button = qobject_cast<QAbstractButton*>(widget)) {
        return button->text().isEmpty() ? std::vector<QRect>() : std::vector{button->rect().adjusted(4, 4, -4, -4)};
    }
    if (const auto* line = qobject_cast<QLineEdit*>(widget)) {
        const bool says = !line->text().isEmpty() || !line->placeholderText().isEmpty();
        return says && !line->hasFocus() ? std::vector{line->rect().adjusted(4, 4, -4, -4)} : std::vector<QRect>();
    }
    if (const auto* box = qobject_cast<QComboBox*>(widget)) {
        return {box->rect().adjusted(4, 4, -20, -4)};
    }
    std::vector<QRect> rects;
    if (const auto* tabs = qobject_cast<QTabBar*>(widget)) {
        for (int i = 0; i < tabs->count(); ++i) {
            rects.push_back(tabs->tabRect(i).adjusted(4, 2, -4, -6));
        }
    }
    if (const auto* view = qobject_cast<QAbstractItemView*>(widget); view != nullptr && view->model() != nullptr) {
        for (int row = 0; row < std::min(12, view->model()->rowCount()); ++row) {
            for (int column = 0; column < view->model()->columnCount(); ++column) {
                const QModelIndex index = view->model()->index(row, column);
                const QRect cell = view->visualRect(index);
                if (!index.data().toString().isEmpty() && view->viewport()->rect().contains(cell) &&
                    (index.flags() & Qt::ItemIsEnabled) != 0) {
                    rects.push_back(cell.adjusted(2, 2, -2, -2).translated(view->viewport()->pos()));
                }
            }
        }
    }
    return rects;
}

/// Texts that stand out less than 4.5:1 in the colours that are on now.
inline QStringList faint(QWidget& room)
{
    constexpr double kLeast = 4.5;
    QStringList found;
    const QImage picture = room.window()->grab().toImage();
    for (QWidget* widget : inSight(room)) {
        if (!widget->isEnabled()) {
            continue;
        }
        const QRect seen = widget->visibleRegion().boundingRect();
        for (const QRect& rect : textRects(widget)) {
            const QRect shown = rect.intersected(seen);
            if (shown.width() < 6 || shown.height() < 8) {
                continue;
            }
            const double stands = paintedContrast(picture, shown.translated(widget->mapTo(room.window(), QPoint())));
            if (stands < kLeast) {
                found << QStringLiteral("%1 '%2' %3:1").arg(placeOf(widget), spoken(widget)).arg(stands, 0, 'f', 2);
            }
        }
    }
    return found;
}

/// All of it but contrast, which depends on the theme.
inline QStringList accessFaults(QWidget& room)
{
    QStringList found = unnamed(room);
    if (const auto* menu = qobject_cast<QMenu*>(&room)) {
        for (const QAction* action : menu->actions()) {
            found << (action->isSeparator() || !action->text().isEmpty() ? QStringList()
                                                                         : QStringList{QStringLiteral("no words")});
        }
        return found;
    }
    if (room.isWindow() && room.windowTitle().isEmpty() && spoken(&room).isEmpty()) {
        found << QStringLiteral("no title");
    }
    return found + sharedKeys(room) + strayTabs(room);
}

} // namespace espalier::test
