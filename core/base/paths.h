#pragma once

#include <filesystem>

namespace espalier {

/// The folder of the running program.
std::filesystem::path programFolder();

/// share/espalier beside the program's bin: tasks/, help/ and kb/. $ESPALIER_SHARE overrides it.
std::filesystem::path shareFolder();

/// $XDG_DATA_HOME/espalier, where the store is unless --store says otherwise.
std::filesystem::path defaultStoreFolder();

/// $XDG_CACHE_HOME/espalier: calibrated roofs, built references and baselines. May be deleted at any time.
std::filesystem::path cacheFolder();

} // namespace espalier
