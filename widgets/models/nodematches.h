#pragma once

#include "widgets/models/livegraph.h"
#include "widgets/models/nodebits.h"
#include "widgets/models/nodefilter.h"

#include <QObject>

#include <map>

namespace espalier {

/// How often each thing that can be filtered by is there.
struct NodeTally
{
    std::map<Verdict, int> verdicts{};
    std::map<NodeMark, int> marks{};
    std::map<Bound, int> bounds{};
    std::map<std::string, int> skills{};
};

/// Which nodes of the open session the filter leaves bright; canvas, outline, icicle and roofline dim the others. New
/// nodes are asked as they come, the rest only when the filter or somebody's marks change: at 100,000 nodes a change
/// costs some ten milliseconds. GUI thread.
class NodeMatches : public QObject
{
    Q_OBJECT
public:
    explicit NodeMatches(const LiveGraph& live, QObject* parent = nullptr);

    const NodeFilter& filter() const { return m_filter; }
    void setFilter(const NodeFilter& filter);
    /// The filter with other words; the rest of it stays.
    void setText(const QString& text);

    /// Something is filtered by, so what does not match is dimmed.
    bool isActive() const { return !m_filter.isEmpty(); }
    bool isDimmed(NodeNumber node) const { return isActive() && !m_bits.contains(node); }
    const NodeBits& bits() const { return m_bits; }
    int count() const { return static_cast<int>(m_bits.size()); }
    /// The match after this node (0-th: from the first), round and round; none where nothing matches.
    std::optional<NodeNumber> after(std::optional<NodeNumber> node) const;
    std::optional<NodeNumber> before(std::optional<NodeNumber> node) const;
    /// Counted anew each time: for menus that are about to open.
    NodeTally tally() const;

Q_SIGNALS:
    /// Another filter, or other nodes match it.
    void changed();

private:
    void settle();
    void ask(NodeNumber first);
    bool matches(NodeNumber node, bool pruned) const;

    const LiveGraph& m_live;
    NodeFilter m_filter;
    NodeQuery m_query{QString()};
    NodeBits m_bits;
    std::vector<bool> m_pruned; ///< by node: it or one above it
    bool m_stale = false;       ///< marks changed since everything was asked
    bool m_grown = false;       ///< nodes came, or all of them went, in this batch
};

} // namespace espalier
