#pragma once

#include "widgets/review/reviewdesk.h"

#include <QWidget>

class QLabel;

namespace espalier {

class ChecklistView;
class CommentsList;
class FlatButton;
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

    FlatButton& sanitizeButton() { return *m_sanitize; }

public Q_SLOTS:
    /// The sanitizers run on some node; nobody can ask for them meanwhile.
    void setSanitizing(bool running);

Q_SIGNALS:
    void sanitizeAsked(NodeNumber node);

private:
    void refresh();

    ReviewDesk m_desk;
    ReviewSteps* m_steps;
    QLabel* m_summary;
    ChecklistView* m_checklist;
    FlatButton* m_sanitize;
    bool m_sanitizing = false;
    CommentsList* m_comments;
    NoteEditor* m_note;
};

} // namespace espalier
