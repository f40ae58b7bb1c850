#include "core/base/newfolder.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace espalier {
namespace {

namespace fs = std::filesystem;

Error cannotWrite(const fs::path& target, const std::string& why)
{
    return {ErrorKind::Machine, "cannot write the folder " + target.string(), why,
            "give another folder, or free some space"};
}

} // namespace

Result<NewFolder> NewFolder::begin(const fs::path& target)
{
    std::error_code failed;
    fs::create_directories(target.parent_path(), failed);
    // Hidden, so that no list of folders shows it.
    std::string path = (target.parent_path() / ("." + target.filename().string() + ".XXXXXX")).string();
    if (!::mkdtemp(path.data())) {
        return cannotWrite(target, std::strerror(errno));
    }
    return NewFolder(path, target);
}

NewFolder::NewFolder(fs::path path, fs::path target) : m_path(std::move(path)), m_target(std::move(target)) {}

NewFolder::NewFolder(NewFolder&& other) noexcept
    : m_path(std::exchange(other.m_path, {})), m_target(std::move(other.m_target))
{
}

NewFolder::~NewFolder()
{
    std::error_code ignored;
    if (!m_path.empty()) {
        fs::remove_all(m_path, ignored);
    }
}

Result<void> NewFolder::place()
{
    std::error_code failed;
    fs::permissions(m_path, fs::perms{0755}, failed);
    fs::rename(m_path, m_target, failed);
    if (failed) {
        return cannotWrite(m_target, failed.message());
    }
    m_path.clear();
    return {};
}

} // namespace espalier
