#pragma once

#include "core/review/checklist.h"
#include "widgets/models/detailscache.h"
#include "widgets/models/livegraph.h"
#include "widgets/models/selection.h"

#include <QObject>

#include <optional>
#include <vector>

namespace espalier {

/// The review of the selected node as the window knows it: what was said, where comments stand here, and the checklist
/// as soon as the details have come. Everything somebody says of the node leaves through it. GUI thread.
class ReviewDesk : public QObject
{
    Q_OBJECT
public:
    ReviewDesk(const LiveGraph& live, DetailsCache& details, Selection& selection, QObject* parent = nullptr);

    std::optional<NodeNumber> node() const { return m_node; }
    const NodeReview& review() const;
    const std::vector<PlacedComment>& comments() const { return m_comments; }
    /// Empty until the node's details are here.
    const std::vector<CheckItem>& items() const { return m_items; }
    /// The lines of the node's source, or of its parent's; empty until they are here.
    const std::vector<std::string>& lines(CommentSide side) const
    {
        return side == CommentSide::Own ? m_own : m_parent;
    }

    /// Why a step of the review cannot be taken now; a missing reason is no obstacle.
    std::optional<Error> obstacle(SteerVerb verb) const;
    /// Whether an approval wants a reason.
    bool wantsReason() const { return !isClean(m_items); }

    /// Sends a command about the node, unless something stands against it: then refused() says what.
    bool say(SteerVerb verb, double value = 0, const QString& text = {});
    /// Of any node: a note that is kept when another one is selected.
    void note(NodeNumber node, const QString& text);
    bool comment(int line, CommentSide side, const QString& text);

Q_SIGNALS:
    void changed();
    void said(const espalier::SteerCommand& command);
    void refused(const QString& sentence);

private:
    void refresh();
    bool concerns(const std::vector<NodeNumber>& nodes) const;
    void readLines();

    const LiveGraph& m_live;
    DetailsCache& m_details;
    Selection& m_selection;
    std::optional<NodeNumber> m_node;
    std::vector<NodeNumber> m_lineage;
    std::vector<PlacedComment> m_comments;
    std::vector<CheckItem> m_items;
    std::vector<std::string> m_own;
    std::vector<std::string> m_parent;
};

} // namespace espalier
