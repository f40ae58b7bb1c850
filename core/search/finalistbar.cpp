#include "core/search/finalistbar.h"

#include <algorithm>

namespace espalier {

void FinalistBar::restore(int step, double low)
{
    const std::lock_guard lock(m_mutex);
    m_next = step;
    m_best = std::max(1.0, low);
}

std::optional<double> FinalistBar::before(int step, const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    if (!m_changed.wait(lock, stop, [&] { return m_next >= step; })) {
        return std::nullopt;
    }
    return m_best;
}

void FinalistBar::settle(int step, double low)
{
    {
        const std::lock_guard lock(m_mutex);
        m_ahead.emplace(step, low);
        for (auto next = m_ahead.find(m_next); next != m_ahead.end(); next = m_ahead.find(m_next)) {
            m_best = std::max(m_best, next->second);
            m_ahead.erase(next);
            ++m_next;
        }
    }
    m_changed.notify_all();
}

} // namespace espalier
