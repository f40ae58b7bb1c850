#include "core/evaluate/judge/workerend.h"

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <seccomp.h>
#include <string_view>
#include <sys/wait.h>

namespace espalier {
namespace {

std::string callName(int number)
{
    char* name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, number);
    const std::string text = name ? name : "system call " + std::to_string(number);
    std::free(name);
    return text;
}

/// What the refused call would have been for.
std::string purpose(std::string_view call)
{
    struct Purpose
    {
        std::string_view calls;
        const char* text;
    };
    static constexpr Purpose kPurposes[] = {
        {" fork vfork clone clone3 execve execveat ", "it tried to start a process"},
        {" socket socketpair connect bind listen accept sendto recvfrom ", "it tried to use the network"},
        {" ptrace process_vm_readv process_vm_writev pidfd_getfd kcmp ", "it tried to reach into another process"},
        {" kill tkill tgkill pidfd_send_signal rt_sigqueueinfo rt_tgsigqueueinfo ",
         "it tried to signal another process"},
        {" open openat openat2 creat mkdir unlink unlinkat rename renameat2 truncate ftruncate memfd_create ",
         "it tried to write a file"},
        {" prctl seccomp bpf setns unshare mount rt_sigaction ", "it tried to change its own confinement"},
    };
    const std::string padded = " " + std::string(call) + " ";
    for (const Purpose& candidate : kPurposes) {
        if (candidate.calls.find(padded) != std::string_view::npos) {
            return candidate.text;
        }
    }
    return "it made a system call no kernel needs";
}

WorkerEnd describeSignal(int signal, const wire::Hint& hint)
{
    if (signal == SIGSYS) {
        const std::string name = hint.signal == SIGSYS ? callName(hint.syscall) : "rt_sigaction";
        return {Verdict::Blocked, purpose(name) + " (" + name + "), which the sandbox denies"};
    }
    std::string reason = "it was ended by " + std::string(strsignal(signal));
    if (signal == SIGSEGV && hint.signal == SIGSEGV) {
        reason = hint.place == wire::kInInputs        ? "it wrote to an input, which is read-only (segmentation fault)"
                 : hint.place == wire::kAroundOutputs ? "it ran far past an output (segmentation fault)"
                                                      : "it touched memory that is not its own (segmentation fault)";
    }
    return {Verdict::Crash, reason};
}

} // namespace

WorkerEnd describeEnd(int waitStatus, const wire::Hint& hint, const std::string& loadMessage)
{
    if (WIFSIGNALED(waitStatus)) {
        return describeSignal(WTERMSIG(waitStatus), hint);
    }
    const int code = WIFEXITED(waitStatus) ? WEXITSTATUS(waitStatus) : -1;
    // bubblewrap ends with 128 and the signal's number. A kernel may leave with the same code: that words its
    // rejection.
    if (code > 128 && code <= 128 + SIGRTMAX) {
        return describeSignal(code - 128, hint);
    }
    switch (code) {
    case wire::kExitCannotLoad:
        return {Verdict::Crash, "it cannot be loaded: " + loadMessage};
    case wire::kExitNoSandbox:
        return {Verdict::Crash, "this system refused the sandbox (seccomp), so nothing was run"};
    case wire::kExitNoMemory:
        return {Verdict::Crash, "this system has no memory left for the inputs and outputs"};
    case wire::kExitDeviceFault:
        return {Verdict::Crash, "the device stopped it: " + loadMessage};
    case wire::kExitNoDevice:
        return {Verdict::Crash, "the device cannot be opened, so nothing was run: " + loadMessage};
    case wire::kExitRaised:
        return {Verdict::Crash, loadMessage};
    case wire::kExitOtherOutput:
        return {Verdict::Wrong, loadMessage};
    case wire::kExitNoKernel:
    case wire::kExitInputsChanged:
        return {Verdict::Cheat, loadMessage};
    default:
        if (loadMessage.rfind("bwrap: ", 0) == 0) {
            return {Verdict::Crash, "its sandbox did not start: " + loadMessage};
        }
        return {Verdict::Crash,
                "it ended the process with exit code " + std::to_string(code) + " instead of returning"};
    }
}

} // namespace espalier
