#pragma once

#include "core/base/filelock.h"

namespace espalier {

/// The right to run one session: a lock on <folder>/<session>.lock with the holder's name in it. The kernel releases it
/// when the process ends in whatever way, and it can be asked for without being taken.
class Lease
{
public:
    /// Fails with who holds it.
    static Result<Lease> take(const std::filesystem::path& file, const std::string& holder);
    /// Who holds it now; empty when nobody does.
    static std::string holderOf(const std::filesystem::path& file);

private:
    explicit Lease(FileLock lock) : m_lock(std::move(lock)) {}

    FileLock m_lock;
};

} // namespace espalier
