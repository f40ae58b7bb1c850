#include "core/evaluate/judge/childfds.h"

#include <algorithm>
#include <cstddef>
#include <fcntl.h>
#include <spawn.h>
#include <string>
#include <unistd.h>
#include <vector>

namespace espalier {
namespace {

constexpr int kAbove = 64; ///< our ends are moved here first, so that no dup2 below overwrites a source

std::vector<char*> pointers(std::vector<std::string>& strings)
{
    std::vector<char*> list;
    list.reserve(strings.size() + 1);
    for (std::string& s : strings) {
        list.push_back(s.data());
    }
    list.push_back(nullptr);
    return list;
}

} // namespace

void closeFd(int& fd)
{
    if (fd >= 0) {
        close(fd);
    }
    fd = -1;
}

ChildFds::~ChildFds()
{
    std::for_each(m_source.begin(), m_source.end(), closeFd);
}

bool ChildFds::put(int target, int fd)
{
    int& source = m_source.at(static_cast<std::size_t>(target));
    source = fcntl(fd, F_DUPFD_CLOEXEC, kAbove);
    return source >= 0;
}

int ChildFds::spawn(WorkerCommand command, pid_t& pid) const
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (int target = 0; target <= wire::kLastFd; ++target) {
        if (const int source = m_source.at(static_cast<std::size_t>(target)); source >= 0) {
            posix_spawn_file_actions_adddup2(&actions, source, target);
        }
    }
    const int code = posix_spawn(&pid, command.words.front().c_str(), &actions, nullptr, pointers(command.words).data(),
                                 pointers(command.settings).data());
    posix_spawn_file_actions_destroy(&actions);
    return code;
}

} // namespace espalier
