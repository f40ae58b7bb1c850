#pragma once

#include "core/evaluate/judge/wire.h"
#include "core/task/task.h"

#include <cstddef>
#include <vector>

namespace espalier {

/// Where the tensors of one case lie in the input and the output memory, in bytes. Inputs start at multiples of 64.
/// Each output starts a page and is followed by at least a page of canaries; the first is preceded by one.
struct Layout
{
    struct Span
    {
        std::size_t offset = 0;
        std::size_t bytes = 0;
    };

    std::vector<Span> inputs;
    std::vector<Span> outputs;
    std::vector<Span> canaries;
    std::size_t inputBytes = 0;
    std::size_t outputBytes = 0;

    static Layout of(const Task& task, const Dims& dims);

    /// The call's token, without its nonce.
    wire::Go go(const Dims& dims) const;
};

} // namespace espalier
