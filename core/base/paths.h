#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace espalier {

/// The folder of the running program.
std::filesystem::path programFolder();

/// share/espalier beside the program's bin: tasks/, help/ and kb/. $ESPALIER_SHARE overrides it.
std::filesystem::path shareFolder();

/// $XDG_DATA_HOME/espalier, where the store is unless --store says otherwise.
std::filesystem::path defaultStoreFolder();

/// $XDG_CONFIG_HOME/espalier: what the user writes by hand, such as prices.json. Need not exist.
std::filesystem::path configFolder();

/// $XDG_CACHE_HOME/espalier: calibrated roofs, built references and baselines. May be deleted at any time.
std::filesystem::path cacheFolder();

/// The first runnable program of this name on PATH. Folders of compiler caches are passed over: they keep their state
/// in the user's home, which a compiler in the sandbox cannot see.
std::optional<std::filesystem::path> findOnPath(const std::string& name);
/// In the cache folder: what the user's processes on this computer lock to use a device ("cpu") one after the other. A
/// home folder may be shared by several computers, so their names are in it.
std::filesystem::path laneFile(const std::string& device);

} // namespace espalier
