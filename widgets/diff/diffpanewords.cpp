// What the comparison says of its two sides; what it shows is in diffpane.cpp.
#include "widgets/common/elidedlabel.h"
#include "widgets/common/format.h"
#include "widgets/diff/diffpane.h"

namespace espalier {

QString DiffPane::roleOf(NodeNumber number) const
{
    const SearchGraph& graph = m_live.graph();
    QStringList roles;
    if (m_node && graph.parent(*m_node) == number) {
        roles << tr("parent");
    }
    if (m_selection.baseline() == number) {
        roles << tr("baseline");
    }
    if (m_live.best() == number) {
        roles << tr("best");
    }
    if (number == 0) {
        roles << tr("plain seed");
    }
    if (graph.state(number).pinned) {
        roles << tr("pinned");
    }
    const QString failed = format::failure(graph.node(number).verdict);
    // Two say enough; the heading has one line.
    const QString role = roles.mid(0, 2).join(QStringLiteral(", "));
    return failed.isEmpty() ? role : role.isEmpty() ? failed : QStringLiteral("%1 %2").arg(role, failed);
}

void DiffPane::showHeading(const Picture& picture)
{
    const auto side = [this](NodeNumber number) {
        return QStringLiteral("#%1 %2").arg(QString::number(number), roleOf(number)).trimmed();
    };
    m_heading->setText(picture.left == picture.right
                           ? side(picture.right)
                           : QStringLiteral("%1  →  %2").arg(side(picture.left), side(picture.right)));
}

QString DiffPane::headingText() const
{
    return m_heading->text().simplified();
}

QString DiffPane::sameSentence() const
{
    const bool none = m_texts.left.empty() && m_texts.right.empty();
    switch (compared()) {
    case Compared::Assembly:
        return tr("The machine code is the same.");
    case Compared::Prompt:
        return none ? tr("No prompt: neither node was made by a synthesizer that was asked.")
                    : tr("Both were made from the same prompt.");
    case Compared::Answer:
        return none ? tr("No answer: neither node was made by a model.") : tr("Both answers are the same.");
    case Compared::BuildLog:
        return tr("The builds said the same.");
    case Compared::Notes:
        return tr("The same is said of both.");
    case Compared::Source:
    case Compared::Metrics:
        break;
    }
    return m_ignoreWhitespace ? tr("The source is the same but for white space.") : tr("The source is the same.");
}

} // namespace espalier
