#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace espalier {

/// A folder that is filled beside the place where it is to be and moved there in one step, so that nobody ever finds a
/// part of it. Without place() it is removed with what is in it. Errors are about the machine and name the target.
class NewFolder
{
public:
    /// Makes the folders above `target` too, which has a last name.
    static Result<NewFolder> begin(const std::filesystem::path& target);
    NewFolder(NewFolder&& other) noexcept;
    NewFolder(const NewFolder&) = delete;
    NewFolder& operator=(const NewFolder&) = delete;
    NewFolder& operator=(NewFolder&&) = delete;
    ~NewFolder();

    /// Where it is being filled.
    const std::filesystem::path& path() const { return m_path; }
    const std::filesystem::path& target() const { return m_target; }
    /// Takes the place of an empty folder, never of anything else.
    Result<void> place();

private:
    NewFolder(std::filesystem::path path, std::filesystem::path target);

    std::filesystem::path m_path; ///< empty when placed or moved from
    std::filesystem::path m_target;
};

} // namespace espalier
