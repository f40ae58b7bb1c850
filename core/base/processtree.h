#pragma once

#include <cstddef>
#include <sys/types.h>
#include <vector>

namespace espalier {

/// Processes below a process, as /proc shows them now. Readable for every process of the same user; whatever ends while
/// it is looked at is left out.
std::vector<pid_t> childrenOf(pid_t parent);
/// Children, their children and so on, parents before children. A process whose parent has ended is only found where a
/// PID namespace or a subreaper below `root` takes it in.
std::vector<pid_t> descendantsOf(pid_t root);

struct TreeUsage
{
    int processes = 0;
    std::size_t residentBytes = 0; ///< pages that several share count once for each
};

/// What `root` and everything below it take together.
TreeUsage treeUsage(pid_t root);

/// Kills everything below `root` and looks again until nothing is left (at most 50 times): what forks while it is
/// counted is found in the next round. `root` itself lives.
void killBelow(pid_t root);

} // namespace espalier
