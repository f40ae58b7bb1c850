#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <span>

namespace espalier {

/// Anonymous memory with a descriptor (memfd) that a worker inherits and maps, mapped here for writing. Its size is
/// sealed, so a worker cannot pull pages from under the judge. Owned; moves, never copies. Not thread-safe.
class MemoryFile
{
public:
    enum class Access {
        Shared,   ///< workers may write: their outputs
        ReadOnly, ///< workers map it read-only for good (F_SEAL_FUTURE_WRITE): the inputs
    };

    static Result<MemoryFile> create(const char* name, std::size_t bytes, Access access);
    /// A sealed copy of the bytes: nobody can change what is then loaded.
    static Result<MemoryFile> sealedCopy(const char* name, std::span<const char> content);
    /// Empty, for a process that is started before there is anything to give it.
    static Result<MemoryFile> hollow(const char* name);
    /// Gives a hollow one what a sealed copy holds, sealed likewise.
    Result<void> fill(const MemoryFile& copy);

    MemoryFile() = default;
    MemoryFile(MemoryFile&& other) noexcept { swap(other); }
    MemoryFile& operator=(MemoryFile&& other) noexcept
    {
        swap(other);
        return *this;
    }
    ~MemoryFile();

    int fd() const { return m_fd; }
    std::byte* data() const { return m_data; } ///< null where it is not mapped here: sealed copies, hollow ones
    std::size_t size() const { return m_size; }

private:
    void swap(MemoryFile& other) noexcept;

    int m_fd = -1;
    std::byte* m_data = nullptr;
    std::size_t m_size = 0;
};

} // namespace espalier
