#pragma once

#include "core/base/result.h"
#include "core/profile/profilereport.h"

#include <string_view>

namespace espalier {

/// What a profiler's file may be, as `--format` takes it: ncu, rocprof, torch or proton.
std::span<const char* const> profileFormats();

/// A recorded file of this format. The text is anybody's: it is read with limits, and what it does not say is absent.
Result<ProfileReport> readProfile(std::string_view format, std::string_view text);

/// Of files that are read.
inline constexpr std::size_t kProfileCap = std::size_t{64} << 20;

} // namespace espalier
