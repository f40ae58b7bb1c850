#pragma once

#include "core/evaluate/judge/clockreading.h"

#include <vector>

namespace espalier {

/// How many calls the two rows have whose difference is what one call takes.
struct RowLengths
{
    unsigned few = 1;
    unsigned many = 2;
};

/// For calls of about `seconds` each, with room for `most` (at least 2) in a row. The longer row has so many more that
/// together they take 4 ms, as far as there is room: what starting and answering adds differs by some 10 µs from row to
/// row.
RowLengths rowLengths(double seconds, unsigned most);

/// Seconds of one call by the judge's clock, as the difference of the two rows, in which everything that each row has
/// once cancels out: the token, waking up, the change from one process's work to another's, the look. Where a busy
/// machine made the shorter row take longer than the other, what the longer one took on the average, which is never too
/// little.
double ofOneCall(const ClockReading& few, const ClockReading& many);

/// What calls on one set of inputs took in kept memory.
struct KeptTime
{
    double alone = 0; ///< the first, which its process had never seen, with all that is round a call
    double again = 0; ///< the same once more at another place
    double inRow = 0; ///< one of many that follow one another
};

/// Whether a kernel seems to keep answers, since all calls but the first had inputs that it had seen: in three of four
/// sets the first was slower than the second, by more than noise and the baseline's own explain; or, where it tells
/// rows from calls alone, calls in a row are faster than alone by more than starting explains, of which `baseline`
/// shows the usual. The latter is forgiving, because memory that is asked for in each call may be had for nothing in a
/// row: by less than a millisecond it is not noticed. False for contenders without times.
bool seemsToRemember(const std::vector<KeptTime>& candidate, const std::vector<KeptTime>& baseline);

} // namespace espalier
