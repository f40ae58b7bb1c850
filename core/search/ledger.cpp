#include "core/search/ledger.h"

namespace espalier {

void Ledger::enter(int step, const std::vector<std::string>& keys)
{
    for (const std::string& key : keys) {
        m_owners.emplace(key, step);
    }
    m_next = step + 1;
}

void Ledger::restore(int step, const std::vector<std::string>& keys)
{
    const std::lock_guard lock(m_mutex);
    enter(step, keys);
}

std::optional<int> Ledger::ownerOf(int step, const std::string& key, const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    if (!m_changed.wait(lock, stop, [&] { return m_next >= step; })) {
        return std::nullopt;
    }
    const auto found = m_owners.find(key);
    return found == m_owners.end() ? kNobody : found->second;
}

void Ledger::settle(int step, std::vector<std::string> keys)
{
    {
        const std::lock_guard lock(m_mutex);
        m_ahead.emplace(step, std::move(keys));
        for (auto next = m_ahead.find(m_next); next != m_ahead.end(); next = m_ahead.find(m_next)) {
            enter(next->first, next->second);
            m_ahead.erase(next);
        }
    }
    m_changed.notify_all();
}

} // namespace espalier
