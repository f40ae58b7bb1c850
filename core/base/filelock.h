#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>

namespace espalier {

/// Locks on single bytes of a file, among processes and among the objects of one process, with a few words of the
/// holder in the file (open file description locks). The kernel releases them when the object dies or its process ends
/// in whatever way, kill -9 included.
class FileLock
{
public:
    enum class Kind { Shared, Exclusive };

    /// Opens or makes the file and its folder; nothing is locked yet. The error has the system's word as its reason.
    static Result<FileLock> open(const std::filesystem::path& file);
    /// As open(), without making anything.
    static Result<FileLock> openExisting(const std::filesystem::path& file);
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;
    ~FileLock();

    /// Does not wait. False when another has it; fails on a disk that knows no locks.
    Result<bool> take(Kind kind, int byte = 0);
    void release(int byte = 0);
    /// Whether another could be in the way of an exclusive lock now.
    bool isTaken(int byte = 0) const;

    /// Of whoever holds it: one line of at most 200 bytes.
    std::string words() const;
    Result<void> setWords(const std::string& words);

private:
    explicit FileLock(int fd) : m_fd(fd) {}

    int m_fd;
};

} // namespace espalier
