#include "widgets/review/remarkdialog.h"

#include "widgets/common/fonts.h"
#include "widgets/review/reviewtext.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace espalier {

RemarkDialog::RemarkDialog(const RemarkQuestion& question, QWidget* parent)
    : QDialog(parent), m_editor(new QPlainTextEdit(this))
{
    setWindowTitle(question.title);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    for (const QString& text : {question.quote, question.explanation}) {
        if (text.isEmpty()) {
            continue;
        }
        auto* label = new QLabel(text, this);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        if (text == question.quote) {
            label->setFont(fonts::code(font()));
        }
        column->addWidget(label);
    }
    m_editor->setAccessibleName(question.title);
    m_editor->setTabChangesFocus(true);
    column->addWidget(m_editor, 1);
    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    m_accept = buttons->addButton(question.button, QDialogButtonBox::AcceptRole);
    m_accept->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return));
    m_accept->setToolTip(tr("Ctrl+Return"));
    column->addWidget(buttons);
    if (question.required) {
        m_accept->setEnabled(false);
        connect(m_editor, &QPlainTextEdit::textChanged, this, [this] { m_accept->setEnabled(!remark().isEmpty()); });
    }
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(480, 260);
    m_editor->setFocus();
}

QString RemarkDialog::remark() const
{
    return reviewtext::remark(m_editor->toPlainText());
}

} // namespace espalier
