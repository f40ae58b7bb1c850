#include "core/base/file.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace espalier {
namespace {

Error fileError(const char* verb, const std::filesystem::path& path, int code)
{
    const char* todo = "check the path and its permissions";
    if (code == ENOSPC || code == EDQUOT) {
        todo = "free some space and try again";
    }
    return {ErrorKind::Machine, std::string("cannot ") + verb + " " + path.string(), std::strerror(code), todo};
}

/// Closes the descriptor when the scope ends.
struct Descriptor
{
    int fd;
    ~Descriptor()
    {
        if (fd >= 0) {
            ::close(fd);
        }
    }
};

bool writeAll(int fd, std::string_view content)
{
    while (!content.empty()) {
        const ssize_t n = ::write(fd, content.data(), content.size());
        if (n < 0) {
            if (errno == EINTR) {
                continue;
            }
            return false;
        }
        content.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
}

} // namespace

Result<std::string> readFile(const std::filesystem::path& path, std::size_t cap)
{
    const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (file.fd < 0) {
        return fileError("read", path, errno);
    }
    std::string content;
    char chunk[1 << 16];
    for (;;) {
        const ssize_t n = ::read(file.fd, chunk, sizeof chunk);
        if (n == 0) {
            return content;
        }
        if (n < 0) {
            if (errno == EINTR) {
                continue;
            }
            return fileError("read", path, errno);
        }
        if (content.size() + static_cast<std::size_t>(n) > cap) {
            return Error{ErrorKind::Usage, "cannot read " + path.string(),
                         "it is larger than " + std::to_string(cap) + " bytes", "give a smaller file"};
        }
        content.append(chunk, static_cast<std::size_t>(n));
    }
}

Result<void> writeFileAtomic(const std::filesystem::path& path, std::string_view content)
{
    std::string temporary = path.string() + ".XXXXXX";
    const Descriptor file{::mkostemp(temporary.data(), O_CLOEXEC)};
    if (file.fd < 0) {
        return fileError("write", path, errno);
    }
    ::fchmod(file.fd, 0644);
    if (!writeAll(file.fd, content) || ::rename(temporary.c_str(), path.c_str()) != 0) {
        const int code = errno;
        ::unlink(temporary.c_str());
        return fileError("write", path, code);
    }
    return {};
}

} // namespace espalier
