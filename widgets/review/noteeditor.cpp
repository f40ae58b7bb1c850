#include "widgets/review/noteeditor.h"

#include "widgets/review/reviewtext.h"

#include <QKeyEvent>
#include <QMimeData>
#include <QTextDocument>

namespace espalier {
NoteEditor::NoteEditor(QWidget* parent) : QPlainTextEdit(parent)
{
    setAccessibleName(tr("Note at this node"));
    setPlaceholderText(tr("What to remember of this node, or to say when you present it"));
    setTabChangesFocus(true);
    setFrameShape(QFrame::StyledPanel);
}

void NoteEditor::setNote(std::optional<NodeNumber> node, const QString& note)
{
    if (node == m_node && document()->isModified()) {
        return;
    }
    keep();
    m_node = node;
    setEnabled(node.has_value());
    if (toPlainText() != note) {
        setPlainText(note);
    }
    document()->setModified(false);
}

void NoteEditor::keep()
{
    if (m_node && document()->isModified()) {
        document()->setModified(false);
        Q_EMIT kept(*m_node, reviewtext::remark(toPlainText()));
    }
}

bool NoteEditor::canInsertFromMimeData(const QMimeData* source) const
{
    return !source->hasUrls() && QPlainTextEdit::canInsertFromMimeData(source);
}

void NoteEditor::focusOutEvent(QFocusEvent* event)
{
    QPlainTextEdit::focusOutEvent(event);
    keep();
}

void NoteEditor::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return && event->modifiers() == Qt::ControlModifier) {
        keep();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

} // namespace espalier
