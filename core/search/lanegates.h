#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>

namespace espalier {

/// A gate before each lane, see lanes(). The controller closes and opens them, workers wait at those that are closed;
/// who is in a lane already is not disturbed. Thread-safe.
class LaneGates
{
public:
    /// Closes these and opens all others.
    void setClosed(const std::set<std::string, std::less<>>& closed);
    /// Returns when the lane is open, or after a stop. `waits` is called once where it is not.
    void pass(std::string_view lane, const std::function<void()>& waits, const std::stop_token& stop);

private:
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::set<std::string, std::less<>> m_closed;
};

} // namespace espalier
