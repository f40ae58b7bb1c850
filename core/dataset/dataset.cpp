#include "core/dataset/dataset.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace espalier {
namespace {

constexpr std::size_t kLongestPath = 64;
constexpr std::size_t kPairsPerNode = 8;
constexpr int kPage = 32; ///< siblings looked at together

/// The judge's interval; [0, 0] for a kernel that is not correct, whatever was timed of it.
Interval intervalOf(const Node& node)
{
    return isValid(node.verdict) ? node.speedup : Interval{};
}

/// One export under way.
class DatasetExport
{
public:
    DatasetExport(Store& store, const SessionInfo& session, const DatasetOptions& options, const RowSink& sink)
        : m_store(store), m_origin{session.id, session.settings, options.licence}, m_options(options), m_sink(sink)
    {
    }

    /// Everything that was known when this node was recorded and not before.
    Result<void> add(NodeNumber number);
    const DatasetCounts& counts() const { return m_counts; }

private:
    Result<void> addPath(const Node& leaf);
    Result<void> addPairs(const Node& node);
    Result<void> addPair(const Sample& node, const Node& sibling);
    Result<void> addGroup(const Node& node);
    Result<std::vector<Node>> fitPath(const Node& leaf);
    Result<Sample> sample(Node node) { return readSample(m_store, m_origin.session, std::move(node)); }
    Result<Sample> stateOf(const Node& node);
    Result<void> write(const nlohmann::json& row, std::int64_t& count);

    Store& m_store;
    RowOrigin m_origin;
    const DatasetOptions& m_options;
    const RowSink& m_sink;
    DatasetCounts m_counts;
};

Result<void> DatasetExport::add(NodeNumber number)
{
    const auto node = m_store.node(m_origin.session, number);
    if (!node) {
        return node.error();
    }
    if (node->parents.empty()) {
        return {};
    }
    auto done = m_options.supervised ? addPath(*node) : Result<void>();
    if (done && m_options.preference) {
        done = addPairs(*node);
    }
    if (done && m_options.group) {
        done = addGroup(*node);
    }
    return done;
}

/// From the root to the leaf; empty where a node on the way is not fit, or the way is too long.
Result<std::vector<Node>> DatasetExport::fitPath(const Node& leaf)
{
    std::vector<Node> path{leaf};
    while (isValid(path.back().verdict) && !path.back().parents.empty()) {
        auto parent = m_store.node(m_origin.session, path.back().parents.front());
        if (!parent) {
            return parent.error();
        }
        if (vouched(path.back()) <= vouched(*parent) || path.size() == kLongestPath) {
            return std::vector<Node>();
        }
        path.push_back(*std::move(parent));
    }
    if (!isValid(path.back().verdict)) {
        return std::vector<Node>();
    }
    std::reverse(path.begin(), path.end());
    return path;
}

Result<void> DatasetExport::addPath(const Node& leaf)
{
    auto path = fitPath(leaf);
    if (!path || path->empty()) {
        return path ? Result<void>() : path.error();
    }
    std::vector<Sample> samples;
    for (Node& node : *path) {
        auto one = sample(std::move(node));
        if (!one) {
            return one.error();
        }
        samples.push_back(*std::move(one));
    }
    return write(supervisedRow(m_origin, samples), m_counts.supervised);
}

Result<Sample> DatasetExport::stateOf(const Node& node)
{
    auto parent = m_store.node(m_origin.session, node.parents.front());
    return parent ? sample(*std::move(parent)) : parent.error();
}

Result<void> DatasetExport::addPairs(const Node& node)
{
    const Interval own = intervalOf(node);
    std::vector<Node> partners;
    for (NodeNumber before = node.number; partners.size() < kPairsPerNode;) {
        auto page = m_store.childrenBefore(m_origin.session, node.parents.front(), before, kPage);
        if (!page) {
            return page.error();
        }
        if (page->empty()) {
            break;
        }
        before = page->back().number;
        for (Node& sibling : *page) {
            const Interval other = intervalOf(sibling);
            if (partners.size() < kPairsPerNode && (own.low > other.high || other.low > own.high)) {
                partners.push_back(std::move(sibling));
            }
        }
    }
    if (partners.empty()) {
        return {};
    }
    const auto self = sample(node);
    if (!self) {
        return self.error();
    }
    for (auto sibling = partners.rbegin(); sibling != partners.rend(); ++sibling) {
        if (const auto done = addPair(*self, *sibling); !done) {
            return done;
        }
    }
    return {};
}

Result<void> DatasetExport::addPair(const Sample& node, const Node& sibling)
{
    const auto other = sample(sibling);
    const auto state = stateOf(sibling);
    if (!other || !state) {
        return other ? state.error() : other.error();
    }
    const bool better = intervalOf(node.node).low > intervalOf(sibling).high;
    return write(preferenceRow(m_origin, *state, better ? node : *other, better ? *other : node), m_counts.preference);
}

Result<void> DatasetExport::addGroup(const Node& node)
{
    const NodeNumber after = node.number + 1;
    const auto count = m_store.countChildrenBefore(m_origin.session, node.parents.front(), after);
    if (!count || *count % m_options.groupSize != 0) {
        return count ? Result<void>() : count.error();
    }
    auto members = m_store.childrenBefore(m_origin.session, node.parents.front(), after, m_options.groupSize);
    const auto state = stateOf(node);
    if (!members || !state) {
        return members ? state.error() : members.error();
    }
    std::vector<Sample> samples;
    for (auto member = members->rbegin(); member != members->rend(); ++member) {
        auto one = sample(std::move(*member));
        if (!one) {
            return one.error();
        }
        samples.push_back(*std::move(one));
    }
    return write(groupRow(m_origin, *state, samples), m_counts.group);
}

Result<void> DatasetExport::write(const nlohmann::json& row, std::int64_t& count)
{
    ++count;
    return m_sink(row.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

} // namespace

Result<DatasetCounts> exportDataset(Store& store, const SessionInfo& session, const DatasetOptions& options,
                                    const RowSink& sink)
{
    DatasetExport under(store, session, options, sink);
    for (NodeNumber number = 0; number < static_cast<NodeNumber>(session.nodes); ++number) {
        if (const auto done = under.add(number); !done) {
            return done.error();
        }
    }
    return under.counts();
}

} // namespace espalier
