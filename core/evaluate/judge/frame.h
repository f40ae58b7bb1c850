#pragma once

#include "core/base/result.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace espalier {

/// A message between the program and its judge is four bytes of length, least significant first, and that many bytes of
/// JSON.
inline constexpr std::size_t kFrameCap = std::size_t{16} << 20;

/// False when the other side is gone or the text is larger than kFrameCap.
bool writeFrame(int fd, std::string_view text);

/// The next frame; nothing when the stream ended before one began. An error for a cut frame, a length over the cap, the
/// deadline (Machine) and a stop (Interrupted); after any of these the stream is of no more use.
Result<std::optional<std::string>> readFrame(int fd, std::optional<std::chrono::milliseconds> timeout = {},
                                             const std::stop_token& stop = {});

} // namespace espalier
