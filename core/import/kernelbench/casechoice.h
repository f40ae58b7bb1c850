#pragma once

#include "core/task/task.h"

#include <string>
#include <vector>

namespace espalier {

struct CaseChoice
{
    std::vector<Case> cases;
    /// One clause each for what differs from the problem's own sizes, "sizes enlarged to …"; to be reported.
    std::vector<std::string> hardened;
};

/// Cases for dims whose sizes are those of a problem file: a tiny one, one worth timing on a CPU, the original sizes
/// for a GPU, and hidden ones of size 1, of primes, narrow and long. `bytes` and `flops` are the task's expressions.
/// `lengths` are whole numbers from 1 at the original sizes and in every case: where they would not be, a size is
/// raised until they are.
CaseChoice chooseCases(const Dims& original, const Expression& bytes, const Expression& flops,
                       const std::vector<Expression>& lengths = {});

} // namespace espalier
