#include "widgets/panels/patchdialog.h"

#include "widgets/common/taborder.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace espalier {

PatchDialog::PatchDialog(NodeNumber node, const QString& branch, QWidget* parent)
    : QDialog(parent), m_file(new QRadioButton(tr("A file that git apply takes"), this)),
      m_commit(new QRadioButton(tr("A commit on a new branch of a checkout"), this)), m_checkout(new QLineEdit(this)),
      m_choose(new QPushButton(tr("Choose…"), this)), m_branch(new QLineEdit(branch, this)), m_path(new QLineEdit(this))
{
    setWindowTitle(tr("Export #%1 as a patch").arg(node));
    m_file->setChecked(true);
    m_checkout->setAccessibleName(tr("Checkout"));
    m_path->setPlaceholderText(tr("src/kernel.cpp, from the repository's root"));
    auto* folder = new QHBoxLayout;
    folder->addWidget(m_checkout, 1);
    folder->addWidget(m_choose);
    auto* form = new QFormLayout;
    form->addRow(tr("Checkout"), folder);
    form->addRow(tr("Branch"), m_branch);
    form->addRow(tr("Kernel's file"), m_path);
    auto* note = new QLabel(tr("The checkout's current branch and its files stay as they are."), this);
    note->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    m_export = buttons->addButton(tr("Export"), QDialogButtonBox::AcceptRole);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addWidget(m_file);
    column->addWidget(m_commit);
    column->addLayout(form);
    column->addWidget(note);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_choose, &QPushButton::clicked, this, &PatchDialog::folderWanted);
    connect(m_commit, &QRadioButton::toggled, this, &PatchDialog::update);
    for (const QLineEdit* line : {m_checkout, m_branch, m_path}) {
        connect(line, &QLineEdit::textChanged, this, &PatchDialog::update);
    }
    tabAsLaidOut(*this);
    update();
    resize(520, sizeHint().height());
}

PatchRequest PatchDialog::request() const
{
    return {m_commit->isChecked(), m_checkout->text().trimmed(), m_branch->text().trimmed(), m_path->text().trimmed()};
}

void PatchDialog::setCheckout(const QString& folder)
{
    m_checkout->setText(folder);
}

void PatchDialog::update()
{
    const PatchRequest asked = request();
    for (QWidget* field : std::initializer_list<QWidget*>{m_checkout, m_choose, m_branch, m_path}) {
        field->setEnabled(asked.commit);
    }
    m_export->setEnabled(!asked.commit ||
                         (!asked.checkout.isEmpty() && !asked.branch.isEmpty() && !asked.path.isEmpty()));
}

} // namespace espalier
