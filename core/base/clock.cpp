#include "core/base/clock.h"

namespace espalier {

Clock::Duration SystemClock::now() const
{
    return std::chrono::steady_clock::now().time_since_epoch();
}

double SystemClock::unixTime() const
{
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

} // namespace espalier
