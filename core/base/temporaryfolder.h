#pragma once

#include <filesystem>
#include <string_view>

namespace espalier {

/// A folder of its own, removed with everything in it when the object dies. It lies in the user's own folder below the
/// system's temporary one (espalier-<user id>) and carries a lock that goes with its process: what a killed process
/// left is removed when any process of the user makes the next one. Where that folder cannot be had (somebody else made
/// it), it lies in the temporary folder itself and is not cleared up after a kill.
class TemporaryFolder
{
public:
    explicit TemporaryFolder(std::string_view prefix = "espalier");
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    /// Empty when the folder could not be made.
    const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
    int m_fd = -1; ///< of the folder, with the lock
};

} // namespace espalier
