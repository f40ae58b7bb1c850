#include "core/search/ledger.h"

namespace espalier {

void Ledger::restore(int step, const std::string& artefact)
{
    const std::lock_guard lock(m_mutex);
    m_next = step + 1;
    if (!artefact.empty()) {
        m_artefacts.insert(artefact);
    }
}

std::optional<bool> Ledger::isTaken(int step, const std::string& artefact, const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    if (!m_changed.wait(lock, stop, [&] { return m_next >= step; })) {
        return std::nullopt;
    }
    return m_artefacts.contains(artefact);
}

void Ledger::settle(int step, const std::optional<std::string>& artefact)
{
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_next >= step; });
        if (artefact) {
            m_artefacts.insert(*artefact);
        }
        m_next = step + 1;
    }
    m_changed.notify_all();
}

} // namespace espalier
