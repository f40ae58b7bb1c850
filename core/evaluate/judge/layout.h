#pragma once

#include "core/evaluate/judge/wire.h"
#include "core/task/task.h"

#include <cstddef>
#include <vector>

namespace espalier {

/// Where the tensors of one case lie in the input and the output memory, in bytes. Each tensor has at least a page of
/// margin to its neighbours, which the judge fills anew for every call: with canaries round the outputs, with random
/// NaN round the inputs, so that what is read past an end shows in the answer. Beyond the memory lie guards that fault.
///
/// Tensors start at multiples of 64. As made, the first input starts at the front guard; flush() moves all back.
struct Layout
{
    struct Span
    {
        std::size_t offset = 0;
        std::size_t bytes = 0;
    };

    std::vector<Span> inputs;
    std::vector<Span> outputs;
    std::vector<Span> inputMargins;
    std::vector<Span> canaries; ///< of the outputs; canaries[i] lies before outputs[i], the last one behind them all
    std::size_t inputBytes = 0;
    std::size_t outputBytes = 0;

    static Layout of(const Task& task, const Dims& dims);

    /// The same case in memory of these sizes with the last input and the last output ending less than 64 bytes before
    /// the guard behind it: in the last line that belongs to them.
    Layout flush(std::size_t inputMemory, std::size_t outputMemory) const;

    /// The call's token, without its nonce.
    wire::Go go(const Dims& dims) const;
};

} // namespace espalier
