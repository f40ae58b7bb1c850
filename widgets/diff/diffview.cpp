#include "widgets/diff/diffview.h"

#include "widgets/common/fonts.h"
#include "widgets/common/format.h"

#include <QApplication>
#include <QFontMetricsF>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace espalier {

DiffView::DiffView(QWidget* parent) : QAbstractScrollArea(parent)
{
    setObjectName(QStringLiteral("diffView"));
    setAccessibleName(tr("Difference"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setFont(fonts::code(font()));
    setMinimumHeight(96);
}

void DiffView::setDiff(LineDiff diff, const QString& same)
{
    m_diff = std::move(diff);
    m_message = m_diff.isEmpty() ? (same.isEmpty() ? tr("The source is the same.") : same) : QString();
    m_opened.clear();
    m_selection.clear();
    m_marks.clear();
    m_lit.clear();
    m_current = -1;
    setAccessibleDescription(tr("%n lines added", nullptr, m_diff.added) + QStringLiteral(", ") +
                             tr("%n lines removed", nullptr, m_diff.removed));
    relayout();
    verticalScrollBar()->setValue(0);
    horizontalScrollBar()->setValue(0);
    Q_EMIT diffShown();
}

void DiffView::setMessage(const QString& message)
{
    m_diff = {};
    m_marks.clear();
    m_lit.clear();
    m_message = message;
    m_selection.clear();
    m_current = -1;
    setAccessibleDescription(message);
    relayout();
    Q_EMIT diffShown();
}

void DiffView::setSideBySide(bool sideBySide)
{
    const int row = currentRow();
    m_sideBySide = sideBySide;
    m_selection.clear();
    m_current = -1;
    relayout();
    // What was looked at stays in sight.
    const auto same = std::ranges::find_if(m_lines, [row](const DiffLine& line) { return line.row >= row; });
    if (same != m_lines.end()) {
        verticalScrollBar()->setValue(static_cast<int>(same - m_lines.begin()) * lineHeight());
    }
}

void DiffView::setUnfolded(bool unfolded)
{
    m_unfolded = unfolded;
    m_selection.clear();
    m_current = -1;
    relayout();
}

int DiffView::lineHeight() const
{
    return static_cast<int>(std::ceil(fontMetrics().height() * 1.25 / 2)) * 2;
}

double DiffView::characterWidth() const
{
    return QFontMetricsF(font()).horizontalAdvance(QLatin1Char('0'));
}

double DiffView::numberWidth() const
{
    const auto digits = std::max<qsizetype>(3, QString::number(m_diff.rows.size()).size());
    return characterWidth() * double(digits) + 12;
}

DiffView::Side DiffView::sideOf(const DiffLine& line, bool left) const
{
    const double half = std::floor(viewport()->width() / 2.0);
    if (!m_sideBySide) {
        return {0, double(viewport()->width()), line.kind == DiffLine::Removed};
    }
    return left ? Side{0, half, true} : Side{half, viewport()->width() - half, false};
}

double DiffView::codeX(const Side& side) const
{
    return side.x + numberWidth() + 2.5 * characterWidth();
}

const std::string* DiffView::codeOf(const DiffLine& line, bool left) const
{
    if (line.kind == DiffLine::Fold) {
        return nullptr;
    }
    const DiffRow& row = m_diff.rows[static_cast<std::size_t>(line.row)];
    const bool isLeft = m_sideBySide ? left : line.kind == DiffLine::Removed;
    return !(isLeft ? row.leftLine : row.rightLine) ? nullptr : isLeft ? &row.left : &row.right;
}

void DiffView::relayout()
{
    const bool empty = m_diff.isEmpty() && m_lit.empty();
    if (m_unfolded) {
        for (const RowRun& run : foldUnchanged(m_diff.rows)) {
            m_opened.insert(run.begin);
        }
    }
    m_lines = empty          ? std::vector<DiffLine>()
              : m_sideBySide ? pairedLines(m_diff, m_opened)
                             : unifiedLines(m_diff, m_opened);
    qsizetype longest = 0;
    for (const DiffRow& row : m_diff.rows) {
        longest = std::max(longest, static_cast<qsizetype>(std::max(row.left.size(), row.right.size())));
    }
    const double character = characterWidth();
    const double code = character * double(std::min<qsizetype>(longest, 2004)) + numberWidth() + 32;
    const double room = m_sideBySide ? viewport()->width() / 2.0 : viewport()->width();
    horizontalScrollBar()->setRange(0, empty ? 0 : std::max(0, static_cast<int>(code - room)));
    horizontalScrollBar()->setPageStep(static_cast<int>(room));
    horizontalScrollBar()->setSingleStep(static_cast<int>(character * 4));
    verticalScrollBar()->setRange(0,
                                  std::max(0, static_cast<int>(m_lines.size()) * lineHeight() - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(lineHeight());
    viewport()->update();
    Q_EMIT linesChanged();
}

void DiffView::jump(bool forward)
{
    const int to = espalier::nextChange(m_lines, m_current, forward);
    if (to < 0) {
        return;
    }
    m_current = to;
    verticalScrollBar()->setValue((to - 2) * lineHeight());
    viewport()->update();
}

void DiffView::paintEvent(QPaintEvent* event)
{
    const Theme theme = Theme::fromPalette(palette());
    QPainter painter(viewport());
    painter.fillRect(event->rect(), theme.color(Role::Panel));
    if (m_lines.empty()) {
        painter.setFont(QApplication::font());
        painter.setPen(theme.color(Role::Dim));
        painter.drawText(viewport()->rect().adjusted(16, 12, -16, -12), Qt::AlignCenter | Qt::TextWordWrap, m_message);
        return;
    }
    painter.setFont(font());
    const int height = lineHeight();
    const int offset = verticalScrollBar()->value();
    const auto first = static_cast<std::size_t>(std::max(0, (event->rect().top() + offset) / height));
    for (std::size_t i = first; i < m_lines.size(); ++i) {
        const double y = double(i) * height - offset;
        if (y > event->rect().bottom()) {
            break;
        }
        if (m_lines[i].kind == DiffLine::Fold) {
            paintFold(painter, theme, m_lines[i], y);
        } else if (m_sideBySide) {
            paintSide(painter, theme, m_lines[i], sideOf(m_lines[i], true), y);
            paintSide(painter, theme, m_lines[i], sideOf(m_lines[i], false), y);
        } else {
            paintSide(painter, theme, m_lines[i], sideOf(m_lines[i], false), y);
        }
    }
    if (m_sideBySide) {
        const double half = std::floor(viewport()->width() / 2.0);
        painter.setPen(theme.color(Role::Line));
        painter.drawLine(QPointF(half + 0.5, 0), QPointF(half + 0.5, viewport()->height()));
    }
    if (m_current >= 0) {
        painter.fillRect(QRectF(0, double(m_current) * height - offset, 3, height), theme.color(Role::Accent));
    }
}

void DiffView::paintFold(QPainter& painter, const Theme& theme, const DiffLine& line, double y)
{
    const QRectF rect(0, y, viewport()->width(), lineHeight());
    painter.fillRect(rect, theme.color(Role::Background));
    painter.setPen(theme.color(Role::Dim));
    painter.drawText(rect, Qt::AlignCenter, tr("⋯  %n unchanged lines  ⋯", nullptr, line.folded));
}

void DiffView::paintSide(QPainter& painter, const Theme& theme, const DiffLine& line, const Side& side, double y)
{
    const DiffRow& row = m_diff.rows[static_cast<std::size_t>(line.row)];
    const std::optional<int>& number = side.left ? row.leftLine : row.rightLine;
    const bool changed = row.kind != DiffRow::Same;
    const QRectF rect(side.x, y, side.width, lineHeight());
    if (!number) {
        painter.fillRect(rect, theme.color(Role::Background));
        return;
    }
    if (changed) {
        painter.fillRect(rect, theme.color(side.left ? Role::DiffRemove : Role::DiffAdd));
    }
    if (isLit(row, side.left)) {
        painter.fillRect(changed ? QRectF() : rect, theme.color(Role::Raised));
        painter.fillRect(QRectF(codeX(side) - characterWidth() / 2 - 3, y, 3, lineHeight()), theme.color(Role::Good));
    }
    const double numbers = numberWidth();
    const double character = characterWidth();
    const double code = codeX(side);
    const QPointF at(code - horizontalScrollBar()->value(), y);
    const std::string& text = side.left ? row.left : row.right;
    painter.save();
    painter.setClipRect(QRectF(code, y, side.width - (code - side.x), lineHeight()));
    paintCode(painter, theme, text, side.left ? row.leftSpans : row.rightSpans,
              theme.color(side.left ? Role::DiffRemoveWord : Role::DiffAddWord), at);
    if (!m_selection.isEmpty() && (!m_sideBySide || side.left == m_selection.isLeft())) {
        const QString shown = format::codeLine(text);
        const auto index = static_cast<int>(&line - m_lines.data());
        paintSelected(painter, theme, shown, at, m_selection.in(index, static_cast<int>(shown.size())));
    }
    painter.restore();
    if (const GutterMark* mark = markOf({*number, side.left})) {
        paintMark(painter, theme, *mark, {side.x + 5.5, y + lineHeight() / 2.0});
    }
    painter.setPen(theme.color(changed ? Role::Text : Role::Dim));
    painter.drawText(QRectF(side.x, y, numbers, lineHeight()), Qt::AlignRight | Qt::AlignVCenter,
                     QString::number(*number));
    if (changed) {
        painter.drawText(QRectF(side.x + numbers, y, 2 * character, lineHeight()), Qt::AlignCenter,
                         side.left ? QStringLiteral("−") : QStringLiteral("+"));
    }
}

void DiffView::paintCode(QPainter& painter, const Theme& theme, const std::string& code, const std::vector<Span>& spans,
                         QColor mark, QPointF at)
{
    const QFontMetricsF metrics(font());
    const auto width = [&](int bytes) {
        const std::string_view prefix = std::string_view(code).substr(0, static_cast<std::size_t>(std::max(0, bytes)));
        return metrics.horizontalAdvance(format::codeLine(prefix));
    };
    for (const Span& span : spans) {
        const double from = width(span.begin);
        const QRectF rect(at.x() + from, at.y() + 2, width(span.end) - from, lineHeight() - 4);
        painter.setRenderHint(QPainter::Antialiasing, true);
        painter.setPen(Qt::NoPen);
        painter.setBrush(mark);
        painter.drawRoundedRect(rect.adjusted(-1, 0, 1, 0), 2, 2);
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
    painter.setPen(theme.color(Role::Text));
    painter.drawText(QPointF(at.x(), at.y() + (lineHeight() + metrics.ascent() - metrics.descent()) / 2),
                     format::codeLine(code));
}

void DiffView::paintSelected(QPainter& painter, const Theme& theme, const QString& shown, QPointF at,
                             std::pair<int, int> part)
{
    if (part.first >= part.second) {
        return;
    }
    const QFontMetricsF metrics(font());
    const double from = metrics.horizontalAdvance(shown.left(part.first));
    const double to = metrics.horizontalAdvance(shown.left(part.second));
    painter.save();
    painter.setClipRect(QRectF(at.x() + from, at.y(), to - from, lineHeight()), Qt::IntersectClip);
    painter.fillRect(QRectF(at.x() + from, at.y(), to - from, lineHeight()), theme.color(Role::Accent));
    painter.setPen(theme.color(Role::OnAccent));
    painter.drawText(QPointF(at.x(), at.y() + (lineHeight() + metrics.ascent() - metrics.descent()) / 2), shown);
    painter.restore();
}

void DiffView::resizeEvent(QResizeEvent*)
{
    relayout();
}

void DiffView::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange && viewport() != nullptr) {
        relayout();
    }
}

} // namespace espalier
