#pragma once

#include "core/search/policy.h"
#include "core/store/store.h"

#include <deque>
#include <map>

namespace espalier {

/// An expansion a person asked for; it goes before the policy.
struct Directed
{
    Choice choice;
    std::string object; ///< hash of a candidate made by hand; empty for Expand
};

/// The steering commands of one session: reads them from the store, applies each at a step in the order they were given
/// and acknowledges it there. What earlier runs applied is applied again at the same steps while a search is rebuilt.
/// Belongs to the controller's thread.
class SteeringQueue
{
public:
    /// `history` is every event of the session so far. Pause, Resume and Stop that nobody has obeyed yet are stale: the
    /// person who starts the search now wants it to run.
    explicit SteeringQueue(SessionId session, std::vector<SteerEvent> history);

    /// Everything due before `step`; true when marks of nodes changed. While `live` is false only history is applied.
    Result<bool> apply(Store& store, SearchGraph& graph, int step, bool live);
    /// The next expansion asked for, taken off the list.
    std::optional<Directed> nextDirected(SearchGraph& graph);
    /// A Stop waits in the store. Costs one pragma unless somebody wrote.
    Result<bool> stopWaits(Store& store);
    /// Anything waits to be applied.
    Result<bool> anythingWaits(Store& store);

    bool paused() const { return m_paused; }
    bool stopped() const { return m_stopped; }
    /// Counts one step begun towards a Step command's number.
    void countStep();

private:
    Result<void> look(Store& store);
    bool fold(const SteerCommand& command, SearchGraph& graph, bool live);

    SessionId m_session;
    std::multimap<int, SteerCommand> m_history; ///< applied by earlier runs, by step
    std::vector<SteerEvent> m_waiting;
    std::int64_t m_stale = 0; ///< events up to this one were given before this run
    std::deque<Directed> m_added;
    std::deque<NodeNumber> m_expanding;
    bool m_paused = false;
    bool m_stopped = false;
    int m_stepsLeft = 0;
};

} // namespace espalier
