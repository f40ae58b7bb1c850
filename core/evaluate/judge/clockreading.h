#pragma once

namespace espalier {

/// What two clocks say of calls that follow one another with nothing in between.
struct ClockReading
{
    int calls = 0;
    double judge = 0;  ///< seconds, with what starting and answering takes
    double device = 0; ///< seconds, between the device's own events
};

/// Whether a device's clock runs as the judge's: what each says of one call, as the difference of a reading of many
/// calls and one of few, in which what every reading has once cancels out, differs by at most 3 % or 2 µs.
bool agree(const ClockReading& few, const ClockReading& many);

} // namespace espalier
