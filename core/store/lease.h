#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>

namespace espalier {

/// The right to run one session: a lock on <folder>/<session>.lock with the holder's name in it. The kernel releases it
/// when the process ends in whatever way, and it can be asked for without being taken (an open file description lock).
class Lease
{
public:
    /// Fails with who holds it.
    static Result<Lease> take(const std::filesystem::path& file, const std::string& holder);
    /// Who holds it now; empty when nobody does.
    static std::string holderOf(const std::filesystem::path& file);

    Lease(Lease&& other) noexcept;
    Lease& operator=(Lease&& other) noexcept;
    ~Lease();

private:
    explicit Lease(int fd) : m_fd(fd) {}

    int m_fd;
};

} // namespace espalier
