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
/// these take 4 ms, as far as there is room: what starting and answering adds differs by some 10 µs from row to
/// row.
RowLengths rowLengths(double seconds, unsigned most);

/// Seconds of one call by the judge's clock, as the difference of the two rows, in which everything that each row has
/// once cancels out: the token, waking up, the change from one process's work to another's, the look. Where a busy
/// machine made the shorter row take longer than the other, what the longer one took on the average, which is never too
/// little.
double ofOneCall(const ClockReading& few, const ClockReading& many);

/// Rows of as many calls each, all of one process and by turns: those before which its inputs had been seen, and those
/// each of whose calls had inputs of its own that no call had had before. They lie in the same places, are laid out
/// alike and come after the same pause, so that nothing but having seen the inputs tells them apart.
struct SeenAndNewRows
{
    unsigned calls = 0;
    std::vector<double> seen; ///< seconds of each
    std::vector<double> anew; ///< as many
};

/// Seconds a call that it gains where it has seen the inputs, by the medians; below zero by chance.
double gainBySeeing(const SeenAndNewRows& rows);

/// So many rows of each kind say whether a kernel keeps answers.
inline constexpr std::size_t kRowsThatProve = 8;

/// Whether a kernel that takes `seconds` a call may keep answers, so that more rows are wanted: there are fewer than
/// two of each kind, or rows on new inputs are longer than rows on seen ones in three of four couples of one of each,
/// by more than a tenth of what the calls take, 3 µs a call and 50 µs a row. By less nothing is won that is worth it.
bool mayGainBySeeing(const SeenAndNewRows& rows, double seconds);

/// Whether it does: there are kRowsThatProve of each kind, and all but four of the couples say so. This is the test of
/// Mann and Whitney (1947). Where having seen the inputs makes no difference, eight of sixteen rows come so far behind
/// the others once in 1,072 times, whatever the noise of the machine is like, and more seldom by the margin: on an H200
/// in a virtual machine rows of 0.6 ms took 0.5 to 1 ms more at times.
bool gainsBySeeing(const SeenAndNewRows& rows, double seconds);

} // namespace espalier
