#pragma once

#include "widgets/common/actions.h"
#include "widgets/teach/lessonplan.h"

#include <QWidget>

class QLabel;
class QListWidget;

namespace espalier {

class FlatButton;
class NoteEditor;

/// The lesson beside the tree. While it is prepared: its bookmarks in their order, which can be named, moved and taken
/// off, and the note of the selected one to write. While it is given: where it is, the title and the note alone, to be
/// read from afar.
class LessonPanel : public QWidget
{
    Q_OBJECT
public:
    LessonPanel(LessonPlan& lesson, Actions& actions, QWidget* parent = nullptr);

    QListWidget& list() { return *m_list; }
    NoteEditor& note() { return *m_note; }

Q_SIGNALS:
    void noted(NodeNumber node, const QString& note);

private:
    QWidget* makeTools(Actions& actions);
    QWidget* makeSteps(Actions& actions);
    void fillList();
    void showStop();
    void setGiven(bool given);
    QString titleOf(const LessonStop& stop) const;
    QString placeOf(const LessonStop& stop) const;

    LessonPlan& m_lesson;
    QListWidget* m_list;
    QWidget* m_tools;
    FlatButton* m_up;
    FlatButton* m_down;
    FlatButton* m_remove;
    FlatButton* m_moment;
    QLabel* m_where; ///< "2 of 5"
    QLabel* m_title;
    QLabel* m_place;
    NoteEditor* m_note;
    QWidget* m_steps;
    bool m_filling = false;
};

} // namespace espalier
