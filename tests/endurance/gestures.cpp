#include "tests/endurance/gestures.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QApplication>
#include <QComboBox>
#include <QInputMethodEvent>
#include <QMainWindow>
#include <QPointer>
#include <QSpinBox>
#include <QTabBar>
#include <QTest>
#include <QWheelEvent>
#include <QWindow>

#include <array>

namespace espalier::test::gestures {
namespace {

constexpr std::array kModifiers{Qt::KeyboardModifier::NoModifier,
                                Qt::KeyboardModifier::NoModifier,
                                Qt::KeyboardModifier::NoModifier,
                                Qt::ShiftModifier,
                                Qt::ControlModifier,
                                Qt::AltModifier};
constexpr std::array kKeys{Qt::Key_Up,        Qt::Key_Down,   Qt::Key_Left,  Qt::Key_Right,   Qt::Key_Tab,
                           Qt::Key_Backtab,   Qt::Key_Return, Qt::Key_Space, Qt::Key_Escape,  Qt::Key_Home,
                           Qt::Key_End,       Qt::Key_PageUp, Qt::Key_Plus,  Qt::Key_Minus,   Qt::Key_Delete,
                           Qt::Key_Backspace, Qt::Key_F10,    Qt::Key_Menu,  Qt::Key_PageDown};

int upTo(Rng& rng, int bound)
{
    return bound <= 0 ? 0 : static_cast<int>(rng.below(static_cast<std::uint64_t>(bound)));
}

QPoint placeIn(const QWidget& widget, Rng& rng)
{
    return {upTo(rng, widget.width()), upTo(rng, widget.height())};
}

QString nameOf(const QWidget* widget)
{
    if (widget == nullptr) {
        return QStringLiteral("nothing");
    }
    return QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char(' ') + widget->objectName() +
           QLatin1Char(' ') + widget->accessibleName().left(30);
}

QString at(const QWidget& window, QPoint place)
{
    return QStringLiteral("%1,%2 on %3").arg(place.x()).arg(place.y()).arg(nameOf(window.childAt(place)));
}

template <class Widget>
Widget* oneOf(QWidget& window, Rng& rng)
{
    std::vector<Widget*> found;
    for (Widget* widget : window.findChildren<Widget*>()) {
        if (widget->isVisible() && widget->isEnabled() && widget->window() == &window) {
            found.push_back(widget);
        }
    }
    return found.empty() ? nullptr : found[rng.below(found.size())];
}

void chooseRow(QAbstractItemView& view, Rng& rng, const Note& note)
{
    const QAbstractItemModel* model = view.model();
    const int rows = model == nullptr ? 0 : model->rowCount(view.rootIndex());
    if (rows == 0) {
        note(QStringLiteral("no row in %1").arg(nameOf(&view)));
        return;
    }
    const int row = upTo(rng, rows);
    const QPersistentModelIndex index = model->index(row, 0, view.rootIndex());
    note(QStringLiteral("row %1 of %2").arg(row).arg(nameOf(&view)));
    const QPointer<QAbstractItemView> alive(&view);
    view.setCurrentIndex(index);
    if (alive && index.isValid() && rng.below(2) == 0) {
        Q_EMIT alive->activated(index);
    }
}

} // namespace

QString strangeWords(Rng& rng)
{
    switch (rng.below(9)) {
    case 0:
        return QString::number(upTo(rng, 400));
    case 1:
        return QStringLiteral("bound:memory");
    case 2:
        return QStringLiteral(">1.%1").arg(upTo(rng, 10));
    case 3:
        return QStringLiteral("<b>bold</b><a href=\"x:y\">a</a>");
    case 4:
        return QString(400, QLatin1Char('w'));
    case 5:
        return QStringLiteral("\u202eabc\u0007\u001b[31m\u200b");
    case 6:
        return QStringLiteral("-1e308");
    case 7:
        return QStringLiteral("速度 \U0001F600 ä");
    default:
        return QStringLiteral("vectorise %1 %n %2");
    }
}

void click(QWidget& window, Rng& rng, const Note& note)
{
    const QPoint place = placeIn(window, rng);
    const Qt::MouseButton button = rng.below(6) == 0    ? Qt::RightButton
                                   : rng.below(12) == 0 ? Qt::MiddleButton
                                                        : Qt::LeftButton;
    const Qt::KeyboardModifiers modifiers = kModifiers[rng.below(kModifiers.size())];
    const bool twice = rng.below(6) == 0;
    note(QStringLiteral("click %1%2 at %3")
             .arg(button)
             .arg(QLatin1String(twice ? " twice" : ""))
             .arg(at(window, place)));
    if (QWindow* handle = window.windowHandle()) {
        twice ? QTest::mouseDClick(handle, button, modifiers, place)
              : QTest::mouseClick(handle, button, modifiers, place);
    }
}

void drag(QWidget& window, Rng& rng, const Note& note)
{
    const QPoint from = placeIn(window, rng);
    const QPoint to = rng.below(3) == 0 ? placeIn(window, rng) : from + QPoint(upTo(rng, 80) - 40, upTo(rng, 80) - 40);
    note(QStringLiteral("drag from %1 to %2,%3").arg(at(window, from)).arg(to.x()).arg(to.y()));
    const Qt::KeyboardModifiers modifiers = kModifiers[rng.below(kModifiers.size())];
    const QPointer<QWindow> handle = window.windowHandle();
    const QRect inside = window.rect();
    if (!handle) {
        return;
    }
    QTest::mousePress(handle.data(), Qt::LeftButton, modifiers, from);
    constexpr int kMoves = 6;
    for (int move = 1; move <= kMoves && handle; ++move) {
        const QPoint place = from + (to - from) * move / kMoves;
        if (inside.contains(place)) {
            QTest::mouseMove(handle.data(), place);
        }
    }
    if (handle) {
        QTest::mouseRelease(handle.data(), Qt::LeftButton, modifiers, inside.contains(to) ? to : from);
    }
}

void wheel(QWidget& window, Rng& rng, const Note& note)
{
    const QPoint place = placeIn(window, rng);
    QWidget* under = window.childAt(place);
    QWidget* target = under == nullptr ? &window : under;
    const QPoint angle(rng.below(4) == 0 ? 120 : 0, (upTo(rng, 9) - 4) * 120);
    const Qt::KeyboardModifiers modifiers = kModifiers[rng.below(kModifiers.size())];
    note(QStringLiteral("wheel %1 at %2").arg(angle.y()).arg(at(window, place)));
    QWheelEvent event(target->mapFrom(&window, place), window.mapToGlobal(place), {}, angle, Qt::NoButton, modifiers,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(target, &event);
}

void strikeKey(QWidget& window, Rng& rng, const Note& note)
{
    const Qt::Key key =
        rng.below(3) == 0 ? static_cast<Qt::Key>(Qt::Key_A + upTo(rng, 26)) : kKeys[rng.below(kKeys.size())];
    Qt::KeyboardModifiers modifiers = kModifiers[rng.below(kModifiers.size())];
    if (rng.below(8) == 0) {
        modifiers |= Qt::ShiftModifier;
    }
    note(QStringLiteral("key %1 for %2")
             .arg(QKeySequence(QKeyCombination(modifiers, key)).toString(), nameOf(QApplication::focusWidget())));
    if (QWindow* handle = window.windowHandle()) {
        QTest::keyClick(handle, key, modifiers);
    }
}

void type(Rng& rng, const Note& note)
{
    QWidget* focus = QApplication::focusWidget();
    if (focus == nullptr || !focus->testAttribute(Qt::WA_InputMethodEnabled)) {
        note(QStringLiteral("nothing to type into"));
        return;
    }
    const QString words = strangeWords(rng);
    note(QStringLiteral("type %1 into %2").arg(words.left(20), nameOf(focus)));
    QInputMethodEvent event;
    event.setCommitString(words);
    QApplication::sendEvent(focus, &event);
}

void pressButton(QWidget& window, Rng& rng, const Note& note)
{
    QAbstractButton* button = oneOf<QAbstractButton>(window, rng);
    if (button == nullptr) {
        note(QStringLiteral("no button"));
        return;
    }
    note(QStringLiteral("press %1 '%2'").arg(nameOf(button), button->text().left(30)));
    button->click();
}

void choose(QWidget& window, Rng& rng, const Note& note)
{
    switch (rng.below(5)) {
    case 0:
        if (auto* tabs = oneOf<QTabBar>(window, rng); tabs != nullptr && tabs->count() > 0) {
            const int tab = upTo(rng, tabs->count());
            note(QStringLiteral("tab %1 of %2").arg(tab).arg(nameOf(tabs)));
            tabs->setCurrentIndex(tab);
        }
        break;
    case 1:
        if (auto* box = oneOf<QComboBox>(window, rng); box != nullptr && box->count() > 0) {
            const int entry = upTo(rng, box->count());
            note(QStringLiteral("entry %1 of %2").arg(entry).arg(nameOf(box)));
            const QPointer<QComboBox> alive(box);
            box->setCurrentIndex(entry);
            if (alive) {
                Q_EMIT alive->activated(entry);
            }
        }
        break;
    case 2:
        if (auto* box = oneOf<QSpinBox>(window, rng)) {
            note(QStringLiteral("number in %1").arg(nameOf(box)));
            box->setValue(rng.below(4) == 0 ? box->maximum() : box->minimum() + upTo(rng, 50));
        }
        break;
    case 3:
        if (auto* slider = oneOf<QAbstractSlider>(window, rng)) {
            note(QStringLiteral("slide %1").arg(nameOf(slider)));
            slider->setValue(slider->minimum() + upTo(rng, slider->maximum() - slider->minimum() + 1));
        }
        break;
    default:
        if (auto* view = oneOf<QAbstractItemView>(window, rng)) {
            chooseRow(*view, rng, note);
        }
    }
    note(QStringLiteral("nothing to choose"));
}

} // namespace espalier::test::gestures
