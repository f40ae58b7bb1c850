#pragma once

#include "core/base/result.h"
#include "core/graph/deviceroofs.h"

#include <filesystem>

namespace espalier {

/// The roofs of the first NVIDIA GPU, as espalier-cuworker measures them in under two seconds, kept in `folder` for
/// each device and compiler. The first three calls measure and keep the best of all so far, since whoever else uses the
/// device only ever lowers a measurement; later ones load. Fails where there is no GPU and where it cannot be measured.
Result<DeviceRoofs> cudaRoofs(const std::filesystem::path& programs, const std::filesystem::path& folder);
/// In cacheFolder().
Result<DeviceRoofs> cudaRoofs(const std::filesystem::path& programs = {});

} // namespace espalier
