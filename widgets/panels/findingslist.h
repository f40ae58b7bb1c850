#pragma once

#include "core/graph/evaluation.h"

#include <QWidget>

class QVBoxLayout;

namespace espalier {

/// Why a kernel is as slow as it is, the most important first; each finding can become a hint to the search.
class FindingsList : public QWidget
{
    Q_OBJECT
public:
    explicit FindingsList(int most, QWidget* parent = nullptr);
    void setDiagnosis(const Diagnosis& diagnosis, bool valid);
    /// No node is selected.
    void setNothing();

Q_SIGNALS:
    void hinted(const QString& text);

private:
    void addFinding(const QString& text);
    void addSentence(const QString& text);
    void clear();

    int m_most;
    QVBoxLayout* m_column;
};

} // namespace espalier
