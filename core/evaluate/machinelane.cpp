#include "core/evaluate/machinelane.h"

#include <thread>
#include <unistd.h>

namespace espalier {
namespace {

constexpr int kLane = 0;
constexpr int kHeadOfQueue = 1;
/// A timing takes a second or more. The kernel's own way to wait for a lock cannot be stopped.
constexpr std::chrono::milliseconds kGlance{10};

class Wait
{
public:
    Wait(FileLock& lock, const WaitCallback& waits, const std::stop_token& stop, std::chrono::milliseconds patience)
        : m_lock(lock), m_waits(waits), m_stop(stop), m_until(std::chrono::steady_clock::now() + patience)
    {
    }

    bool take(FileLock::Kind kind, int byte)
    {
        for (;;) {
            const auto taken = m_lock.take(kind, byte);
            if (!taken || *taken) {
                return taken && *taken;
            }
            if (m_stop.stop_requested() || std::chrono::steady_clock::now() >= m_until) {
                return false;
            }
            if (m_waits && !std::exchange(m_told, true)) {
                m_waits(m_lock.words());
            }
            std::this_thread::sleep_for(kGlance);
        }
    }

private:
    FileLock& m_lock;
    const WaitCallback& m_waits;
    const std::stop_token& m_stop;
    std::chrono::steady_clock::time_point m_until;
    bool m_told = false;
};

} // namespace

std::optional<FileLock> MachineLane::enter(FileLock::Kind kind, const WaitCallback& waits,
                                           const std::stop_token& stop) const
{
    auto lock = FileLock::open(m_file);
    if (!lock) {
        return std::nullopt;
    }
    Wait wait(*lock, waits, stop, m_patience);
    const bool entered = wait.take(FileLock::Kind::Exclusive, kHeadOfQueue) && wait.take(kind, kLane);
    lock->release(kHeadOfQueue);
    if (!entered) {
        return std::nullopt;
    }
    static_cast<void>(lock->setWords("process " + std::to_string(getpid()))); // of several that build, the last one
    return *std::move(lock);
}

} // namespace espalier
