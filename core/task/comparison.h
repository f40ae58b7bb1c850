#pragma once

#include "core/base/largevector.h"
#include "core/task/task.h"

#include <cstdint>
#include <optional>
#include <string>

namespace espalier {

/// What one output must hold, from the reference: `floats` for a float output, `integers` for an integer one.
struct ExpectedOutput
{
    LargeVector<double> floats;
    LargeVector<std::int64_t> integers;
    double rms = 0; ///< of the finite floats

    /// Computes rms from floats: the same on every machine, however many of its processors take part.
    void measure();
};

/// How an output differs from what is expected.
struct Mismatch
{
    std::int64_t first = 0; ///< index of the first wrong element
    std::int64_t worst =
        0; ///< index of the element furthest beyond its bound; the first non-finite one counts as furthest
    std::int64_t count = 0; ///< wrong elements
    std::string
        sentence; ///< "y: 12 of 4096 elements are wrong, the worst is y[3][17]: got 0, expected 1.25 within 1e-5"
};

/// Compares a whole output, element by element, with no sampling: |got − expected| ≤ rtol·|expected| +
/// scale·RMS(expected), and in a 16-bit type what rounding to it costs beside that (2^-11·|expected| in float16, 2^-8
/// in bfloat16), so that what was computed exactly and then rounded uses nothing of it; NaN and infinities must stand
/// exactly where the reference has them; integers are exact. `got` holds Tensor::bytes. 1 million floats take about 1
/// ms in a release build when all is well; pure, callable from any thread.
std::optional<Mismatch> compareOutput(const Tensor& output, const Dims& dims, const void* got,
                                      const ExpectedOutput& expected, const Tolerance& tolerance);

/// Whether the elements from `begin` to before `end` are finite and within the tolerance; integers equal. Where it is
/// true for all elements compareOutput is content; false decides nothing, for NaN may be what is expected. Pure.
bool isWithin(const Tensor& output, const void* got, const ExpectedOutput& expected, const Tolerance& tolerance,
              std::size_t begin, std::size_t end);

/// How much of the tolerance the worst element of an output uses: 0 where all are exact but for a 16-bit type's
/// rounding, at most 1 where compareOutput is content, infinity where NaN, infinities or integers differ. Pure; large
/// outputs are looked at by all processors.
double usedShare(const Tensor& output, const void* got, const ExpectedOutput& expected, const Tolerance& tolerance);

} // namespace espalier
