#pragma once

#include <filesystem>
#include <vector>

namespace espalier {

/// The files in /dev through which NVIDIA's driver and ROCm's runtime speak to GPUs, those of every GPU: which number
/// the first has is the driver's to say. A program opens them again for each piece of memory it maps. None without a
/// driver.
std::vector<std::filesystem::path> gpuFiles();

} // namespace espalier
