#include "app/worker/confine.h"

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <initializer_list>
#include <linux/landlock.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace espalier {
namespace {

// Debian 12's header stops at version 2 of the interface; the numbers are the kernel's.
constexpr std::uint64_t kFirstVersionRights = (1ULL << 13) - 1;
constexpr std::uint64_t kRefer = 1ULL << 13;
constexpr std::uint64_t kTruncate = 1ULL << 14;
constexpr std::uint64_t kTcp = 3;    // bind and connect
constexpr std::uint64_t kScopes = 3; // abstract sockets and signals

struct Ruleset
{
    std::uint64_t files;
    std::uint64_t net;
    std::uint64_t scoped;
};

void allow(int ruleset, const char* path, std::uint64_t rights)
{
    const int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd < 0) {
        return;
    }
    struct stat info = {};
    fstat(fd, &info);
    if (!S_ISDIR(info.st_mode)) {
        rights &= LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_EXECUTE;
    }
    landlock_path_beneath_attr rule{};
    rule.allowed_access = rights;
    rule.parent_fd = fd;
    syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    close(fd);
}

} // namespace

bool limitResources(std::size_t bytes)
{
    const auto set = [](__rlimit_resource what, rlim_t value) {
        const rlimit both{value, value};
        return setrlimit(what, &both) == 0;
    };
    return set(RLIMIT_CORE, 0) && set(RLIMIT_FSIZE, 64 << 10) && set(RLIMIT_NOFILE, 64) && set(RLIMIT_AS, bytes);
}

bool leaveNamespaces()
{
    return unshare(CLONE_NEWUSER | CLONE_NEWIPC) == 0 && unshare(CLONE_NEWNET) == 0;
}

long landlockVersion()
{
    return syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

int confineFiles(const char* writable, const std::vector<std::filesystem::path>& devices,
                 const std::vector<std::filesystem::path>& readable)
{
    const long version = landlockVersion();
    if (version < 1) {
        return 0;
    }
    const std::uint64_t all = kFirstVersionRights | (version >= 2 ? kRefer : 0) | (version >= 3 ? kTruncate : 0);
    const Ruleset wanted{all, version >= 4 ? kTcp : 0, version >= 6 ? kScopes : 0};
    const std::size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
    const int ruleset = static_cast<int>(syscall(SYS_landlock_create_ruleset, &wanted, size, 0));
    if (ruleset < 0) {
        return 0;
    }
    constexpr std::uint64_t kRead =
        LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
    for (const char* path :
         {"/usr", "/lib", "/lib64", "/bin", "/opt", "/nix/store", "/etc/ld.so.cache", "/etc/alternatives",
          "/etc/OpenCL", "/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system", "/proc/self/exe"}) {
        allow(ruleset, path, kRead);
    }
    for (const std::filesystem::path& folder : readable) {
        allow(ruleset, folder.c_str(), kRead);
    }
    allow(ruleset, "/dev/null", kRead | LANDLOCK_ACCESS_FS_WRITE_FILE);
    for (const std::filesystem::path& device : devices) {
        allow(ruleset, device.c_str(), LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE);
    }
    if (writable) {
        allow(ruleset, writable,
              all & ~static_cast<std::uint64_t>(LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_BLOCK));
    }
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    const bool done = syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    close(ruleset);
    return done ? static_cast<int>(version) : 0;
}

int runConfined(const char* folder, char** command, const std::vector<std::filesystem::path>& readable)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    confineFiles(folder, {}, readable);
    setenv("TMPDIR", folder, 1);
    execvp(command[0], command);
    std::perror(command[0]);
    return 127;
}

} // namespace espalier
