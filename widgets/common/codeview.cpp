#include "widgets/common/codeview.h"

#include "widgets/common/fonts.h"
#include "widgets/common/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QVBoxLayout>

// clang-format off
#include "widgets/common/keywordson.h"
#include <Qsci/qscilexercpp.h>
#include <Qsci/qsciscintilla.h>
#include "widgets/common/keywordsoff.h"
// clang-format on

namespace espalier {

namespace {

constexpr int kMark = 1;    ///< Scintilla's marker of a line somebody has spoken of
constexpr int kOldMark = 2; ///< the same of a line that was otherwise then

} // namespace

CodeView::CodeView(bool readOnly, QWidget* parent) : QWidget(parent), m_editor(new QsciScintilla(this))
{
    m_editor->setUtf8(true);
    m_editor->setFrameShape(QFrame::NoFrame);
    m_editor->setMarginType(0, QsciScintilla::NumberMargin);
    m_editor->setMarginWidth(1, 0);
    m_editor->setMarginMarkerMask(1, 1 << kMark | 1 << kOldMark);
    m_editor->markerDefine(QsciScintilla::Circle, kMark);
    m_editor->markerDefine(QsciScintilla::Circle, kOldMark);
    m_editor->installEventFilter(this);
    m_editor->viewport()->installEventFilter(this);
    m_editor->SendScintilla(QsciScintilla::SCI_SETMARGINLEFT, 0UL, 8L);
    m_editor->setIndentationsUseTabs(false);
    m_editor->setTabWidth(4);
    m_editor->setAutoIndent(true);
    m_editor->setReadOnly(readOnly);
    // What is dropped on a text that is only read is meant for the window.
    m_editor->setAcceptDrops(!readOnly);
    m_editor->viewport()->setAcceptDrops(!readOnly);
    m_editor->setCaretLineVisible(!readOnly);
    m_editor->setBraceMatching(QsciScintilla::SloppyBraceMatch);
    m_editor->SendScintilla(QsciScintilla::SCI_SETSCROLLWIDTH, 100);
    m_editor->SendScintilla(QsciScintilla::SCI_SETSCROLLWIDTHTRACKING, 1);
    m_editor->setLexer(new QsciLexerCPP(m_editor));
    m_editor->setAccessibleName(readOnly ? tr("Source") : tr("Source editor"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_editor);
    applyTheme();
}

void CodeView::setCode(const QString& code)
{
    const bool readOnly = m_editor->isReadOnly();
    m_editor->setReadOnly(false);
    m_editor->setText(code);
    m_editor->setReadOnly(readOnly);
    m_editor->setMarginWidth(0, QString::number(m_editor->lines()) + QStringLiteral("000"));
    m_editor->setCursorPosition(0, 0);
    setGutterMarks(m_marks); // the editor forgets them with its text
}

void CodeView::setGutterMarks(const GutterMarks& marks)
{
    m_marks = GutterMarks(marks);
    m_editor->markerDeleteAll(kMark);
    m_editor->markerDeleteAll(kOldMark);
    for (const GutterMark& mark : marks) {
        m_editor->markerAdd(mark.line - 1, mark.outdated ? kOldMark : kMark);
    }
    m_editor->setMarginWidth(1, marks.empty() ? 0 : 14);
}

void CodeView::goToLine(int line)
{
    m_editor->setSelection(line - 1, 0, line - 1, m_editor->lineLength(line - 1));
    m_editor->ensureLineVisible(line - 1);
}

int CodeView::currentLine() const
{
    int line = 0;
    int column = 0;
    int end = 0;
    // A line that is selected whole has the cursor on the next one.
    if (m_editor->hasSelectedText()) {
        m_editor->getSelection(&line, &column, &end, &column);
    } else {
        m_editor->getCursorPosition(&line, &column);
    }
    return line + 1;
}

bool CodeView::eventFilter(QObject* watched, QEvent* event)
{
    const bool reads = m_editor->isReadOnly();
    if (event->type() == QEvent::MouseButtonDblClick && watched == m_editor->viewport() && reads) {
        const QPoint at = static_cast<QMouseEvent*>(event)->pos();
        const int line = m_editor->lineAt(at);
        if (at.x() < m_editor->marginWidth(0) + m_editor->marginWidth(1) && line >= 0) {
            Q_EMIT lineAsked(line + 1);
            return true;
        }
    }
    if (event->type() == QEvent::KeyPress && watched == m_editor && reads) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_C && key->modifiers() == Qt::NoModifier) {
            Q_EMIT lineAsked(currentLine());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

QString CodeView::code() const
{
    return m_editor->text();
}

QWidget* CodeView::editor() const
{
    return m_editor;
}

void CodeView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        applyTheme(); // the lexer has fonts of its own
    }
}

void CodeView::applyTheme()
{
    const Theme theme = Theme::fromPalette(palette());
    QsciLexer* lexer = m_editor->lexer();
    lexer->setFont(fonts::code(font()));
    lexer->setDefaultPaper(theme.color(Role::Panel));
    lexer->setPaper(theme.color(Role::Panel));
    lexer->setColor(theme.color(Role::Text));
    const auto style = [&](Role role, std::initializer_list<int> styles) {
        for (const int number : styles) {
            lexer->setColor(theme.color(role), number);
        }
    };
    style(Role::Dim,
          {QsciLexerCPP::Comment, QsciLexerCPP::CommentLine, QsciLexerCPP::CommentDoc, QsciLexerCPP::CommentLineDoc});
    style(Role::CodeKeyword, {QsciLexerCPP::Keyword, QsciLexerCPP::KeywordSet2});
    style(Role::CodeString, {QsciLexerCPP::DoubleQuotedString, QsciLexerCPP::SingleQuotedString});
    style(Role::CodeNumber, {QsciLexerCPP::Number});
    style(Role::CodeDirective, {QsciLexerCPP::PreProcessor});
    m_editor->setMarginsFont(fonts::code(font()));
    m_editor->setMarginsBackgroundColor(theme.color(Role::Panel));
    m_editor->setMarginsForegroundColor(theme.color(Role::Dim));
    m_editor->setMarkerBackgroundColor(theme.color(Role::Accent), kMark);
    m_editor->setMarkerForegroundColor(theme.color(Role::Accent), kMark);
    m_editor->setMarkerBackgroundColor(theme.color(Role::Panel), kOldMark);
    m_editor->setMarkerForegroundColor(theme.color(Role::Accent), kOldMark);
    m_editor->setCaretForegroundColor(theme.color(Role::Text));
    m_editor->setCaretLineBackgroundColor(theme.color(Role::Raised));
    m_editor->setSelectionBackgroundColor(theme.color(Role::Accent));
    m_editor->setSelectionForegroundColor(theme.color(Role::OnAccent));
    m_editor->setMatchedBraceBackgroundColor(theme.color(Role::DiffAddWord));
    m_editor->setMatchedBraceForegroundColor(theme.color(Role::Text));
}

} // namespace espalier
