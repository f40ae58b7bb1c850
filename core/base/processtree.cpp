#include "core/base/processtree.h"

#include "core/base/file.h"

#include <csignal>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <sstream>
#include <string>
#include <unistd.h>

namespace espalier {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kCap = std::size_t{1} << 20;

/// From the list of all processes, for a kernel that keeps no lists of children.
std::vector<pid_t> childrenByScan(pid_t parent)
{
    std::vector<pid_t> found;
    std::error_code gone;
    for (const auto& entry : fs::directory_iterator("/proc", gone)) {
        const int pid = std::atoi(entry.path().filename().c_str());
        const auto stat = pid > 0 ? readFile(entry.path() / "stat", kCap) : Result<std::string>(Error{});
        const std::size_t name = stat ? stat->rfind(") ") : std::string::npos;
        // after the name: " S 1234", state and parent
        if (name != std::string::npos && name + 4 < stat->size() && std::atoi(stat->c_str() + name + 4) == parent) {
            found.push_back(pid);
        }
    }
    return found;
}

bool ended(pid_t pid)
{
    const auto stat = readFile("/proc/" + std::to_string(pid) + "/stat", kCap);
    const std::size_t name = stat ? stat->rfind(") ") : std::string::npos;
    return name == std::string::npos || name + 2 >= stat->size() || (*stat)[name + 2] == 'Z' ||
           (*stat)[name + 2] == 'X';
}

std::size_t residentBytes(pid_t pid)
{
    const auto text = readFile("/proc/" + std::to_string(pid) + "/statm", kCap);
    std::istringstream words(text ? *text : std::string());
    std::size_t total = 0;
    std::size_t resident = 0;
    words >> total >> resident;
    return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

} // namespace

std::vector<pid_t> childrenOf(pid_t parent)
{
    std::vector<pid_t> found;
    std::error_code gone;
    for (const auto& task : fs::directory_iterator("/proc/" + std::to_string(parent) + "/task", gone)) {
        const auto list = readFile(task.path() / "children", kCap);
        if (!list && fs::exists(task.path() / "stat", gone)) {
            return childrenByScan(parent);
        }
        std::istringstream words(list ? *list : std::string());
        for (pid_t pid = 0; words >> pid;) {
            found.push_back(pid);
        }
    }
    return found;
}

std::vector<pid_t> descendantsOf(pid_t root)
{
    std::vector<pid_t> found = childrenOf(root);
    for (std::size_t i = 0; i < found.size(); ++i) {
        const std::vector<pid_t> children = childrenOf(found[i]);
        found.insert(found.end(), children.begin(), children.end());
    }
    return found;
}

TreeUsage treeUsage(pid_t root)
{
    TreeUsage usage{1, residentBytes(root)};
    for (const pid_t pid : descendantsOf(root)) {
        ++usage.processes;
        usage.residentBytes += residentBytes(pid);
    }
    return usage;
}

void killBelow(pid_t root)
{
    for (int round = 0; round < 50; ++round) {
        bool any = false;
        for (const pid_t pid : descendantsOf(root)) {
            if (!ended(pid)) {
                kill(pid, SIGKILL);
                any = true;
            }
        }
        if (!any) {
            return;
        }
        const timespec pause{0, 1'000'000};
        nanosleep(&pause, nullptr);
    }
}

} // namespace espalier
