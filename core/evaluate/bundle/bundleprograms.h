#pragma once

#include "core/evaluate/bundle/bundlefiles.h"

#include <stop_token>

namespace espalier {

/// Puts the programs that judge into bin/, the libraries they load into lib/, and the script `run`. Libraries of every
/// Linux (the C library's own) stay out: another version of them than the loader's does not start. Those that come with
/// a compiler lie in lib/compiler/, used where the machine has none or older ones: what its compiler builds needs
/// its own. The parser's headers go to lib/clang/include. `programs` is as for findProgram().
Result<void> addPrograms(const std::filesystem::path& folder, const std::filesystem::path& programs,
                         const std::string& target, std::vector<BundleFile>& files, std::stop_token stop = {});

/// What ldd says a program loads: the files of those that it found and that not every Linux has. Fails on one that is
/// not found.
Result<std::vector<std::filesystem::path>> librariesIn(const std::string& lddOutput);

} // namespace espalier
