#include "widgets/review/reviewdesk.h"

#include "core/diff/githunks.h"
#include "core/review/objection.h"
#include "widgets/common/format.h"

#include <algorithm>

namespace espalier {

ReviewDesk::ReviewDesk(const LiveGraph& live, DetailsCache& details, Selection& selection, QObject* parent)
    : QObject(parent), m_live(live), m_details(details), m_selection(selection)
{
    connect(&selection, &Selection::changed, this, &ReviewDesk::refresh);
    connect(&live, &LiveGraph::wasReset, this, &ReviewDesk::refresh);
    connect(&live, &LiveGraph::marked, this, [this](const std::vector<NodeNumber>& nodes) {
        if (concerns(nodes)) {
            refresh();
        }
    });
    connect(&details, &DetailsCache::arrived, this, [this](NodeNumber node) {
        if (concerns({node})) {
            refresh();
        }
    });
    refresh();
}

bool ReviewDesk::concerns(const std::vector<NodeNumber>& nodes) const
{
    // Ascending: children have larger numbers than their parents.
    return std::ranges::any_of(nodes, [this](NodeNumber one) { return std::ranges::binary_search(m_lineage, one); });
}

const NodeReview& ReviewDesk::review() const
{
    static const NodeReview kNothing;
    return m_node ? m_live.reviews().of(*m_node) : kNothing;
}

void ReviewDesk::refresh()
{
    m_node = m_selection.node();
    if (m_node && *m_node >= m_live.graph().size()) {
        m_node.reset();
    }
    m_comments.clear();
    m_items.clear();
    m_own.clear();
    m_parent.clear();
    m_lineage = m_node ? m_live.graph().lineage(*m_node) : std::vector<NodeNumber>();
    if (m_node) {
        // Held here: what arrives for another may push it out of the cache.
        std::vector<NodeDetailsPtr> held;
        m_comments = commentsOn(m_live.reviews(), m_lineage, [&](NodeNumber number) -> const std::string* {
            held.push_back(m_details.get(number));
            return held.back() ? &held.back()->candidate.source : nullptr;
        });
        if (const NodeDetailsPtr own = m_details.get(*m_node); own && own->problem.isEmpty()) {
            const std::string name = std::to_string(m_live.session().id) + "." + std::to_string(*m_node);
            m_items = checklist({name, own->evaluation, own->candidate, review(), m_comments});
        }
        readLines();
    }
    Q_EMIT changed();
}

void ReviewDesk::readLines()
{
    const auto read = [this](NodeNumber number, std::vector<std::string>& lines) {
        if (const NodeDetailsPtr details = m_details.get(number)) {
            for (const std::string_view line : splitLines(details->candidate.source)) {
                lines.emplace_back(line);
            }
        }
    };
    read(*m_node, m_own);
    if (const std::optional<NodeNumber> parent = m_live.graph().parent(*m_node)) {
        read(*parent, m_parent);
    }
}

std::optional<Error> ReviewDesk::obstacle(SteerVerb verb) const
{
    return objection({verb, m_node, 0, "a reason"}, review(), m_items, 0);
}

bool ReviewDesk::say(SteerVerb verb, double value, const QString& text)
{
    if (!m_node) {
        return false;
    }
    const SteerCommand command{verb, m_node, value, text.toStdString()};
    if (const auto against = objection(command, review(), m_items, static_cast<int>(m_own.size()))) {
        Q_EMIT refused(format::text(against->sentence()));
        return false;
    }
    Q_EMIT said(command);
    return true;
}

void ReviewDesk::note(NodeNumber node, const QString& text)
{
    if (node < m_live.graph().size() && text != format::text(m_live.reviews().of(node).note.text)) {
        Q_EMIT said({SteerVerb::Note, node, 0, text.toStdString()});
    }
}

bool ReviewDesk::comment(int line, CommentSide side, const QString& text)
{
    const std::vector<std::string>& source = lines(side);
    if (!m_node || line < 1 || line > static_cast<int>(source.size()) || text.trimmed().isEmpty()) {
        return false;
    }
    const std::string said =
        toText(CommentText{text.trimmed().toStdString(), side, source[static_cast<std::size_t>(line - 1)]});
    Q_EMIT this->said({SteerVerb::Comment, m_node, static_cast<double>(line), said});
    return true;
}

} // namespace espalier
