#pragma once

#include "core/evaluate/toolchain/toolchain.h"

#include <functional>

namespace espalier {

/// Compiles candidates of one task for a device that need not be here. A value; its compiler lives with it.
struct DeviceBuilder
{
    /// Callable from several threads at once.
    std::function<BuildOutcome(const Candidate& candidate, std::stop_token stop)> build;
    std::string architecture; ///< "sm_90a", "gfx90a"
};

/// For the targets cuda and hip. `folder` is where builds go, `programs` where the workers may be besides their usual
/// places, `sandbox` what holds here, `architecture` what hip is built for (gfx90a when empty; the others know theirs).
/// Fails for targets that build nothing without their device, and where the compiler is missing.
Result<DeviceBuilder> openDeviceBuilder(const std::string& target, const Task& task,
                                        const std::filesystem::path& folder, const std::filesystem::path& programs,
                                        const Sandbox& sandbox, const std::string& architecture = {});

/// Why candidates of the target can be built here and not run; nothing where they can be run, and where they cannot
/// even be built. `architecture`: see openDeviceBuilder(); where it is not that of hip's device, what is built for it
/// is not run.
std::optional<Error> deviceProblem(const std::string& target, const std::filesystem::path& programs = {},
                                   const std::string& architecture = {});

} // namespace espalier
