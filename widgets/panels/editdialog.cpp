#include "widgets/panels/editdialog.h"

#include "widgets/common/codeview.h"
#include "widgets/common/format.h"
#include "widgets/panels/checkpane.h"
#include "widgets/panels/reasonfield.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace espalier {

EditDialog::EditDialog(NodeNumber parentNode, const Candidate& candidate, QWidget* parent)
    : QDialog(parent), m_candidate(candidate), m_editor(new CodeView(false, this)), m_result(new CheckPane(this)),
      m_reason(new ReasonField(tr("Reason, optional; kept in the steering log"), this)), m_check(nullptr)
{
    setWindowTitle(tr("Edit #%1 as a new child").arg(parentNode));
    m_editor->setCode(format::text(candidate.source));
    auto* note = new QLabel(
        tr("#%1 stays as it is. The search judges your version like any other candidate.").arg(parentNode), this);
    note->setWordWrap(true);
    m_result->hide();
    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    m_check = buttons->addButton(tr("Check"), QDialogButtonBox::ActionRole);
    m_check->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_B));
    QPushButton* add = buttons->addButton(tr("Add"), QDialogButtonBox::AcceptRole);
    add->setToolTip(tr("Hand this version to the search (Ctrl+Return)"));
    add->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addWidget(note);
    column->addWidget(m_editor, 1);
    column->addWidget(m_result);
    column->addWidget(m_reason);
    column->addWidget(buttons);
    connect(m_check, &QPushButton::clicked, this, &EditDialog::check);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    setChecking(false);
    resize(860, 720);
}

Candidate EditDialog::candidate() const
{
    Candidate edited = m_candidate;
    edited.source = m_editor->code().toStdString();
    return edited;
}

QString EditDialog::reason() const
{
    return QString::fromStdString(m_reason->reason());
}

void EditDialog::setChecking(bool checking)
{
    m_checking = checking;
    m_check->setText(checking ? tr("Stop checking") : tr("Check"));
    m_check->setToolTip(checking ? tr("End the check; nothing is kept of it")
                                 : tr("Build and judge this version without adding it (Ctrl+B)"));
}

void EditDialog::check()
{
    if (m_checking) {
        setChecking(false);
        m_result->showProblem(tr("Stopped before there was a verdict."));
        Q_EMIT checkCancelled();
        return;
    }
    setChecking(true);
    m_result->show();
    m_result->showProgress(tr("The judge is being asked."));
    Q_EMIT checkRequested(candidate());
}

void EditDialog::showProgress(const QString& sentence)
{
    if (m_checking) {
        m_result->showProgress(sentence);
    }
}

void EditDialog::showResult(const Evaluation& evaluation)
{
    if (m_checking) {
        setChecking(false);
        m_result->showResult(evaluation);
    }
}

void EditDialog::showProblem(const QString& sentence)
{
    if (m_checking) {
        setChecking(false);
        m_result->showProblem(sentence);
    }
}

void EditDialog::done(int result)
{
    if (m_checking) {
        setChecking(false);
        Q_EMIT checkCancelled();
    }
    QDialog::done(result);
}

} // namespace espalier
