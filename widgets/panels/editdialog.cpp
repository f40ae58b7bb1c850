#include "widgets/panels/editdialog.h"

#include "widgets/common/codeview.h"
#include "widgets/common/format.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace espalier {

EditDialog::EditDialog(NodeNumber parentNode, const Candidate& candidate, QWidget* parent)
    : QDialog(parent), m_candidate(candidate), m_editor(new CodeView(false, this))
{
    setWindowTitle(tr("Edit #%1 as a new child").arg(parentNode));
    m_editor->setCode(format::text(candidate.source));
    auto* note = new QLabel(
        tr("#%1 stays as it is. The search judges your version like any other candidate.").arg(parentNode), this);
    note->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    QPushButton* judge = buttons->addButton(tr("Judge it"), QDialogButtonBox::AcceptRole);
    judge->setToolTip(tr("Hand this version to the search (Ctrl+Return)"));
    judge->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addWidget(note);
    column->addWidget(m_editor, 1);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(860, 640);
}

Candidate EditDialog::candidate() const
{
    Candidate edited = m_candidate;
    edited.source = m_editor->code().toStdString();
    return edited;
}

} // namespace espalier
