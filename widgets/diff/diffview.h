#pragma once

#include "core/diff/linediff.h"
#include "widgets/common/guttermark.h"
#include "widgets/common/theme.h"
#include "widgets/diff/difflines.h"
#include "widgets/diff/textselection.h"

#include <QAbstractScrollArea>
#include <QString>

#include <set>
#include <vector>

namespace espalier {

/// Draws one LineDiff, unified or side by side: signs as well as colours, words that differ marked, unchanged runs
/// folded until opened. Paints the lines in sight only, so a 50,000-line diff scrolls like a short one. Text is
/// selected with the pointer and copied as it is shown; keys: Home, End, Page Up and Down, arrows, Enter opens the next
/// fold, Ctrl+A and Ctrl+C. GUI thread.
class DiffView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit DiffView(QWidget* parent = nullptr);

    /// `same` is said where nothing differs.
    void setDiff(LineDiff diff, const QString& same = {});
    /// Nothing to compare: a sentence that says why.
    void setMessage(const QString& message);
    const QString& message() const { return m_message; }
    void setSideBySide(bool sideBySide);
    bool isSideBySide() const { return m_sideBySide; }
    /// Shows unchanged lines instead of folds; holds for the diffs to come.
    void setUnfolded(bool unfolded);
    const std::vector<DiffLine>& lines() const { return m_lines; }
    const LineDiff& diff() const { return m_diff; }
    /// The line the last jump or click went to; -1 before the first.
    int currentLine() const { return m_current; }
    /// The row of the diff that a command on "this change" means: the current line's, else the first in sight.
    int currentRow() const;
    /// What is selected, as it is shown; lines that are selected whole as they are.
    QString selectedText() const;
    int lineHeight() const;
    /// Scrolls so that this line is in the middle.
    void centreOn(int line);
    /// Marks these lines, from 1, of the older or the newer text, opens what folds them away and goes to the first.
    /// Also where both texts are the same, which are shown then. Until another difference is shown.
    void light(std::vector<int> lines, bool left);
    const std::vector<int>& lit() const { return m_lit; }
    /// To the next of them, from the last to the first.
    void nextLit();
    void setGutterMarks(GutterMarks marks);
    const GutterMarks& gutterMarks() const { return m_marks; }

public Q_SLOTS:
    void nextChange() { jump(true); }
    void previousChange() { jump(false); }

Q_SIGNALS:
    /// Other lines are shown.
    void linesChanged();
    void menuRequested(QPoint globalPosition);
    /// Another difference or none is shown; its marks are gone.
    void diffShown();
    /// Double click beside a line's number, or C on the current line. `line` from 1, in the older text when `left`.
    void lineAsked(int line, bool left);

protected:
    bool event(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
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
    void openFold(int line);
    void openLit();
    bool isLit(const DiffRow& row, bool left) const;
    int nextLitAfter(int line) const;
    const DiffLine* numberedLineAt(int y) const;
    LineSide numberAt(const DiffLine& line, double x) const;
    const GutterMark* markOf(LineSide side) const;
    bool asksBesideNumber(QPoint at);
    void askAtCurrent();
    void paintMark(QPainter& painter, const Theme& theme, const GutterMark& mark, QPointF at);
    double numberWidth() const;
    double characterWidth() const;
    Side sideOf(const DiffLine& line, bool left) const;
    double codeX(const Side& side) const;
    const std::string* codeOf(const DiffLine& line, bool left) const;
    bool sideAt(const DiffLine& line, double x) const;
    int lineAt(double y) const;
    TextPlace placeAt(QPointF at, bool left) const;
    void copySelection() const;
    void selectAll();
    void paintFold(QPainter& painter, const Theme& theme, const DiffLine& line, double y);
    void paintSide(QPainter& painter, const Theme& theme, const DiffLine& line, const Side& side, double y);
    void paintCode(QPainter& painter, const Theme& theme, const std::string& code, const std::vector<Span>& spans,
                   QColor mark, QPointF at);
    void paintSelected(QPainter& painter, const Theme& theme, const QString& shown, QPointF at,
                       std::pair<int, int> part);

    LineDiff m_diff;
    std::vector<DiffLine> m_lines;
    std::set<int> m_opened;
    TextSelection m_selection;
    GutterMarks m_marks;
    std::vector<int> m_lit; ///< ascending
    bool m_litLeft = false;
    QString m_message;
    bool m_sideBySide = false;
    bool m_unfolded = false;
    bool m_isSelecting = false; ///< the button went down on a line of text
    int m_current = -1;
};

} // namespace espalier
