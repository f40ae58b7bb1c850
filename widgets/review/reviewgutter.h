#pragma once

#include "widgets/common/guttermark.h"
#include "widgets/review/reviewdesk.h"

#include <QObject>

namespace espalier {

class CodeView;
class DiffView;

/// Puts comments beside the lines of the views that show the node's source, and asks for new ones there. A difference
/// gets marks where its sides are the node's source and its parent's, whatever else it may be made to compare.
class ReviewGutter : public QObject
{
    Q_OBJECT
public:
    ReviewGutter(ReviewDesk& desk, DiffView& diff, CodeView& source, QWidget* parent);

private:
    void markSource();
    void markDiff();
    bool isShown(int line, bool left) const;
    void ask(int line, CommentSide side);
    void askInDiff(int line, bool left);

    ReviewDesk& m_desk;
    DiffView& m_diff;
    CodeView& m_source;
    QWidget* m_parent;
};

} // namespace espalier
