#pragma once

#include <chrono>

namespace espalier {

/// Wall time for budgets and events; a seam so that tests wind it by hand. Kernel timing does not use it.
class Clock
{
public:
    using Duration = std::chrono::duration<double>;

    virtual ~Clock() = default;
    /// Seconds since an arbitrary start; never goes back.
    virtual Duration now() const = 0;
    /// Seconds since 1970 (UTC), for people.
    virtual double unixTime() const = 0;
};

/// The machine's clocks.
class SystemClock final : public Clock
{
public:
    Duration now() const override;
    double unixTime() const override;
};

} // namespace espalier
