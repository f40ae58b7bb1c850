#pragma once

#include "core/evaluate/judge/wire.h"
#include "core/evaluate/judge/workercommand.h"

#include <array>
#include <sys/types.h>

namespace espalier {

/// Closes it where it is open.
void closeFd(int& fd);

/// Descriptors that a worker finds at the numbers of the wire; closed here when this dies.
class ChildFds
{
public:
    ChildFds() { m_source.fill(-1); }
    ~ChildFds();
    ChildFds(const ChildFds&) = delete;
    ChildFds& operator=(const ChildFds&) = delete;

    /// Takes a copy with a number out of the way; a target for which there is none stays closed.
    bool put(int target, int fd);
    /// Starts a worker with them; 0, or an error's number.
    int spawn(WorkerCommand command, pid_t& pid) const;

private:
    std::array<int, wire::kLastFd + 1> m_source;
};

} // namespace espalier
