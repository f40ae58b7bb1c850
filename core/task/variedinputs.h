#pragma once

#include "core/base/rng.h"
#include "core/task/generator.h"
#include "core/task/reference.h"

#include <optional>

namespace espalier {

/// Inputs with the outputs they must give.
struct CheckedInputs
{
    InputSet inputs;
    std::vector<ExpectedOutput> expected;
    Variation variation = Variation::None;
};

/// A varied set is fair when a kernel known to be correct uses at most this share of the tolerance on it: another one's
/// error may be ten times larger where the operator is ill-conditioned. With half of it, one judging in sixty of a
/// layernorm by Welford's algorithm was rejected.
inline constexpr double kSoundShare = 0.1;

/// Whether an input is changed by variations: it holds floats and is not sorted.
bool canVary(const Tensor& input);

/// Changes the inputs of one case as the variation says. Buffers as in generateInput().
void vary(const Task& task, Variation variation, const Dims& dims, const std::vector<void*>& inputs, Rng& rng);

/// A set of one case. Nothing where the operator is not usefully defined for what was drawn: fewer than 999 of 1000
/// expected elements are finite (unless NaN or infinity was asked for), an expected number is beyond a quarter of what
/// the output's dtype holds, sums of such magnitudes would depend on their order, or what the answer is depends on
/// whether denormals are taken for zeros.
std::optional<CheckedInputs> drawChecked(const Task& task, const Case& oneCase, const ReferenceLibrary& reference,
                                         Variation variation, Rng& rng);

} // namespace espalier
