#include "core/store/lease.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace espalier {
namespace {

struct flock wholeFile()
{
    struct flock lock = {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    return lock;
}

std::string readHolder(int fd)
{
    std::array<char, 200> text{};
    const ssize_t size = pread(fd, text.data(), text.size(), 0);
    return size > 0 ? std::string(text.data(), static_cast<std::size_t>(size)) : "another program";
}

} // namespace

Result<Lease> Lease::take(const std::filesystem::path& file, const std::string& holder)
{
    std::error_code ignored;
    std::filesystem::create_directories(file.parent_path(), ignored);
    const int fd = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0) {
        return Error{ErrorKind::Machine, "cannot lock " + file.string(), std::strerror(errno),
                     "check the permissions of the store's folder"};
    }
    Lease lease(fd);
    struct flock lock = wholeFile();
    if (fcntl(fd, F_OFD_SETLK, &lock) != 0) {
        const bool held = errno == EAGAIN || errno == EACCES;
        return Error{ErrorKind::Machine, "session " + file.stem().string() + " is taken",
                     held ? readHolder(fd) + " is running it" : std::strerror(errno),
                     held ? "watch it there, or stop it first" : "use a folder on a disk that knows locks"};
    }
    const auto size = static_cast<ssize_t>(holder.size());
    if (ftruncate(fd, 0) != 0 || pwrite(fd, holder.data(), holder.size(), 0) != size) {
        return Error{ErrorKind::Machine, "cannot write " + file.string(), std::strerror(errno),
                     "free some space and try again"};
    }
    return lease;
}

std::string Lease::holderOf(const std::filesystem::path& file)
{
    const int fd = open(file.c_str(), O_RDWR | O_CLOEXEC);
    if (fd < 0) {
        return {};
    }
    const Lease closing(fd);
    struct flock lock = wholeFile();
    const bool held = fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
    return held ? readHolder(fd) : std::string();
}

Lease::Lease(Lease&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}

Lease& Lease::operator=(Lease&& other) noexcept
{
    std::swap(m_fd, other.m_fd);
    return *this;
}

Lease::~Lease()
{
    if (m_fd >= 0) {
        close(m_fd);
    }
}

} // namespace espalier
