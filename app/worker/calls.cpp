#include "app/worker/confine.h"

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <fcntl.h>
#include <initializer_list>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace espalier {
namespace {

/// What a kernel, its threads and the loader need.
constexpr int kAllowed[] = {
    SCMP_SYS(read),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(pread64),
    SCMP_SYS(close),
    SCMP_SYS(fstat),
    SCMP_SYS(newfstatat),
    SCMP_SYS(statx),
    SCMP_SYS(lseek),
    SCMP_SYS(getdents64),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(access),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(stat),
    SCMP_SYS(mmap),
    SCMP_SYS(munmap),
    SCMP_SYS(mprotect),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(brk),
    SCMP_SYS(futex),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(rseq),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(sched_setaffinity),
    SCMP_SYS(getcpu),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(times),
    SCMP_SYS(getrusage),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(getppid),
    SCMP_SYS(getrandom),
    SCMP_SYS(uname),
    SCMP_SYS(sysinfo),
    SCMP_SYS(membarrier),
    SCMP_SYS(mbind),
    SCMP_SYS(get_mempolicy),
    SCMP_SYS(set_mempolicy),
    SCMP_SYS(arch_prctl),
    SCMP_SYS(set_tid_address),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(sched_getparam),
    SCMP_SYS(sched_getscheduler),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(getcwd),
    SCMP_SYS(mincore),
};

/// Answered with EPERM: libraries ask, none needs the answer.
constexpr int kRefusedQuietly[] = {
    SCMP_SYS(ioctl),
    SCMP_SYS(fcntl),
    SCMP_SYS(dup),
    SCMP_SYS(pipe2),
    SCMP_SYS(eventfd2),
    SCMP_SYS(prlimit64),
    SCMP_SYS(getrlimit),
    SCMP_SYS(perf_event_open),
    SCMP_SYS(getpriority),
    SCMP_SYS(setpriority),
    SCMP_SYS(sched_setscheduler),
    SCMP_SYS(mlock),
    SCMP_SYS(statfs),
    SCMP_SYS(fadvise64),
};

bool rule(scmp_filter_ctx filter, std::uint32_t action, int call)
{
    return seccomp_rule_add(filter, action, call, 0) == 0;
}

template <class... Args>
bool ruleWith(scmp_filter_ctx filter, std::uint32_t action, int call, Args... args)
{
    return seccomp_rule_add(filter, action, call, sizeof...(args), args...) == 0;
}

bool addArguments(scmp_filter_ctx filter)
{
    const auto own = static_cast<scmp_datum_t>(getpid());
    constexpr scmp_datum_t kWriting = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;
    bool ok = true;
    // Threads yes, processes no; clone3 keeps its flags in memory where a filter cannot look, so the library is sent
    // back to clone.
    ok = ok && ruleWith(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone),
                        SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD | CLONE_VM, CLONE_THREAD | CLONE_VM));
    ok = ok && rule(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3));
    ok = ok && ruleWith(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), SCMP_A2(SCMP_CMP_MASKED_EQ, kWriting, 0));
    ok = ok && ruleWith(filter, SCMP_ACT_ALLOW, SCMP_SYS(open), SCMP_A1(SCMP_CMP_MASKED_EQ, kWriting, 0));
    // A process may end itself and nothing else: one that sends itself SIGCONT cannot be held still while it is looked
    // at.
    for (const int fatal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL}) {
        ok = ok && ruleWith(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), SCMP_A0(SCMP_CMP_EQ, own),
                            SCMP_A2(SCMP_CMP_EQ, static_cast<scmp_datum_t>(fatal)));
    }
    ok = ok && ruleWith(filter, SCMP_ACT_ALLOW, SCMP_SYS(prctl), SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME));
    ok = ok && ruleWith(filter, SCMP_ACT_ALLOW, SCMP_SYS(prctl), SCMP_A0(SCMP_CMP_EQ, PR_SET_VMA));
    // A handler of its own for SIGSYS would let a kernel swallow its refusals.
    ok = ok && ruleWith(filter, SCMP_ACT_ALLOW, SCMP_SYS(rt_sigaction), SCMP_A0(SCMP_CMP_NE, SIGSYS));
    ok = ok && ruleWith(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(rt_sigaction), SCMP_A0(SCMP_CMP_EQ, SIGSYS));
    return ok;
}

} // namespace

bool confineCalls()
{
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_TRAP);
    // For every thread there is: an OpenCL driver has started its own.
    bool ok = filter != nullptr && seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1) == 0;
    for (const int call : kAllowed) {
        ok = ok && rule(filter, SCMP_ACT_ALLOW, call);
    }
    for (const int call : kRefusedQuietly) {
        ok = ok && rule(filter, SCMP_ACT_ERRNO(EPERM), call);
    }
    ok = ok && addArguments(filter) && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return ok;
}

} // namespace espalier
