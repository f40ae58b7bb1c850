#pragma once

#include "core/graph/node.h"

#include <QPlainTextEdit>

#include <optional>

namespace espalier {

/// The note at a node. What was typed is kept when the field is left, when another node is selected, and on
/// Ctrl+Return; a note that somebody else changes meanwhile does not take the place of what is being typed.
class NoteEditor : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit NoteEditor(QWidget* parent = nullptr);
    void setNote(std::optional<NodeNumber> node, const QString& note);

Q_SIGNALS:
    void kept(NodeNumber node, const QString& note);

protected:
    /// Files are not pasted as words: what is dropped on the window is opened.
    bool canInsertFromMimeData(const QMimeData* source) const override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void keep();

    std::optional<NodeNumber> m_node;
};

} // namespace espalier
