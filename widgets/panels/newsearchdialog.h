#pragma once

#include "widgets/models/feed.h"

#include <QDialog>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace espalier {

/// Asks what to search for. The defaults are good enough to press Start. Targets that this machine lacks are listed but
/// cannot be chosen, and a sentence below says why.
class NewSearchDialog : public QDialog
{
    Q_OBJECT
public:
    NewSearchDialog(const QStringList& tasks, const std::vector<TargetChoice>& targets, QWidget* parent = nullptr);
    SearchRequest request() const;

private:
    void offerTargets(const std::vector<TargetChoice>& targets);
    QLayout* makeForm();

    QComboBox* m_task;
    QComboBox* m_target;
    QLabel* m_missing; ///< why targets cannot be chosen; hidden when all can
    QComboBox* m_policy;
    QSpinBox* m_steps;
    QDoubleSpinBox* m_minutes;
    QSpinBox* m_workers;
    QSpinBox* m_seed;
    QLineEdit* m_name;
};

} // namespace espalier
