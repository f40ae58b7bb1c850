// How the main window has an edited kernel checked: asked for by a signal, answered by slots.
#include "widgets/mainwindow.h"
#include "widgets/panels/editdialog.h"

namespace espalier {

void MainWindow::watchCheck(EditDialog* dialog)
{
    const std::int64_t session = m_live.session().id;
    connect(dialog, &EditDialog::checkRequested, this, [this, dialog, session](const Candidate& candidate) {
        if (m_live.session().id != session) {
            dialog->showProblem(
                tr("The window shows another session by now: open session %1 to check this.").arg(session));
            return;
        }
        m_checked = dialog;
        Q_EMIT checkRequested(++m_check, candidate);
    });
    connect(dialog, &EditDialog::checkCancelled, this, [this] {
        m_checked.clear();
        Q_EMIT checkRequested(0, {});
    });
}

void MainWindow::checkGoesOn(quint64 check, const QString& sentence)
{
    if (m_checked && check == m_check) {
        m_checked->showProgress(sentence);
    }
}

void MainWindow::checkEnded(quint64 check, const Evaluation& evaluation)
{
    if (m_checked && check == m_check) {
        m_checked->showResult(evaluation);
    }
}

void MainWindow::checkFailed(quint64 check, const QString& sentence)
{
    if (m_checked && check == m_check) {
        m_checked->showProblem(sentence);
    }
}

} // namespace espalier
