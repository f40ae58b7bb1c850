#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace espalier::rules {

/// The folder of the headers that belong to the parser itself (stddef.h, immintrin.h, opencl-c.h): without them it
/// reads hardly any source. They come with another package than libclang, which looks for them in one place of the
/// system that the distribution has fixed. An error where it finds none.
Result<std::filesystem::path> parserHeaders();

/// Where a bundle brings them along: clang/include beside libclang. Empty where nothing lies there.
std::filesystem::path bundledHeaders();

/// Below the folder of the libraries.
inline constexpr const char* kBundledHeaders = "clang/include";

} // namespace espalier::rules
