#pragma once

#include "widgets/models/feed.h"

#include <QDialog>

class QComboBox;
class QDoubleSpinBox;
class QLineEdit;
class QSpinBox;

namespace espalier {

/// Asks what to search for. The defaults are good enough to press Start.
class NewSearchDialog : public QDialog
{
    Q_OBJECT
public:
    explicit NewSearchDialog(const QStringList& tasks, QWidget* parent = nullptr);
    SearchRequest request() const;

private:
    QComboBox* m_task;
    QComboBox* m_policy;
    QSpinBox* m_steps;
    QDoubleSpinBox* m_minutes;
    QSpinBox* m_workers;
    QSpinBox* m_seed;
    QLineEdit* m_name;
};

} // namespace espalier
