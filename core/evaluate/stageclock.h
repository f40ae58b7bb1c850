#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>

namespace espalier {

/// "timing" of "timing, case 2 of 5", "waiting" of "waiting for espalier to finish".
std::string_view stageName(std::string_view stage);

/// Wall time of evaluations by stage, as their StageCallback names them: "building", "checking", "timing". A stage
/// lasts until the next one is named or stop() is called. Waiting for another program counts as "waiting". One thread.
class StageClock
{
public:
    void enter(std::string_view stage);
    void stop();

    /// Stage -> seconds since it was made; the stages of several evaluations add up.
    const std::map<std::string, double>& seconds() const { return m_seconds; }

private:
    using SteadyClock = std::chrono::steady_clock;

    std::map<std::string, double> m_seconds;
    std::string m_stage; ///< empty: none
    SteadyClock::time_point m_since;
};

} // namespace espalier
