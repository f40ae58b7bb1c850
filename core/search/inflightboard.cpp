#include "core/search/inflightboard.h"

#include "core/evaluate/stageclock.h"

namespace espalier {

void InFlightBoard::begin(int step, const std::vector<NodeNumber>& parents)
{
    const std::lock_guard lock(m_mutex);
    m_entries[step] = {step, parents, "waiting", m_clock.unixTime()};
    m_changed = true;
}

void InFlightBoard::stage(int step, std::string_view stage)
{
    const std::lock_guard lock(m_mutex);
    const auto entry = m_entries.find(step);
    if (entry != m_entries.end()) {
        const bool goesOn = stageName(entry->second.stage) == stageName(stage);
        entry->second.stage = stage;
        entry->second.since = goesOn ? entry->second.since : m_clock.unixTime();
        m_changed = true;
    }
}

void InFlightBoard::end(int step)
{
    const std::lock_guard lock(m_mutex);
    m_changed = m_entries.erase(step) > 0 || m_changed;
}

std::optional<std::vector<InFlight>> InFlightBoard::takeChanged()
{
    const std::lock_guard lock(m_mutex);
    if (!m_changed) {
        return std::nullopt;
    }
    m_changed = false;
    std::vector<InFlight> list;
    for (const auto& [step, entry] : m_entries) {
        list.push_back(entry);
    }
    return list;
}

} // namespace espalier
