#include "core/search/thompson.h"

#include "core/search/boostpull.h"
#include "core/search/phrase.h"

#include <algorithm>
#include <cmath>

namespace espalier {

ThompsonPolicy::Draw ThompsonPolicy::draw(double level, Gains gains, int inFlight, Rng& rng) const
{
    gains.count += inFlight;
    gains.sum -= inFlight * GainPosterior::kStep;
    gains.squares += inFlight * GainPosterior::kStep * GainPosterior::kStep;
    const double usual = GainPosterior(m_entries.front().below, 0).mean();
    const GainDraw drawn = GainPosterior(gains, usual).draw(rng);
    const double gain = drawn.mean + m_spread * (drawn.gain - drawn.mean);
    return {level + gain, level + drawn.mean, m_spread * drawn.deviation, drawn.mean};
}

std::optional<Choice> ThompsonPolicy::choose(const SearchGraph& graph, Rng& rng) const
{
    if (m_entries.empty() || !m_entries.front().level) {
        return std::nullopt;
    }
    NodeNumber at = 0;
    for (;;) {
        const Entry& here = m_entries[at];
        std::optional<Draw> own;
        if (here.open) {
            own = draw(here.reward, here.own, here.growth.inFlight, rng);
        }
        std::optional<NodeNumber> branch;
        double highest = 0;
        for (const NodeNumber child : graph.children(at)) {
            const Entry& entry = m_entries[child];
            if (entry.level) {
                const double value = draw(*entry.level, entry.below, entry.inFlight, rng).value + entry.pull;
                if (!branch || value > highest) {
                    branch = child;
                    highest = value;
                }
            }
        }
        if (own && (!branch || own->value >= highest)) {
            Choice choice;
            choice.parents = {at};
            choice.why = terms(graph, at, *own);
            return choice;
        }
        if (!branch) {
            return std::nullopt;
        }
        at = *branch;
    }
}

std::string ThompsonPolicy::terms(const SearchGraph& graph, NodeNumber node, const Draw& drawn) const
{
    const Growth& growth = m_entries[node].growth;
    const double boost = graph.boost(node);
    return "Thompson drew " + number(drawn.value) + " ~ N(" + number(drawn.mean) + ", " + number(drawn.deviation) +
           "²), mean = log speedup " + number(m_entries[node].reward) + (drawn.gain < 0 ? " − " : " + ") +
           number(std::abs(drawn.gain)) + " a step" + (boost == 1 ? "" : ", boosted by " + number(boost)) + "; " +
           std::to_string(growth.begun - growth.inFlight) + " steps from it done, " + std::to_string(growth.inFlight) +
           " in flight";
}

void ThompsonPolicy::begin(const SearchGraph& graph, const Choice& choice)
{
    m_entries[choice.parents.front()].growth.begin();
    for (std::optional<NodeNumber> at = choice.parents.front(); at; at = graph.parent(*at)) {
        ++m_entries[*at].inFlight;
    }
}

double ThompsonPolicy::gainOf(const SearchGraph& graph, NodeNumber parent, std::optional<NodeNumber> child) const
{
    if (!child || !isScored(graph.node(*child))) {
        return -GainPosterior::kStep;
    }
    const double gain = std::log(vouched(graph.node(*child))) - m_entries[parent].reward;
    return std::max(gain, -GainPosterior::kStep);
}

void ThompsonPolicy::finish(const SearchGraph& graph, const Choice& choice, std::optional<NodeNumber> node)
{
    const NodeNumber parent = choice.parents.front();
    m_entries[parent].growth.finish(graph, choice, node);
    const bool counts = isScored(graph.node(parent)); // a failed one, grown by hand, has nothing to gain over
    const double gain = counts ? gainOf(graph, parent, node) : 0;
    for (std::optional<NodeNumber> at = parent; at; at = graph.parent(*at)) {
        --m_entries[*at].inFlight;
        if (counts) {
            m_entries[*at].below.add(gain);
        }
    }
    if (counts) {
        m_entries[parent].own.add(gain);
    }
    if (m_entries[parent].open != mayRefine(graph, parent)) {
        refresh(graph, parent);
    }
    if (node) {
        plant(graph, *node);
    }
}

bool ThompsonPolicy::mayRefine(const SearchGraph& graph, NodeNumber node) const
{
    return isScored(graph.node(node)) && !m_entries[node].growth.closed() && graph.mayGrow(node);
}

/// The node opened or closed: its level and those above it, as far as they change. O(children) each; a node opens or
/// closes seldom.
void ThompsonPolicy::refresh(const SearchGraph& graph, NodeNumber node)
{
    m_entries[node].open = mayRefine(graph, node);
    for (std::optional<NodeNumber> at = node; at; at = graph.parent(*at)) {
        Entry& entry = m_entries[*at];
        std::optional<double> level;
        if (entry.open) {
            level = entry.reward;
        }
        for (const NodeNumber child : graph.children(*at)) {
            level = child < m_entries.size() ? std::max(level, m_entries[child].level) : level;
        }
        if (level == entry.level) {
            return;
        }
        entry.level = level;
    }
}

void ThompsonPolicy::plant(const SearchGraph& graph, NodeNumber node)
{
    m_entries.resize(graph.size());
    if (!isScored(graph.node(node))) {
        return;
    }
    Entry& entry = m_entries[node];
    entry.reward = std::log(vouched(graph.node(node)));
    entry.open = mayRefine(graph, node);
    for (std::optional<NodeNumber> at = node; entry.open && at; at = graph.parent(*at)) {
        m_entries[*at].level = std::max(m_entries[*at].level, std::optional(entry.reward));
    }
}

void ThompsonPolicy::steered(const SearchGraph& graph)
{
    const std::vector<double> pulls = boostPulls(graph);
    for (NodeNumber node = 0; node < m_entries.size(); ++node) {
        Entry& entry = m_entries[node];
        entry.pull = std::log(pulls[node]);
        entry.open = mayRefine(graph, node);
        entry.level = entry.open ? std::optional(entry.reward) : std::nullopt;
    }
    // Children have larger numbers than their parents: from the back, every subtree is done before its root.
    for (auto node = static_cast<NodeNumber>(m_entries.size()); node-- > 1;) {
        std::optional<double>& above = m_entries[*graph.parent(node)].level;
        above = std::max(above, m_entries[node].level);
    }
}

} // namespace espalier
