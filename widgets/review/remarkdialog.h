#pragma once

#include <QDialog>

class QPlainTextEdit;
class QPushButton;

namespace espalier {

/// What a remark is asked for with; all plain text.
struct RemarkQuestion
{
    QString title;
    QString explanation;
    QString quote{}; ///< a line of source; shown as it is where there is one
    QString button;
    bool required = true; ///< an empty remark cannot be handed in
};

/// Asks for a comment or a reason.
class RemarkDialog : public QDialog
{
    Q_OBJECT
public:
    explicit RemarkDialog(const RemarkQuestion& question, QWidget* parent = nullptr);
    QString remark() const;
    QPlainTextEdit& editor() { return *m_editor; }

private:
    QPlainTextEdit* m_editor;
    QPushButton* m_accept;
};

} // namespace espalier
