#pragma once

#include "widgets/models/steering.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace espalier {

class ReasonField;

/// A frame below a button of the top bar in which a part of the session's steering is changed: what a subclass puts in,
/// then a reason and «Apply».
class SteerPopover : public QFrame
{
    Q_OBJECT
public:
    SteerPopover(const QString& title, Steering& steering, QWidget* parent);
    /// Below the widget, inside its screen.
    void showBelow(QWidget& widget);
    void apply();

protected:
    virtual SteerCommand command() const = 0;
    QVBoxLayout& body() { return *m_body; }
    /// There is nothing to change here.
    void setNothing(const QString& sentence);
    void addSentence(const QString& sentence);

private:
    Steering& m_steering;
    QVBoxLayout* m_body;
    ReasonField* m_reason;
    QPushButton* m_apply;
    QLabel* m_problem;
};

} // namespace espalier
