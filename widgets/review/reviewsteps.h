#pragma once

#include "widgets/review/reviewdesk.h"

#include <QWidget>

#include <map>

class QLabel;

namespace espalier {

class FlatButton;
struct RemarkQuestion;

/// A node's state in its review, and a button for each step that follows from it; its bookmark.
class ReviewSteps : public QWidget
{
    Q_OBJECT
public:
    explicit ReviewSteps(ReviewDesk& desk, QWidget* parent = nullptr);

    FlatButton* button(SteerVerb verb) const { return m_buttons.at(verb); }
    /// "In review by anna, …" as it is shown.
    QString stateText() const;

Q_SIGNALS:
    /// The selected node's bookmark is to be set, or taken off.
    void bookmarkAsked();

private:
    void refresh();
    void approve();
    void reject();
    void askWhy(SteerVerb verb, const RemarkQuestion& question);

    ReviewDesk& m_desk;
    std::map<SteerVerb, FlatButton*> m_buttons;
    QLabel* m_state;
    QLabel* m_reason;
};

} // namespace espalier
