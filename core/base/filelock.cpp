#include "core/base/filelock.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace espalier {
namespace {

struct flock lockOf(short type, int byte)
{
    struct flock lock = {};
    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    lock.l_start = byte;
    lock.l_len = 1;
    return lock;
}

Error lockError(const std::filesystem::path& file)
{
    return {ErrorKind::Machine, "cannot lock " + file.string(), std::strerror(errno),
            "check the folder's permissions and free space"};
}

} // namespace

Result<FileLock> FileLock::open(const std::filesystem::path& file)
{
    std::error_code ignored;
    std::filesystem::create_directories(file.parent_path(), ignored);
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    return fd < 0 ? Result<FileLock>(lockError(file)) : FileLock(fd);
}

Result<FileLock> FileLock::openExisting(const std::filesystem::path& file)
{
    const int fd = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
    return fd < 0 ? Result<FileLock>(lockError(file)) : FileLock(fd);
}

FileLock::FileLock(FileLock&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept
{
    std::swap(m_fd, other.m_fd);
    return *this;
}

FileLock::~FileLock()
{
    if (m_fd >= 0) {
        ::close(m_fd);
    }
}

Result<bool> FileLock::take(Kind kind, int byte)
{
    struct flock lock = lockOf(kind == Kind::Shared ? F_RDLCK : F_WRLCK, byte);
    if (fcntl(m_fd, F_OFD_SETLK, &lock) == 0) {
        return true;
    }
    if (errno == EAGAIN || errno == EACCES) {
        return false;
    }
    return Error{ErrorKind::Machine, "cannot lock a file", std::strerror(errno),
                 "use a folder on a disk that knows locks"};
}

void FileLock::release(int byte)
{
    struct flock lock = lockOf(F_UNLCK, byte);
    fcntl(m_fd, F_OFD_SETLK, &lock);
}

bool FileLock::isTaken(int byte) const
{
    struct flock lock = lockOf(F_WRLCK, byte);
    return fcntl(m_fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

std::string FileLock::words() const
{
    std::array<char, 200> text{};
    const ssize_t size = pread(m_fd, text.data(), text.size(), 0);
    const std::string all(text.data(), static_cast<std::size_t>(size > 0 ? size : 0));
    return all.substr(0, all.find('\n'));
}

Result<void> FileLock::setWords(const std::string& words)
{
    // Over what stands there, ended by a line feed: who reads meanwhile finds the old words or the new ones, never
    // none.
    const std::string line = words + "\n";
    const auto size = static_cast<ssize_t>(line.size());
    if (pwrite(m_fd, line.data(), line.size(), 0) != size || ftruncate(m_fd, size) != 0) {
        return Error{ErrorKind::Machine, "cannot write a lock file", std::strerror(errno),
                     "free some space and try again"};
    }
    return {};
}

} // namespace espalier
