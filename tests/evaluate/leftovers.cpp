#include "leftovers.h"

#include "evaluatorfixture.h"

#include <algorithm>
#include <filesystem>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace espalier::test {
namespace {

namespace fs = std::filesystem;

std::string count(const fs::path& folder)
{
    std::error_code gone;
    const fs::directory_iterator entries(folder, gone);
    return gone ? "0" : std::to_string(std::distance(begin(entries), end(entries)));
}

/// Children we have not started ourselves: orphans of a sandbox that has ended.
void takeEndedOrphans()
{
    for (const std::string& process : descendants()) {
        const pid_t pid = std::stoi(process);
        if (count("/proc/" + std::to_string(pid) + "/fd") == "0" &&
            process.find("espalier-judge") == std::string::npos) {
            waitpid(pid, nullptr, WNOHANG);
        }
    }
}

} // namespace

Leftovers::Leftovers()
{
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    qputenv("TMPDIR", m_folder.path().toUtf8());
}

Leftovers::~Leftovers()
{
    qunsetenv("TMPDIR");
}

std::vector<std::string> Leftovers::list() const
{
    takeEndedOrphans();
    std::vector<std::string> lines{"own descriptors: " + count("/proc/self/fd")};
    for (const std::string& process : descendants()) {
        const std::string pid = process.substr(0, process.find(' '));
        lines.push_back("process " + process.substr(pid.size() + 1) +
                        ", descriptors: " + count("/proc/" + pid + "/fd"));
    }
    lines.push_back("shared memory: " + count("/dev/shm"));
    std::error_code gone;
    const std::string user = "espalier-" + std::to_string(getuid()); // stays: the user's temporary folders lie in it
    for (const auto& entry : fs::directory_iterator(m_folder.path().toStdString(), gone)) {
        if (entry.path().filename() != user) {
            lines.push_back("temporary: " + entry.path().filename().string());
        }
    }
    for (const auto& entry : fs::directory_iterator(m_folder.path().toStdString() + "/" + user, gone)) {
        lines.push_back("temporary: " + entry.path().filename().string());
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

} // namespace espalier::test
