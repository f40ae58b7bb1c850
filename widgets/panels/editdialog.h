#pragma once

#include "core/graph/candidate.h"
#include "core/graph/evaluation.h"
#include "core/graph/node.h"

#include <QDialog>

class QPushButton;

namespace espalier {

class CheckPane;
class CodeView;
class ReasonField;

/// A node's source to change by hand. «Check» has it built and judged without adding it; «Add» hands the edited
/// candidate to the search as a child of the node. The build options stay the node's.
class EditDialog : public QDialog
{
    Q_OBJECT
public:
    EditDialog(NodeNumber parentNode, const Candidate& candidate, QWidget* parent = nullptr);
    Candidate candidate() const;
    QString reason() const;
    CodeView& editor() { return *m_editor; }
    CheckPane& result() { return *m_result; }
    bool isChecking() const { return m_checking; }

    void check();
    // How the check goes; what comes after it was cancelled is not shown.
    void showProgress(const QString& sentence);
    void showResult(const Evaluation& evaluation);
    void showProblem(const QString& sentence);

    void done(int result) override;

Q_SIGNALS:
    void checkRequested(const espalier::Candidate& candidate);
    void checkCancelled();

private:
    void setChecking(bool checking);

    Candidate m_candidate;
    CodeView* m_editor;
    CheckPane* m_result;
    ReasonField* m_reason;
    QPushButton* m_check;
    bool m_checking = false;
};

} // namespace espalier
