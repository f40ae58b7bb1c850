#pragma once

#include "core/base/filelock.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>

namespace espalier {

/// Who is waited for, "process 4711".
using WaitCallback = std::function<void(const std::string& holder)>;

/// The timing lane of one device among all processes that know its file (laneFile()): one process times alone, several
/// may build together. Turns are taken in two steps, first the place at the head of the queue, then the lane, so that a
/// process with much to time does not keep the others out, and builds do not keep out a timing that waits. A turn ends
/// with its process. Callable from any thread.
class MachineLane
{
public:
    /// How long a turn is waited for: a process that was suspended in its turn must not hold up the others for ever.
    static constexpr std::chrono::seconds kPatience{300};

    explicit MachineLane(std::filesystem::path file, std::chrono::milliseconds patience = kPatience)
        : m_file(std::move(file)), m_patience(patience)
    {
    }

    /// A turn, kept while the object lives; `waits` is called once if others are before us. Nothing when the turn did
    /// not come: after a stop, when patience ran out, or where the disk knows no locks. The work is to be done without,
    /// since a disturbed timing is better than none.
    std::optional<FileLock> enter(FileLock::Kind kind, const WaitCallback& waits, const std::stop_token& stop) const;

private:
    std::filesystem::path m_file;
    std::chrono::milliseconds m_patience;
};

} // namespace espalier
