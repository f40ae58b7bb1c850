#pragma once

#include <string>

namespace espalier {

/// Compiles candidate.cu of the working folder for the architecture, with the options of options.txt there (one a
/// line), into candidate.cubin, and prints the compiler's log. No device is needed, and nothing of the candidate is
/// run. The exit code: 0, or 1 with the reason printed.
int buildCubin(const std::string& architecture);

} // namespace espalier
