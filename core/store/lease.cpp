#include "core/store/lease.h"

namespace espalier {
namespace {

std::string holderIn(const FileLock& lock)
{
    const std::string words = lock.words();
    return words.empty() ? "another program" : words;
}

} // namespace

Result<Lease> Lease::take(const std::filesystem::path& file, const std::string& holder)
{
    auto lock = FileLock::open(file);
    if (!lock) {
        return lock.error();
    }
    const auto taken = lock->take(FileLock::Kind::Exclusive);
    if (!taken || !*taken) {
        return Error{ErrorKind::Machine, "session " + file.stem().string() + " is taken",
                     taken ? holderIn(*lock) + " is running it" : taken.error().why,
                     taken ? "watch it there, or stop it first" : taken.error().todo};
    }
    if (const auto written = lock->setWords(holder); !written) {
        return written.error();
    }
    return Lease(*std::move(lock));
}

std::string Lease::holderOf(const std::filesystem::path& file)
{
    const auto lock = FileLock::openExisting(file);
    return lock && lock->isTaken() ? holderIn(*lock) : std::string();
}

} // namespace espalier
