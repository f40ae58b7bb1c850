#pragma once

#include <cstddef>
#include <functional>

namespace espalier {

/// How many threads of this process can run at once; at least 1.
std::size_t processorsHere();

/// The pieces that some elements are worth being cut into: one below `worthwhile` of them, else one for each processor.
std::size_t piecesOf(std::size_t elements, std::size_t worthwhile);

/// Calls work(begin, end) for `pieces` consecutive stretches of [0, count), all at once, the first on the calling
/// thread, and returns when all have returned. Fewer pieces where `count` is smaller; one after the other where the
/// system has no more threads. `work` must not throw. Starting a thread takes some 20 µs.
void inSlices(std::size_t count, std::size_t pieces, const std::function<void(std::size_t, std::size_t)>& work);

} // namespace espalier
