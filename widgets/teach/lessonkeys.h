#pragma once

#include <QObject>

#include <vector>

class QAction;

namespace espalier {

/// While it lives, the keys of these actions are the lesson's wherever the keyboard is in the window: a view of source
/// would else scroll by Page Down, and a presenter's remote control sends nothing else.
class LessonKeys : public QObject
{
    Q_OBJECT
public:
    LessonKeys(std::vector<QAction*> actions, QWidget* window);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    std::vector<QAction*> m_actions;
};

} // namespace espalier
