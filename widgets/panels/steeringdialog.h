#pragma once

#include "widgets/models/livegraph.h"

#include <QDialog>

#include <map>

class QDoubleSpinBox;
class QFormLayout;
class QLineEdit;
class QListWidget;

namespace espalier {

class ReasonField;

/// What a session may use and what it must not do: its limits and its vetoes, as they are asked for now, to be changed
/// while it runs. Nothing is sent before «Apply».
class SteeringDialog : public QDialog
{
    Q_OBJECT
public:
    /// `skills`: names to offer for a veto.
    SteeringDialog(const LiveGraph& live, const QStringList& skills, QWidget* parent = nullptr);

    /// What was changed, each with the reason; empty where nothing was.
    std::vector<SteerCommand> commands() const;
    void addVeto(const QString& name);

private:
    QFormLayout* makeBudgets();
    QWidget* makeVetoes(const QStringList& skills);
    void appendVeto(const QString& name);
    QString stateOf(const std::string& budget) const;

    const LiveGraph& m_live;
    SessionState m_before; ///< as asked for when the dialog was opened
    std::map<std::string, QDoubleSpinBox*> m_limits;
    std::map<std::string, double> m_limitsBefore;
    QListWidget* m_vetoes;
    QLineEdit* m_veto;
    ReasonField* m_reason;
};

} // namespace espalier
