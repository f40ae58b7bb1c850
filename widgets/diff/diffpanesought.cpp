// Lines of the machine code that somebody asked to see; what else the comparison shows is in diffpane.cpp.
#include "core/diagnose/listinglines.h"
#include "widgets/common/format.h"
#include "widgets/diff/diffpane.h"
#include "widgets/diff/diffview.h"
#include "widgets/diff/guardbar.h"

#include <QComboBox>

namespace espalier {

void DiffPane::showInstructions(const QString& figure, const QString& function)
{
    if (m_node) {
        seek({*m_node, figure.toStdString(), function.toStdString()});
    }
}

void DiffPane::showCodeOf(int sourceLine)
{
    if (m_node && sourceLine > 0) {
        seek({*m_node, {}, {}, sourceLine});
    }
}

void DiffPane::seek(Sought sought)
{
    setCompared(Compared::Assembly);
    m_sought = std::move(sought); // after the tab's change, which forgets what was sought before
    refresh();
}

int DiffPane::currentSourceLine() const
{
    if (!m_shown || m_shown->what != Compared::Source || m_view->diff().rows.empty() || m_coming) {
        return 0;
    }
    const bool left = m_shown->left == m_node;
    const std::vector<DiffRow>& rows = m_view->diff().rows;
    // A line that only the other text has stands where its next one does.
    for (auto row = rows.begin() + m_view->currentRow(); row != rows.end(); ++row) {
        if (const std::optional<int>& line = left ? row->leftLine : row->rightLine) {
            return *line;
        }
    }
    return 0;
}

void DiffPane::lightSought()
{
    if (!m_sought || !m_shown || m_shown->what != Compared::Assembly || m_sought->node != m_node) {
        return;
    }
    const bool left = m_shown->left == m_node && m_shown->right != m_node;
    const std::string& listing = left ? m_texts.left : m_texts.right;
    const std::string form = m_form->currentText().toStdString();
    const NodeDetailsPtr details = m_details.get(*m_node);
    const ListingLines found =
        m_sought->sourceLine == 0 ? linesOfFigure(listing, form, m_sought->figure, m_sought->function)
        : details                 ? functionAtLine(listing, form, details->candidate.source, m_sought->sourceLine)
                                  : ListingLines();
    m_lights->setSentence(soughtSentence(found), found.lines.size() > 1 ? tr("Next") : QString());
    m_view->light(found.lines, left);
}

QString DiffPane::soughtSentence(const ListingLines& found) const
{
    const QString names = format::codeLine(found.names);
    if (m_sought->sourceLine > 0) {
        return found.lines.empty()
                   ? tr("No function here has the name of one at or above line %1: the compiler put its code into "
                        "another, or left it out.")
                         .arg(m_sought->sourceLine)
                   : tr("Line %1 of the source is in %2, which begins at line %3 here.")
                         .arg(m_sought->sourceLine)
                         .arg(names)
                         .arg(found.lines.front());
    }
    return found.lines.empty() ? tr("This build has no such instruction in %1.").arg(m_form->currentText())
                               : tr("%n marked lines of #%1: %2", nullptr, static_cast<int>(found.lines.size()))
                                     .arg(*m_node)
                                     .arg(names);
}

} // namespace espalier
