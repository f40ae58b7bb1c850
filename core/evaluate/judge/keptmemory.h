#pragma once

#include "core/evaluate/judge/devicekeeper.h"
#include "core/evaluate/judge/memoryfile.h"

#include <cstddef>
#include <filesystem>
#include <memory>

namespace espalier {

/// What the judge and its workers have of a device while host code is judged: the keeper, its memory for the inputs,
/// and how much each worker gets for its outputs. There is room for several calls of the largest case.
struct KeptMemory
{
    std::unique_ptr<DeviceKeeper> keeper;
    DeviceKeeper::Region inputs;
    std::size_t outputBytes = 0;

    /// `worker` is the program that takes --keep, `memory` the judge's inputs, `outputs` the bytes of the largest
    /// case's outputs. Fails where the device's memory cannot be shared or is too small, and says why.
    static Result<std::unique_ptr<KeptMemory>> open(const std::filesystem::path& worker, const MemoryFile& memory,
                                                    std::size_t outputs);
};

} // namespace espalier
