#pragma once

#include <filesystem>
#include <vector>

namespace espalier {

/// What a worker needs that becomes a language's interpreter; full paths, the same inside bubblewrap as outside.
struct Interpreter
{
    std::filesystem::path program;              ///< of the language
    std::filesystem::path modules;              ///< folder of the worker's own modules
    std::vector<std::filesystem::path> folders; ///< of the language and its libraries, beside the system's; read only
    std::filesystem::path scratch;              ///< what its compilers may write

    bool operator==(const Interpreter&) const = default;
};

} // namespace espalier
