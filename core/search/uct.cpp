#include "core/search/uct.h"

#include "core/search/boostpull.h"
#include "core/search/phrase.h"

#include <algorithm>
#include <cmath>

namespace espalier {

UctPolicy::Score UctPolicy::score(NodeNumber child, double logVisits) const
{
    const Entry& entry = m_entries[child];
    const double range = m_high - m_low;
    Score score;
    if (entry.valid > 0 && range > 0) {
        const double mean = (entry.sum - entry.valid * m_low) / (range * entry.visits);
        score.value = 0.5 * (mean + (entry.best - m_low) / range);
    }
    score.bonus = m_exploration * std::sqrt(logVisits / entry.visits);
    score.total = entry.pull * (score.value + score.bonus);
    return score;
}

std::optional<NodeNumber> UctPolicy::nextChild(const SearchGraph& graph, NodeNumber at, Score& best) const
{
    const double logVisits = std::log(static_cast<double>(m_entries[at].visits));
    std::optional<NodeNumber> chosen;
    for (const NodeNumber child : graph.children(at)) {
        if (m_entries[child].open == 0) {
            continue;
        }
        const Score candidate = score(child, logVisits);
        if (!chosen || candidate.total > best.total) {
            chosen = child;
            best = candidate;
        }
    }
    return chosen;
}

std::optional<Choice> UctPolicy::choose(const SearchGraph& graph, Rng& /*rng*/) const
{
    if (m_entries.empty() || m_entries.front().open == 0) {
        return std::nullopt;
    }
    NodeNumber at = 0;
    Score last;
    for (;;) {
        const Entry& entry = m_entries[at];
        Score score;
        const auto child = nextChild(graph, at, score);
        const bool wide = entry.growth.begun >= m_widening * std::sqrt(static_cast<double>(entry.visits));
        if (!child || (entry.counted && !wide)) {
            break;
        }
        at = *child;
        last = score;
    }
    Choice choice;
    choice.parents = {at};
    choice.why = at == 0 ? rootTerms() : terms(graph, at, last);
    return choice;
}

std::string UctPolicy::rootTerms() const
{
    const Entry& root = m_entries.front();
    const double width = m_widening * std::sqrt(static_cast<double>(root.visits));
    const std::string begun = std::to_string(root.growth.begun) + " steps from it";
    return root.growth.begun < width
               ? "UCT widens the root: " + begun + ", less than " + number(m_widening) + "·√visits = " + number(width)
               : "UCT returns to the root, the only node to refine: " + begun;
}

std::string UctPolicy::terms(const SearchGraph& graph, NodeNumber node, const Score& score) const
{
    const std::string sum = "value " + number(score.value) + " + exploration " + number(score.bonus);
    const double pull = m_entries[node].pull;
    return "UCT " + number(score.total) + " = " + (pull == 1 ? sum : "boost " + number(pull) + " × (" + sum + ")") +
           " (" + std::to_string(m_entries[node].visits) + " visits of " +
           std::to_string(m_entries[*graph.parent(node)].visits) + ")";
}

void UctPolicy::begin(const SearchGraph& graph, const Choice& choice)
{
    m_entries[choice.parents.front()].growth.begin();
    for (std::optional<NodeNumber> at = choice.parents.front(); at; at = graph.parent(*at)) {
        ++m_entries[*at].visits;
    }
}

bool UctPolicy::mayRefine(const SearchGraph& graph, NodeNumber node) const
{
    return isScored(graph.node(node)) && !m_entries[node].growth.closed() && graph.mayGrow(node);
}

/// Keeps the number of open nodes above `node` right when it opens or closes.
void UctPolicy::count(const SearchGraph& graph, NodeNumber node, bool open)
{
    if (m_entries[node].counted != open) {
        m_entries[node].counted = open;
        for (std::optional<NodeNumber> at = node; at; at = graph.parent(*at)) {
            m_entries[*at].open += open ? 1 : -1;
        }
    }
}

void UctPolicy::finish(const SearchGraph& graph, const Choice& choice, std::optional<NodeNumber> node)
{
    const NodeNumber parent = choice.parents.front();
    m_entries[parent].growth.finish(graph, choice, node);
    count(graph, parent, mayRefine(graph, parent));
    if (node) {
        plant(graph, *node);
    }
}

void UctPolicy::plant(const SearchGraph& graph, NodeNumber node)
{
    m_entries.resize(graph.size());
    if (!isScored(graph.node(node))) {
        return;
    }
    const double reward = std::log(vouched(graph.node(node)));
    m_low = m_any ? std::min(m_low, reward) : reward;
    m_high = m_any ? std::max(m_high, reward) : reward;
    m_any = true;
    for (std::optional<NodeNumber> at = node; at; at = graph.parent(*at)) {
        Entry& entry = m_entries[*at];
        entry.best = entry.valid == 0 ? reward : std::max(entry.best, reward);
        ++entry.valid;
        entry.sum += reward;
    }
    count(graph, node, mayRefine(graph, node));
}

void UctPolicy::steered(const SearchGraph& graph)
{
    const std::vector<double> pulls = boostPulls(graph);
    for (NodeNumber node = 0; node < m_entries.size(); ++node) {
        m_entries[node].pull = pulls[node];
        m_entries[node].counted = mayRefine(graph, node);
        m_entries[node].open = m_entries[node].counted ? 1 : 0;
    }
    // Children have larger numbers than their parents: from the back, every subtree is done before its root.
    for (auto node = static_cast<NodeNumber>(m_entries.size()); node-- > 1;) {
        m_entries[*graph.parent(node)].open += m_entries[node].open;
    }
}

} // namespace espalier
