#include "widgets/teach/lessonkeys.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QWidget>

#include <algorithm>

namespace espalier {

LessonKeys::LessonKeys(std::vector<QAction*> actions, QWidget* window) : QObject(window), m_actions(std::move(actions))
{
    qApp->installEventFilter(this);
}

bool LessonKeys::eventFilter(QObject* watched, QEvent* event)
{
    const auto* widget = qobject_cast<QWidget*>(watched);
    if (event->type() != QEvent::ShortcutOverride || widget == nullptr || widget->window() != parent()) {
        return false;
    }
    // Not accepted by the widget, the key goes to the action.
    const QKeySequence keys(static_cast<QKeyEvent*>(event)->keyCombination());
    return std::ranges::any_of(m_actions, [&keys](const QAction* action) { return action->shortcut() == keys; });
}

} // namespace espalier
