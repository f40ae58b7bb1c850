#include "core/base/paths.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <unistd.h>

namespace espalier {
namespace {

std::filesystem::path userFolder(const char* variable, const char* underHome)
{
    if (const char* given = std::getenv(variable); given && *given == '/') {
        return std::filesystem::path(given) / "espalier";
    }
    const char* home = std::getenv("HOME");
    return std::filesystem::path(home && *home ? home : "/tmp") / underHome / "espalier";
}

} // namespace

std::filesystem::path programFolder()
{
    std::error_code ignored;
    return std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
}

std::filesystem::path shareFolder()
{
    if (const char* given = std::getenv("ESPALIER_SHARE"); given && *given) {
        return given;
    }
    // Programs stand in <prefix>/bin, tests in <prefix>/tests: one level up either way.
    return programFolder().parent_path() / "share" / "espalier";
}

std::filesystem::path defaultStoreFolder()
{
    return userFolder("XDG_DATA_HOME", ".local/share");
}

std::filesystem::path configFolder()
{
    return userFolder("XDG_CONFIG_HOME", ".config");
}

std::filesystem::path cacheFolder()
{
    return userFolder("XDG_CACHE_HOME", ".cache");
}

std::optional<std::filesystem::path> findOnPath(const std::string& name)
{
    const char* path = std::getenv("PATH");
    const std::string folders = path ? path : "";
    for (std::size_t start = 0; start <= folders.size();) {
        const std::size_t end = std::min(folders.find(':', start), folders.size());
        const std::filesystem::path folder = folders.substr(start, end - start);
        start = end + 1;
        if (folder.filename() != "ccache" && folder.is_absolute() && access((folder / name).c_str(), X_OK) == 0) {
            return folder / name;
        }
    }
    return std::nullopt;
}

std::filesystem::path laneFile(const std::string& device)
{
    std::array<char, 256> computer{};
    gethostname(computer.data(), computer.size() - 1);
    return cacheFolder() / "locks" / (std::string(computer.data()) + "-" + device + ".lock");
}

} // namespace espalier
