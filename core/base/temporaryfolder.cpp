#include "core/base/temporaryfolder.h"

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace espalier {
namespace {

namespace fs = std::filesystem;

/// A folder that another user could have laid there, or may write to, is not ours.
bool isOurs(const fs::path& folder)
{
    struct stat info = {};
    return lstat(folder.c_str(), &info) == 0 && S_ISDIR(info.st_mode) && info.st_uid == geteuid() &&
           (info.st_mode & 0077) == 0;
}

int openFolder(const fs::path& folder)
{
    return ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/// Removes the folders below `home` whose lock nobody holds. A folder that was made a moment ago and is not locked yet
/// may go too; its maker notices.
void sweep(const fs::path& home)
{
    std::error_code ignored;
    for (fs::directory_iterator entry(home, ignored); entry != fs::directory_iterator(); entry.increment(ignored)) {
        const int fd = openFolder(entry->path());
        if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0) {
            fs::remove_all(entry->path(), ignored);
        }
        if (fd >= 0) {
            ::close(fd);
        }
    }
}

bool waitForLock(int fd)
{
    int done = flock(fd, LOCK_EX);
    while (done != 0 && errno == EINTR) {
        done = flock(fd, LOCK_EX);
    }
    return done == 0;
}

bool isStillThere(int fd, const fs::path& folder)
{
    struct stat ours = {};
    struct stat there = {};
    return fstat(fd, &ours) == 0 && stat(folder.c_str(), &there) == 0 && ours.st_ino == there.st_ino &&
           ours.st_dev == there.st_dev;
}

} // namespace

TemporaryFolder::TemporaryFolder(std::string_view prefix)
{
    std::error_code ignored;
    const fs::path shared = fs::temp_directory_path(ignored);
    fs::path home = shared / ("espalier-" + std::to_string(geteuid()));
    ::mkdir(home.c_str(), 0700);
    if (isOurs(home)) {
        sweep(home);
    } else {
        home = shared;
    }
    for (int attempt = 0; attempt < 10 && m_path.empty(); ++attempt) {
        std::string pattern = (home / prefix).string() + "-XXXXXX";
        if (!::mkdtemp(pattern.data())) {
            return;
        }
        m_fd = openFolder(pattern);
        // Another process may have taken it for one left behind in between, and be about to remove it: wait and see.
        if (m_fd >= 0 && waitForLock(m_fd) && !isStillThere(m_fd, pattern)) {
            ::close(m_fd);
            m_fd = -1;
            continue;
        }
        m_path = pattern;
    }
}

TemporaryFolder::~TemporaryFolder()
{
    if (!m_path.empty()) {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    if (m_fd >= 0) {
        ::close(m_fd);
    }
}

} // namespace espalier
