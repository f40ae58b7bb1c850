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

/// The same of rows in kept memory, where the time that counts is the judge's, so that nothing is gained by a device's
/// clock that says less: what must show is work on streams that the given one does not wait for. There the device may
/// say 0.2 ms less between the two rows beside. Waking up is in the judge's clock, and takes the longer the longer was
/// slept: a kernel on two streams, joined in each call, was refused on an H200 for 0.09 ms of it, over six calls.
bool agreeInRows(const ClockReading& few, const ClockReading& many);

} // namespace espalier
