#pragma once

#include <QWidget>

class QsciScintilla;

namespace espalier {

/// C++ source with highlighting and line numbers, to read or to edit; the only user of QScintilla. Follows the theme.
class CodeView : public QWidget
{
    Q_OBJECT
public:
    explicit CodeView(bool readOnly, QWidget* parent = nullptr);

    void setCode(const QString& code);
    QString code() const;
    /// The editor itself, for focus and tests.
    QWidget* editor() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyTheme();

    QsciScintilla* m_editor;
};

} // namespace espalier
