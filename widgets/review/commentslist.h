#pragma once

#include "widgets/review/commentsmodel.h"
#include "widgets/review/reviewdesk.h"

#include <QWidget>

class QLabel;
class QTableView;

namespace espalier {

class FlatButton;

/// The comments on the selected node, to go to, to resolve and to ask again.
class CommentsList : public QWidget
{
    Q_OBJECT
public:
    explicit CommentsList(ReviewDesk& desk, QWidget* parent = nullptr);

    const CommentsModel& model() const { return m_model; }
    QTableView& table() { return *m_table; }
    FlatButton& settleButton() { return *m_settle; }

Q_SIGNALS:
    /// A comment's line is to be shown: from 1, in the node's own source.
    void lineChosen(int line);

private:
    void refresh();
    void refreshButtons();
    void settle();
    void goToLine();
    const PlacedComment* chosen() const;

    ReviewDesk& m_desk;
    CommentsModel m_model;
    QLabel* m_title;
    QLabel* m_noComments;
    QTableView* m_table;
    FlatButton* m_goTo;
    FlatButton* m_settle;
};

} // namespace espalier
