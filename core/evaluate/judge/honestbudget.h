#pragma once

#include "core/task/task.h"

#include <cstddef>
#include <map>
#include <utility>

namespace espalier {

/// The error a candidate may make. A task's tolerance says what is right; it says nothing of how well one can do. So
/// the judge lets the plain seed compute first and cuts the tolerance of each output, separately for each variation, to
/// 64 times the share of it that the seed used at its worst, but never below 64 units in the last place of float32
/// (2^-24), 4096 of float64. Kernels of the declared precision stay far inside in any order of summation, and one that
/// computes in half of it, whose error is 8192 times larger (float16, TF32; bfloat16: 65536), does not, however
/// generous the task. Why 64: on 14,000 varied sets of layernorm the error of one that finds mean and variance in one
/// pass (Welford 1962), as vendors' libraries do, was once 48 times the seed's, which had been lucky. A 16-bit output
/// keeps 4 units of its own type: the seed sums in float32 and rounds at the end, and a kernel for matrix units must
/// also round what one product hands to the next. A value, used by one thread.
class HonestBudget
{
public:
    explicit HonestBudget(const Task& task) : m_task(task) {}

    /// The plain seed used this share of the tolerance.
    void note(std::size_t output, Variation variation, double share);

    /// What outputs are compared with.
    Tolerance tolerance(std::size_t output, Variation variation) const;

private:
    const Task& m_task;
    std::map<std::pair<std::size_t, Variation>, double> m_shares; ///< the largest noted
};

} // namespace espalier
