#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// Relative paths of files that a text names ("see src/norm/rms.h, line 40"), in their order, each once, at most 64: a
/// word with a slash and the ending of a file. Addresses of the web, absolute paths and links to documents (.md) are
/// none.
std::vector<std::string> namedPaths(std::string_view text);

/// A named path that was found.
struct NamedFile
{
    std::string name;           ///< as the text has it
    std::filesystem::path file; ///< canonical
};

/// Those of the names that are regular files inside one of the folders, the first that has it. A name that leads
/// outside (by .. or by a link) is none.
std::vector<NamedFile> findNamed(const std::vector<std::string>& names,
                                 const std::vector<std::filesystem::path>& folders);

} // namespace espalier
