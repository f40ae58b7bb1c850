// The diff view under pointer and keyboard; how it is drawn is in diffview.cpp.
#include "widgets/common/format.h"
#include "widgets/diff/diffview.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>

namespace espalier {

int DiffView::lineAt(double y) const
{
    const int line = static_cast<int>((y + verticalScrollBar()->value()) / lineHeight());
    return std::clamp(line, 0, std::max(0, static_cast<int>(m_lines.size()) - 1));
}

bool DiffView::sideAt(const DiffLine& line, double x) const
{
    return m_sideBySide ? x < viewport()->width() / 2.0 : line.kind == DiffLine::Removed;
}

TextPlace DiffView::placeAt(QPointF at, bool left) const
{
    const int index = lineAt(at.y());
    const DiffLine& line = m_lines[static_cast<std::size_t>(index)];
    const std::string* code = codeOf(line, left);
    if (code == nullptr) {
        return {index, 0};
    }
    const QString shown = format::codeLine(*code);
    const double x = at.x() - codeX(sideOf(line, left)) + horizontalScrollBar()->value();
    const QFontMetricsF metrics(font());
    // Widths grow with the prefix, and a letter of another script need not be as wide as a digit.
    int low = 0;
    int high = static_cast<int>(shown.size());
    while (low < high) {
        const int middle = (low + high) / 2;
        const double end = metrics.horizontalAdvance(shown.left(middle + 1));
        const double begin = metrics.horizontalAdvance(shown.left(middle));
        (begin + end) / 2 < x ? (void)(low = middle + 1) : (void)(high = middle);
    }
    return {index, low};
}

void DiffView::openFold(int line)
{
    m_opened.insert(m_lines[static_cast<std::size_t>(line)].row);
    m_selection.clear();
    m_current = -1;
    relayout();
}

void DiffView::mousePressEvent(QMouseEvent* event)
{
    const double y = event->position().y() + verticalScrollBar()->value();
    const bool outside = y < 0 || y >= double(m_lines.size()) * lineHeight();
    m_isSelecting = false; // a drag that began on a fold, or below the text, selects nothing
    if (outside || event->button() != Qt::LeftButton) {
        QAbstractScrollArea::mousePressEvent(event);
        return;
    }
    const int index = lineAt(event->position().y());
    const DiffLine& line = m_lines[static_cast<std::size_t>(index)];
    if (line.kind == DiffLine::Fold) {
        openFold(index);
        return;
    }
    const bool left = sideAt(line, event->position().x());
    const TextPlace place = placeAt(event->position(), left);
    if ((event->modifiers() & Qt::ShiftModifier) != 0 && !m_selection.isEmpty()) {
        m_selection.extend(place);
    } else {
        m_selection.begin(place, left);
        m_current = index;
    }
    m_isSelecting = true;
    viewport()->update();
}

void DiffView::mouseMoveEvent(QMouseEvent* event)
{
    if ((event->buttons() & Qt::LeftButton) == 0 || !m_isSelecting || m_lines.empty()) {
        return;
    }
    m_selection.extend(placeAt(event->position(), m_selection.isLeft()));
    // Beyond the edge the text follows the pointer.
    const double y = event->position().y();
    const int beyond = y < 0 ? -1 : y > viewport()->height() ? 1 : 0;
    verticalScrollBar()->setValue(verticalScrollBar()->value() + beyond * lineHeight());
    viewport()->update();
}

void DiffView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (m_lines.empty() || event->button() != Qt::LeftButton || asksBesideNumber(event->pos())) {
        return;
    }
    const int index = lineAt(event->position().y());
    const DiffLine& line = m_lines[static_cast<std::size_t>(index)];
    const bool left = sideAt(line, event->position().x());
    const std::string* code = codeOf(line, left);
    if (code == nullptr) {
        return;
    }
    const QString shown = format::codeLine(*code);
    const auto isWord = [&shown](int at) {
        return at >= 0 && at < shown.size() && (shown[at].isLetterOrNumber() || shown[at] == QLatin1Char('_'));
    };
    int begin = placeAt(event->position(), left).column;
    begin = isWord(begin) ? begin : begin - 1;
    int end = begin + 1;
    while (isWord(begin - 1)) {
        --begin;
    }
    while (isWord(end)) {
        ++end;
    }
    m_selection.begin({index, std::max(0, begin)}, left);
    m_selection.extend({index, end});
    viewport()->update();
}

void DiffView::contextMenuEvent(QContextMenuEvent* event)
{
    if (event->reason() == QContextMenuEvent::Mouse && !m_lines.empty() && m_selection.isEmpty()) {
        m_current = lineAt(event->pos().y());
        viewport()->update();
    }
    Q_EMIT menuRequested(event->globalPos());
}

int DiffView::currentRow() const
{
    if (m_lines.empty()) {
        return 0;
    }
    const int line = m_current >= 0 ? m_current : lineAt(0);
    return m_lines[static_cast<std::size_t>(std::min<int>(line, static_cast<int>(m_lines.size()) - 1))].row;
}

QString DiffView::selectedText() const
{
    QStringList texts;
    for (int i = m_selection.firstLine(); !m_selection.isEmpty() && i <= m_selection.lastLine(); ++i) {
        const std::string* code = codeOf(m_lines[static_cast<std::size_t>(i)], m_selection.isLeft());
        if (code == nullptr) {
            continue;
        }
        const QString shown = format::codeLine(*code);
        const auto [from, to] = m_selection.in(i, static_cast<int>(shown.size()));
        const bool whole = from == 0 && to == shown.size();
        texts << (whole ? format::text(*code) : shown.mid(from, to - from));
    }
    return texts.join(QLatin1Char('\n'));
}

void DiffView::copySelection() const
{
    if (!m_selection.isEmpty()) {
        QGuiApplication::clipboard()->setText(selectedText());
    }
}

void DiffView::selectAll()
{
    if (m_lines.empty()) {
        return;
    }
    const int last = static_cast<int>(m_lines.size()) - 1;
    const bool left = m_selection.isLeft();
    const std::string* code = codeOf(m_lines.back(), left);
    m_selection.begin({0, 0}, left);
    m_selection.extend({last, code == nullptr ? 0 : static_cast<int>(format::codeLine(*code).size())});
    viewport()->update();
}

void DiffView::centreOn(int line)
{
    verticalScrollBar()->setValue(line * lineHeight() - viewport()->height() / 2);
}

/// With the text in focus, Ctrl+A and Ctrl+C are the text's and not the window's.
bool DiffView::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::SelectAll) || key->matches(QKeySequence::Copy)) {
            event->accept();
            return true;
        }
    }
    return QAbstractScrollArea::event(event);
}

void DiffView::keyPressEvent(QKeyEvent* event)
{
    QScrollBar* bar = verticalScrollBar();
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        return;
    }
    if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
        return;
    }
    switch (event->key()) {
    case Qt::Key_C:
        event->modifiers() == Qt::NoModifier ? askAtCurrent() : QAbstractScrollArea::keyPressEvent(event);
        return;
    case Qt::Key_Up:
        bar->triggerAction(QScrollBar::SliderSingleStepSub);
        return;
    case Qt::Key_Down:
        bar->triggerAction(QScrollBar::SliderSingleStepAdd);
        return;
    case Qt::Key_Left:
        horizontalScrollBar()->triggerAction(QScrollBar::SliderSingleStepSub);
        return;
    case Qt::Key_Right:
        horizontalScrollBar()->triggerAction(QScrollBar::SliderSingleStepAdd);
        return;
    case Qt::Key_PageUp:
        bar->triggerAction(QScrollBar::SliderPageStepSub);
        return;
    case Qt::Key_PageDown:
        bar->triggerAction(QScrollBar::SliderPageStepAdd);
        return;
    case Qt::Key_Home:
        bar->triggerAction(QScrollBar::SliderToMinimum);
        return;
    case Qt::Key_End:
        bar->triggerAction(QScrollBar::SliderToMaximum);
        return;
    case Qt::Key_Escape:
        m_selection.clear();
        viewport()->update();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter: {
        // The fold nearest below what is looked at.
        const auto from = m_lines.begin() + (m_lines.empty() ? 0 : m_current >= 0 ? m_current : lineAt(0));
        const auto fold =
            std::find_if(from, m_lines.end(), [](const DiffLine& line) { return line.kind == DiffLine::Fold; });
        if (fold != m_lines.end()) {
            openFold(static_cast<int>(fold - m_lines.begin()));
        }
        return;
    }
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

} // namespace espalier
