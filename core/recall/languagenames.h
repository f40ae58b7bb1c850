#pragma once

#include <string_view>

namespace espalier {

/// A name that C++, OpenCL C, their standard libraries or the machine give a meaning, and not one kernel: "float",
/// "for", "_mm256_fmadd_ps", "get_global_id", "expf", "std". Every reserved name counts (two underscores, or one and a
/// capital).
bool isLanguageName(std::string_view name);

/// Of those, what may stand before the name in a declaration of a variable: "float", "const", "auto", "int64_t",
/// "__m256", "float4", "__restrict".
bool isTypeName(std::string_view name);

/// Letters, digits and the underscore; no byte outside ASCII.
bool isNameCharacter(char c);

} // namespace espalier
