#pragma once

#include <string>
#include <string_view>

namespace espalier {

/// What a stall reason of NVIDIA's profiler means (its kernel profiling guide, "Warp Stall Reasons"), and the skill
/// most likely to help.
struct StallWords
{
    const char* name;
    const char* reason; ///< "for global or local memory"
    const char* lever;  ///< may be empty
};

/// Null for reasons that are no trouble, such as a warp that was ready while another was chosen, and for unknown ones.
const StallWords* wordsOf(std::string_view stall);

/// What an occupancy limit means: "registers" → "they need too many registers".
std::string limitWords(std::string_view limit);

} // namespace espalier
