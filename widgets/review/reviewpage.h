#pragma once

#include "widgets/review/reviewdesk.h"

#include <QWidget>

class QLabel;

namespace espalier {

class ChecklistView;
class CommentsList;
class NoteEditor;
class ReviewSteps;

/// The inspector's page on which a node is reviewed: its state with the steps that follow, the checklist, the comments
/// and the note.
class ReviewPage : public QWidget
{
    Q_OBJECT
public:
    ReviewPage(const LiveGraph& live, DetailsCache& details, Selection& selection, QWidget* parent = nullptr);

    ReviewDesk& desk() { return m_desk; }
    ReviewSteps& steps() { return *m_steps; }
    CommentsList& comments() { return *m_comments; }
    ChecklistView& checklist() { return *m_checklist; }
    NoteEditor& note() { return *m_note; }

private:
    void refresh();

    ReviewDesk m_desk;
    ReviewSteps* m_steps;
    QLabel* m_summary;
    ChecklistView* m_checklist;
    CommentsList* m_comments;
    NoteEditor* m_note;
};

} // namespace espalier
