#pragma once

#include <optional>
#include <string>
#include <vector>

namespace espalier {

/// Compiler options a candidate may ask for: optimisation levels, the machine's instructions, floating-point and loop
/// flags, OpenMP, `--param name=number`. Nothing that names a file, a plug-in, a linker option or a macro. Returns the
/// sentence that names the first option outside the list.
std::optional<std::string> refusedOption(const std::vector<std::string>& options);

} // namespace espalier
