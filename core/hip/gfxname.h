#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace espalier {

/// "gfx90a", "gfx1100": what --offload-arch takes, without features.
bool isHipArchitecture(std::string_view name);

/// The architecture in what HIP's runtime fills as hipDeviceProp_t: "gfx90a" where the bytes hold
/// "gfx90a:sramecc+:xnack-". The structure's layout is another from ROCm 6.0 on (gcnArchName has moved, and 792 bytes
/// have become 1472), so the name is looked for wherever it stands: a text that begins with gfx and ends with a zero.
/// Nothing where there is none.
std::optional<std::string> gfxNameIn(std::string_view properties);

} // namespace espalier
