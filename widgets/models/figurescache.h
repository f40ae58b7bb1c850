#pragma once

#include "widgets/models/livegraph.h"
#include "widgets/models/nodefigures.h"

#include <QObject>

#include <set>
#include <span>

namespace espalier {

/// The figures of all nodes of the open session and the costs of its steps, for as long as some chart shows them:
/// whoever has them listens to `wanted` and `costsWanted` and answers with `put` and `putCosts`. Asks again whenever
/// nodes have come. Answers to an earlier session are dropped by their generation. GUI thread.
class FiguresCache : public QObject
{
    Q_OBJECT
public:
    static constexpr NodeNumber kAtOnce = 500; ///< nodes of one answer at most

    explicit FiguresCache(const LiveGraph& live, QObject* parent = nullptr);

    /// This chart shows them, or does so no longer.
    void setFiguresShown(const QObject* chart, bool shown);
    void setCostsShown(const QObject* chart, bool shown);
    quint64 generation() const { return m_generation; }
    /// Those that have come; by node number, from 0 on.
    std::span<const NodeFigures> figures() const { return m_figures; }
    /// Ascending; steps in which nothing was said are not there.
    std::span<const StepCost> costs() const { return m_costs; }
    void put(quint64 generation, NodeNumber from, const std::vector<NodeFigures>& figures);
    void putCosts(quint64 generation, const std::vector<StepCost>& costs);

Q_SIGNALS:
    /// Of the nodes [from, end).
    void wanted(quint64 generation, NodeNumber from, NodeNumber end);
    void costsWanted(quint64 generation);
    void changed();

private:
    void reset();
    void ask();

    const LiveGraph& m_live;
    quint64 m_generation = 1;
    std::set<const QObject*> m_figuresShown;
    std::set<const QObject*> m_costsShown;
    bool m_isAsked = false;
    std::optional<NodeNumber> m_costsAt; ///< so many nodes there were when the costs were asked for
    std::vector<NodeFigures> m_figures;
    std::vector<StepCost> m_costs;
};

} // namespace espalier
