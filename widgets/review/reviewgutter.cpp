#include "widgets/review/reviewgutter.h"

#include "widgets/common/codeview.h"
#include "widgets/common/format.h"
#include "widgets/diff/diffview.h"
#include "widgets/review/remarkdialog.h"
#include "widgets/review/reviewtext.h"

#include <algorithm>

namespace espalier {

ReviewGutter::ReviewGutter(ReviewDesk& desk, DiffView& diff, CodeView& source, QWidget* parent)
    : QObject(parent), m_desk(desk), m_diff(diff), m_source(source), m_parent(parent)
{
    connect(&desk, &ReviewDesk::changed, this, [this] {
        markSource();
        markDiff();
    });
    connect(&diff, &DiffView::diffShown, this, &ReviewGutter::markDiff);
    connect(&diff, &DiffView::lineAsked, this, &ReviewGutter::askInDiff);
    connect(&source, &CodeView::lineAsked, this, [this](int line) { ask(line, CommentSide::Own); });
    markSource();
    markDiff();
}

namespace {

/// One mark a line: what all open comments on it say.
GutterMarks marksOf(const std::vector<PlacedComment>& comments)
{
    GutterMarks marks;
    for (const PlacedComment& one : comments) {
        if (!one.isOpen() || !one.place || one.place->fate == LineFate::Deleted) {
            continue;
        }
        const bool left = one.comment.said.side == CommentSide::Parent;
        const QString text =
            reviewtext::foreign(one.comment.author) + QStringLiteral(": ") + reviewtext::foreign(one.comment.said.text);
        const auto same = std::ranges::find_if(
            marks, [&](const GutterMark& mark) { return mark.line == one.place->line && mark.left == left; });
        if (same == marks.end()) {
            marks.push_back({one.place->line, left, one.isOutdated(), text});
        } else {
            same->outdated = same->outdated && one.isOutdated();
            same->text += QLatin1Char('\n') + text;
        }
    }
    return marks;
}

} // namespace

void ReviewGutter::markSource()
{
    GutterMarks marks = marksOf(m_desk.comments());
    std::erase_if(marks, &GutterMark::left);
    m_source.setGutterMarks(marks);
}

void ReviewGutter::markDiff()
{
    GutterMarks marks = marksOf(m_desk.comments());
    std::erase_if(marks, [this](const GutterMark& mark) { return !isShown(mark.line, mark.left); });
    m_diff.setGutterMarks(std::move(marks));
}

/// Whether that line of the difference is that line of the node, or of its parent.
bool ReviewGutter::isShown(int line, bool left) const
{
    const auto& rows = m_diff.diff().rows;
    const auto& lines = m_desk.lines(left ? CommentSide::Parent : CommentSide::Own);
    const auto row =
        std::ranges::find_if(rows, [&](const DiffRow& one) { return (left ? one.leftLine : one.rightLine) == line; });
    return row != rows.end() && line >= 1 && line <= static_cast<int>(lines.size()) &&
           (left ? row->left : row->right) == lines[static_cast<std::size_t>(line - 1)];
}

void ReviewGutter::askInDiff(int line, bool left)
{
    if (isShown(line, left)) {
        ask(line, left ? CommentSide::Parent : CommentSide::Own);
    } else if (line > 0) {
        Q_EMIT m_desk.refused(
            tr("Only lines of the node's source and of its parent's can be commented on; compare it with its parent."));
    }
}

void ReviewGutter::ask(int line, CommentSide side)
{
    const auto& lines = m_desk.lines(side);
    const std::optional<NodeNumber> node = m_desk.node();
    if (!node || line < 1 || line > static_cast<int>(lines.size())) {
        return;
    }
    const QString quote = format::codeLine(lines[static_cast<std::size_t>(line - 1)]).trimmed();
    const QString explanation = side == CommentSide::Own
                                    ? tr("It stays with this line in the nodes that grow from here.")
                                    : tr("A line of the parent that this node took out or changed.");
    auto* dialog = new RemarkDialog(
        {tr("Comment on line %1 of #%2").arg(line).arg(*node), explanation, quote, tr("Comment")}, m_parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, node, line, side] {
        if (m_desk.node() == node) {
            m_desk.comment(line, side, dialog->remark());
        }
    });
    dialog->open();
}

} // namespace espalier
