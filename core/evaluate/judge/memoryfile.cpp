#include "core/evaluate/judge/memoryfile.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/memfd.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <unistd.h>
#include <utility>

namespace espalier {
namespace {

constexpr int kContentSeals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL;

Error outOfMemory(const char* name)
{
    return {ErrorKind::Machine, std::string("cannot make shared memory for ") + name, std::strerror(errno),
            "free some memory and try again"};
}

} // namespace

Result<MemoryFile> MemoryFile::create(const char* name, std::size_t bytes, Access access)
{
    MemoryFile file;
    file.m_fd = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (file.m_fd < 0 || ftruncate(file.m_fd, static_cast<off_t>(bytes)) != 0) {
        return outOfMemory(name);
    }
    void* data = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file.m_fd, 0);
    if (data == MAP_FAILED) {
        return outOfMemory(name);
    }
    file.m_data = static_cast<std::byte*>(data);
    file.m_size = bytes;
    const int seals =
        F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL | (access == Access::ReadOnly ? F_SEAL_FUTURE_WRITE : 0);
    if (fcntl(file.m_fd, F_ADD_SEALS, seals) != 0) {
        return outOfMemory(name);
    }
    return file;
}

Result<MemoryFile> MemoryFile::sealedCopy(const char* name, std::span<const char> content)
{
    MemoryFile file;
    file.m_fd = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (file.m_fd < 0) {
        return outOfMemory(name);
    }
    std::size_t written = 0;
    while (written < content.size()) {
        const ssize_t n = write(file.m_fd, content.data() + written, content.size() - written);
        if (n <= 0) {
            return outOfMemory(name);
        }
        written += static_cast<std::size_t>(n);
    }
    file.m_size = content.size();
    if (fcntl(file.m_fd, F_ADD_SEALS, kContentSeals) != 0) {
        return outOfMemory(name);
    }
    return file;
}

Result<MemoryFile> MemoryFile::hollow(const char* name)
{
    MemoryFile file;
    file.m_fd = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (file.m_fd < 0) {
        return outOfMemory(name);
    }
    return file;
}

Result<void> MemoryFile::fill(const MemoryFile& copy)
{
    off_t from = 0;
    while (static_cast<std::size_t>(from) < copy.m_size) {
        if (sendfile(m_fd, copy.m_fd, &from, copy.m_size - static_cast<std::size_t>(from)) <= 0) {
            return outOfMemory("a program");
        }
    }
    m_size = copy.m_size;
    if (fcntl(m_fd, F_ADD_SEALS, kContentSeals) != 0) {
        return outOfMemory("a program");
    }
    return {};
}

MemoryFile::~MemoryFile()
{
    if (m_data) {
        munmap(m_data, m_size);
    }
    if (m_fd >= 0) {
        close(m_fd);
    }
}

void MemoryFile::swap(MemoryFile& other) noexcept
{
    std::swap(m_fd, other.m_fd);
    std::swap(m_data, other.m_data);
    std::swap(m_size, other.m_size);
}

} // namespace espalier
