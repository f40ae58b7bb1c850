#include "core/search/lanegates.h"

namespace espalier {

void LaneGates::setClosed(const std::set<std::string, std::less<>>& closed)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_closed == closed) {
            return;
        }
        m_closed = closed;
    }
    m_changed.notify_all();
}

void LaneGates::pass(std::string_view lane, const std::function<void()>& waits, const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    const auto open = [&] { return !m_closed.contains(lane); };
    if (!open()) {
        waits();
        m_changed.wait(lock, stop, open);
    }
}

} // namespace espalier
