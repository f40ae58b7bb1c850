#include "core/evaluate/stageclock.h"

namespace espalier {

void StageClock::enter(std::string_view stage)
{
    stop();
    m_stage = stage.starts_with("waiting for ") ? "waiting" : std::string(stage);
    m_since = SteadyClock::now();
}

void StageClock::stop()
{
    if (!m_stage.empty()) {
        m_seconds[m_stage] += std::chrono::duration<double>(SteadyClock::now() - m_since).count();
    }
    m_stage.clear();
}

} // namespace espalier
