#include "core/evaluate/stageclock.h"

namespace espalier {

std::string_view stageName(std::string_view stage)
{
    return stage.starts_with("waiting for ") ? std::string_view("waiting") : stage.substr(0, stage.find(", "));
}

void StageClock::enter(std::string_view stage)
{
    stop();
    m_stage = stageName(stage);
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
