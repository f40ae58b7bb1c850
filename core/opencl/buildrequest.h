#pragma once

#include "core/opencl/launchplan.h"

#include <string>
#include <vector>

namespace espalier {

/// What the toolchain asks espalier-clworker to compile, beside the source: build options and how the kernels will be
/// launched in each case, so that the compiled program serves all of them and nothing has to be compiled while a kernel
/// is timed. A value.
struct BuildRequest
{
    std::string options; ///< as for clBuildProgram
    std::vector<LaunchPlan> plans;

    std::string toText() const;
    static Result<BuildRequest> fromText(const std::string& text);

    /// The work-group sizes as PoCL's POCL_BINARY_SPECIALIZE_WG wants them, "64-1-1-goffs0-smallgrid,…": those of small
    /// grids and those of large ones, where there are any. PoCL 3.1 builds only the first of two that differ in nothing
    /// but the grid, so each list needs a pass of its own.
    std::vector<std::string> geometries() const;
};

} // namespace espalier
