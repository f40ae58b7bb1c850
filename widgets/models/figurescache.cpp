#include "widgets/models/figurescache.h"

#include <algorithm>

namespace espalier {

FiguresCache::FiguresCache(const LiveGraph& live, QObject* parent) : QObject(parent), m_live(live)
{
    connect(&live, &LiveGraph::aboutToReset, this, &FiguresCache::reset);
    connect(&live, &LiveGraph::batchTaken, this, &FiguresCache::ask);
}

void FiguresCache::setFiguresShown(const QObject* chart, bool shown)
{
    // Nothing is asked for on the way out: a window that goes hides its charts when what they read has gone.
    if (shown && m_figuresShown.insert(chart).second) {
        ask();
    } else if (!shown) {
        m_figuresShown.erase(chart);
    }
}

void FiguresCache::setCostsShown(const QObject* chart, bool shown)
{
    if (shown && m_costsShown.insert(chart).second) {
        ask();
    } else if (!shown) {
        m_costsShown.erase(chart);
    }
}

void FiguresCache::reset()
{
    ++m_generation;
    m_isAsked = false;
    m_costsAt.reset();
    m_figures.clear();
    m_costs.clear();
    Q_EMIT changed();
}

void FiguresCache::ask()
{
    const auto count = static_cast<NodeNumber>(m_live.graph().size());
    const auto known = static_cast<NodeNumber>(m_figures.size());
    if (!m_figuresShown.empty() && !m_isAsked && known < count) {
        m_isAsked = true;
        Q_EMIT wanted(m_generation, known, std::min(count, known + kAtOnce));
    }
    if (!m_costsShown.empty() && m_costsAt != count && count > 0) {
        m_costsAt = count;
        Q_EMIT costsWanted(m_generation);
    }
}

void FiguresCache::put(quint64 generation, NodeNumber from, const std::vector<NodeFigures>& figures)
{
    if (generation != m_generation || from != m_figures.size()) {
        return;
    }
    m_isAsked = false;
    m_figures.insert(m_figures.end(), figures.begin(), figures.end());
    Q_EMIT changed();
    if (!figures.empty()) { // an empty answer would be asked for again at once, and for ever
        ask();
    }
}

void FiguresCache::putCosts(quint64 generation, const std::vector<StepCost>& costs)
{
    if (generation == m_generation && costs != m_costs) {
        m_costs = costs;
        Q_EMIT changed();
    }
}

} // namespace espalier
