#pragma once

namespace espalier {

/// A kernel whose fastest call took less than this share of its median one was measured while others had the machine.
inline constexpr double kDisturbed = 0.7;

} // namespace espalier
