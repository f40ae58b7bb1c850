#pragma once

#include "core/diagnose/machine.h"

#include <cstddef>

namespace espalier {

/// The loops that the roofs are measured with. On x86 they are written in assembler, so that a debug build and a build
/// for any x86-64 measure the same machine as an optimised one; elsewhere they are vector code of the compiler. Buffers
/// are aligned to 64 bytes; byte counts are multiples of kBlockBytes above 0.
inline constexpr std::size_t kBlockBytes = 1024;

/// Multiply-adds on registers; returns the floating-point operations done.
double spinFp32(VectorExtension extension, std::size_t rounds);
double spinFp64(VectorExtension extension, std::size_t rounds);

/// The same on single numbers.
double spinScalar(VectorExtension extension, std::size_t rounds, bool fp64);

/// Reads the buffer `passes` times; returns the bytes moved.
double spinRead(VectorExtension extension, const void* buffer, std::size_t bytes, std::size_t passes);

/// Copies the buffer's first half over its second; counts both the bytes read and the bytes written. `streaming` writes
/// past the caches.
double spinCopy(VectorExtension extension, void* buffer, std::size_t bytes, std::size_t passes, bool streaming);

} // namespace espalier
