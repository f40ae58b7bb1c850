#pragma once

#include "core/opencl/manifest.h"

#include <array>
#include <cstddef>
#include <vector>

namespace espalier {

/// A manifest with the numbers of one case put in. A value.
struct LaunchPlan
{
    struct Argument
    {
        Manifest::Argument::Kind kind = Manifest::Argument::Kind::Dim;
        std::size_t index = 0; ///< of the input, output, scratch or dim
        std::size_t bytes = 0; ///< Local
    };

    struct Launch
    {
        std::string kernel;
        unsigned dimensions = 1;
        std::array<std::size_t, 3> global{1, 1, 1};
        std::array<std::size_t, 3> local{1, 1, 1};
        std::vector<Argument> arguments;
        std::size_t localBytes = 0; ///< of all local arguments

        std::size_t groupSize() const { return local[0] * local[1] * local[2]; }
    };

    std::vector<std::size_t> scratchBytes;
    std::vector<Launch> launches;

    /// Fails when a size is no whole number of at least 1, when a group does not divide the whole, or when the sizes
    /// are beyond any device: 2^31 work-items along one dimension, 1 GiB of scratch, 1 MiB of local memory, groups of
    /// 65536.
    static Result<LaunchPlan> of(const Manifest& manifest, const Dims& dims);
};

} // namespace espalier
