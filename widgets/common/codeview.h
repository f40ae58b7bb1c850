#pragma once

#include "widgets/common/guttermark.h"

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
    void setGutterMarks(const GutterMarks& marks);
    const GutterMarks& gutterMarks() const { return m_marks; }
    /// Where the cursor is, or the selection begins; from 1.
    int currentLine() const;
    /// Scrolls there and selects the line; from 1.
    void goToLine(int line);
    /// The editor itself, for focus and tests.
    QWidget* editor() const;

Q_SIGNALS:
    /// Double click beside a line's number, or C on the current line of a text that is only read. From 1.
    void lineAsked(int line);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void applyTheme();

    QsciScintilla* m_editor;
    GutterMarks m_marks;
};

} // namespace espalier
