#pragma once

#include "core/graph/wishes.h"
#include "core/search/policy.h"
#include "core/store/store.h"

#include <map>

namespace espalier {

/// An expansion a person asked for; it goes before the policy.
struct Directed
{
    Choice choice;
    std::string object; ///< hash of a candidate made by hand; empty for Expand
    std::string hint;   ///< for this one; of Expand
};

/// The steering commands of one session: reads them from the store, applies each at a step in the order they were given
/// and acknowledges it there. A command holds for everything selected from that step on. What earlier runs applied is
/// applied again at the same steps while a search is rebuilt. Belongs to the controller's thread.
class SteeringQueue
{
public:
    /// `history` is every event of the session so far. Pause, Resume and Stop that nobody has obeyed yet are stale: the
    /// person who starts the search now wants it to run.
    explicit SteeringQueue(SessionId session, std::vector<SteerEvent> history);

    /// Everything that due() has seen for `step`; true when marks changed. While `live` is false only history is
    /// applied.
    Result<bool> apply(Store& store, SearchGraph& graph, int step, bool live);
    /// What the graph must hold before apply(): everything begun, where a command due at `step` pauses or goes on,
    /// since it found or made a search without anything in flight; else `nodes` nodes, that the commands of old name.
    struct Due
    {
        bool everything = false;
        std::size_t nodes = 0;
    };
    Result<Due> due(Store& store, int step, bool live);
    /// The next expansion asked for, taken off the list.
    std::optional<Directed> nextDirected(const SearchGraph& graph);
    const Wishes& wishes() const { return m_wishes; }
    /// Applies what cannot wait for the next step, because candidates in flight wait for it: lanes; acknowledged at
    /// `step`. True when a Stop waits in the store. Costs one pragma unless somebody wrote.
    Result<bool> lookAhead(Store& store, SearchGraph& graph, int step);

    /// What was said of limits since this run began: by name, below 0 for as the session was started.
    const std::map<std::string, double, std::less<>>& budgets() const { return m_budgets; }
    bool paused() const { return m_paused; }
    bool stopped() const { return m_stopped; }
    /// Counts one step begun towards a Step command's number.
    void countStep();

private:
    Result<void> look(Store& store);
    /// Where in the history a step ends. What was given since then comes after all of it, so it ends with it.
    std::multimap<int, SteerCommand>::const_iterator endOf(int step, bool live) const;
    bool fold(const SteerCommand& command, SearchGraph& graph, bool live);

    SessionId m_session;
    std::multimap<int, SteerCommand> m_history; ///< applied by earlier runs, by obeyedSteps(); what is left of it
    std::vector<SteerEvent> m_waiting;
    std::int64_t m_stale = 0; ///< events up to this one were given before this run
    Wishes m_wishes;
    std::map<std::string, double, std::less<>> m_budgets;
    bool m_paused = false;
    bool m_stopped = false;
    int m_stepsLeft = 0;
};

} // namespace espalier
