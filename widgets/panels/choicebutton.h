#pragma once

#include "widgets/common/flatbutton.h"

#include <functional>
#include <set>
#include <vector>

namespace espalier {

/// A value that opens a list of choices, each with its count; any number of them may be ticked, and the list stays open
/// meanwhile. Without a choice it says «any».
class ChoiceButton : public FlatButton
{
    Q_OBJECT
public:
    struct Choice
    {
        QString key;
        QString name;
        int count = 0; ///< not shown where it is negative
    };

    /// `choices` is asked each time the list opens, and for the names of what is chosen. `none`: what it says while
    /// nothing is chosen.
    ChoiceButton(const QString& what, const QString& none, std::function<std::vector<Choice>()> choices,
                 QWidget* parent);

    const std::set<QString>& chosen() const { return m_chosen; }
    void setChosen(const std::set<QString>& keys);
    /// "accepted, slower", or the word for none; however narrow the button is.
    QString said() const { return m_said; }
    void open();
    QSize sizeHint() const override { return {96, FlatButton::sizeHint().height()}; }
    QSize minimumSizeHint() const override { return {64, FlatButton::sizeHint().height()}; }

Q_SIGNALS:
    void changed();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void say();
    void fit();
    QString words() const;

    QString m_what;
    QString m_none;
    std::function<std::vector<Choice>()> m_choices;
    std::set<QString> m_chosen;
    QString m_said;
};

} // namespace espalier
