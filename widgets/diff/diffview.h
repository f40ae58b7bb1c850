#pragma once

#include "core/diff/linediff.h"
#include "widgets/common/guttermark.h"
#include "widgets/common/theme.h"
#include "widgets/diff/difflines.h"

#include <QAbstractScrollArea>
#include <QString>

#include <set>
#include <vector>

namespace espalier {

/// Draws one LineDiff, unified or side by side: signs as well as colours, words that differ marked, unchanged runs
/// folded until clicked. Paints the lines in sight only, so a 50,000-line diff scrolls like a short one. GUI thread.
class DiffView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit DiffView(QWidget* parent = nullptr);

    void setDiff(LineDiff diff);
    /// Nothing to compare: a sentence that says why.
    void setMessage(const QString& message);
    void setSideBySide(bool sideBySide);
    bool isSideBySide() const { return m_sideBySide; }
    const std::vector<DiffLine>& lines() const { return m_lines; }
    const LineDiff& diff() const { return m_diff; }
    /// The line the last jump or click went to; -1 before the first.
    int currentLine() const { return m_current; }
    void setGutterMarks(GutterMarks marks);
    const GutterMarks& gutterMarks() const { return m_marks; }

public Q_SLOTS:
    void nextChange() { jump(true); }
    void previousChange() { jump(false); }

Q_SIGNALS:
    /// Another difference or none is shown; its marks are gone.
    void diffShown();
    /// Double click beside a line's number, or C on the current line. `line` from 1, in the older text when `left`.
    void lineAsked(int line, bool left);

protected:
    bool viewportEvent(QEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Side
    {
        double x = 0; ///< of the line number column
        double width = 0;
        bool left = false;
    };

    struct LineSide
    {
        int line = 0; ///< from 1; 0: none there
        bool left = false;
    };

    void relayout();
    void jump(bool forward);
    const DiffLine* lineAt(int y) const;
    LineSide sideOf(const DiffLine& line, double x) const;
    const GutterMark* markOf(LineSide side) const;
    void paintMark(QPainter& painter, const Theme& theme, const GutterMark& mark, QPointF at);
    int lineHeight() const;
    double numberWidth() const;
    void paintFold(QPainter& painter, const Theme& theme, const DiffLine& line, double y);
    void paintSide(QPainter& painter, const Theme& theme, const DiffLine& line, const Side& side, double y);
    void paintCode(QPainter& painter, const Theme& theme, const std::string& code, const std::vector<Span>& spans,
                   QColor mark, QPointF at);

    LineDiff m_diff;
    std::vector<DiffLine> m_lines;
    std::set<int> m_opened;
    GutterMarks m_marks;
    QString m_message;
    bool m_sideBySide = false;
    int m_current = -1;
};

} // namespace espalier
