#include "app/cli/sandboxprobe.h"

#include <linux/landlock.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace espalier::cli {

SandboxLayer probeSeccomp()
{
    // The answer is 0 or 2 where the kernel knows filters, an error where it was built without.
    const bool holds = prctl(PR_GET_SECCOMP) >= 0;
    return {holds,
            holds ? "candidates can start no process and open no socket" : "this kernel has no system-call filter"};
}

SandboxLayer probeLandlock()
{
    const long version = syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version > 0) {
        return {true, "version " + std::to_string(version) + "; candidates and compilers see no file of yours"};
    }
    return {false, "not on; a candidate may read what you may read, though it can send it nowhere"};
}

SandboxLayer probeNamespaces()
{
    const pid_t child = fork();
    if (child == 0) {
        _exit(unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC) == 0 ? 0 : 1);
    }
    int status = 1;
    const bool holds =
        child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    return {holds, holds ? "a network and a message space of its own for each worker"
                         : "refused by this system; the system-call filter stands in"};
}

} // namespace espalier::cli
