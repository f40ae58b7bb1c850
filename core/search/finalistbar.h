#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>

namespace espalier {

/// What a candidate must lie above to be a finalist: the best low end of an interval among all earlier steps, whatever
/// order the threads finish in. So its question waits until all earlier steps have settled; two good ones in flight at
/// once would otherwise both be built with sanitizers and timed for long, the worse one for nothing (4 of 14 finalists
/// of a search of 60 steps with three in flight). Steps never wait for later ones. Thread-safe.
class FinalistBar
{
public:
    /// From a resumed session: everything before `step` is settled, and its best is `low`.
    void restore(int step, double low);

    /// Of the steps before this one, at least 1; nothing when `stop` came first.
    std::optional<double> before(int step, const std::stop_token& stop);
    /// What the step's accepted candidate reaches, 0 for none. Once a step, in any order.
    void settle(int step, double low);

private:
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::map<int, double> m_ahead; ///< settled out of turn
    double m_best = 1;             ///< of the steps before m_next
    int m_next = 0;                ///< first step not settled
};

} // namespace espalier
