#pragma once

#include <cstddef>
#include <cstdint>

namespace espalier {

/// A word that is nobody's answer: its four 16-bit quarters as float16 and as bfloat16, both its 32-bit halves as
/// floats, and the whole as a double, are NaN; as integers they are values no task's distribution draws. One of 2^17,
/// from the system's random source.
std::uint64_t randomNan();

/// Writes the word over and over, starting with its first byte.
void fillWith(std::byte* to, std::size_t bytes, std::uint64_t word);

/// Whether fillWith's work is untouched.
bool isFilledWith(const std::byte* at, std::size_t bytes, std::uint64_t word);

} // namespace espalier
