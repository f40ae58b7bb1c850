#pragma once

#include "widgets/models/livegraph.h"

#include <QDialog>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QPlainTextEdit;
class QSpinBox;

namespace espalier {

class ReasonField;

/// Asks for what a command about nodes says beyond them, and for the reason: a factor for Boost, how many children with
/// which memory and hint for Expand, advice for Hint, the operator for Memory, and for any other verb the reason alone.
class SteerDialog : public QDialog
{
    Q_OBJECT
public:
    /// `state`: the marks of the one node, or of the first of several.
    SteerDialog(SteerVerb verb, const std::set<NodeNumber>& nodes, const NodeState& state, QWidget* parent = nullptr);

    /// Without its node.
    SteerCommand command() const;

private:
    void addFields(QFormLayout& form, const NodeState& state);
    QComboBox* memoryBox(const QString& byItself);

    SteerVerb m_verb;
    QDoubleSpinBox* m_factor = nullptr;
    QSpinBox* m_children = nullptr;
    QComboBox* m_memory = nullptr;
    QPlainTextEdit* m_text = nullptr;
    ReasonField* m_reason;
};

} // namespace espalier
