#pragma once

#include "widgets/common/actions.h"
#include "widgets/models/nodematches.h"
#include "widgets/tree/folding.h"

#include <QWidget>

class QDoubleSpinBox;
class QGridLayout;
class QHBoxLayout;
class QLabel;

namespace espalier {

class ChoiceButton;
class FlatButton;

/// What stays bright in every view of the tree: verdicts, states, bounds, skills, a range of speedups, and the words of
/// the search box, all at once. Everything else is dimmed and stays where it is, unless somebody asks for verdicts to
/// be folded away. Says how many match and steps through them.
class FilterPanel : public QWidget
{
    Q_OBJECT
public:
    FilterPanel(const LiveGraph& live, NodeMatches& matches, Actions& actions, QWidget* parent = nullptr);

    enum Row { Verdicts, States, Bounds, Skills, Folds, Rows };
    ChoiceButton& choice(Row row) const { return *m_choices[row]; }
    QDoubleSpinBox& least() const { return *m_least; }
    QDoubleSpinBox& most() const { return *m_most; }
    QString countText() const;
    void clear();

Q_SIGNALS:
    /// What is to be folded away, or not.
    void foldingChanged(const TreeFilter& filter);
    /// The search box is to have the keyboard.
    void textAsked();

private:
    void makeChoices();
    QWidget* makeRange();
    /// How many match, steps through them and «Clear».
    QHBoxLayout* makeSteps(const Actions& actions);
    void addRow(QGridLayout& grid, const QString& name, QWidget* value);
    QDoubleSpinBox* makeLimit(const QString& none, const QString& name);
    void apply();
    void refresh();
    TreeFilter folding() const;

    const LiveGraph& m_live;
    NodeMatches& m_matches;
    std::array<ChoiceButton*, Rows> m_choices{};
    QDoubleSpinBox* m_least;
    QDoubleSpinBox* m_most;
    FlatButton* m_text;
    QLabel* m_count;
    std::vector<QWidget*> m_whenActive; ///< steps and «Clear»
    bool m_clearing = false;
};

} // namespace espalier
